#include "tests/support/contract.h"
#include "tests/support/testschool.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

/// The contract names exactly the routes that exist. tests/architecture/openapi.test.mjs checks that it is proper
/// OpenAPI, tst_api that every route has its cases.
class OpenApiTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void contractAndRoutesAgree();
};

void OpenApiTest::contractAndRoutesAgree()
{
    TestSchool school;
    QVERIFY2(school.isOpen(), qPrintable(school.fault()));
    QSet<QString> routes;
    for (const http::Route &route : school.backend().router().routes())
        if (!route.pattern.startsWith("/learn"))  // pages, not contract
            routes.insert(contractName(route));
    QSet<QString> contract;
    for (const ContractRoute &route : contractRoutes())
        contract.insert(route.name);
    QVERIFY(!contract.isEmpty());
    QStringList missing = (routes - contract).values();
    QStringList invented = (contract - routes).values();
    missing.sort();
    invented.sort();
    QCOMPARE(missing.join(u"\n"_s), QString());
    QCOMPARE(invented.join(u"\n"_s), QString());
}

QTEST_GUILESS_MAIN(OpenApiTest)
#include "tst_openapi.moc"
