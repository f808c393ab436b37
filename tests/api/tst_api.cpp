#include "tests/support/apiscript.h"
#include "tests/support/contract.h"
#include "tests/support/testschool.h"

#include <QDirIterator>
#include <QHash>
#include <QSet>
#include <QTest>

#include <algorithm>

/// Runs every tests/api/<feature>/*.api against the whole backend, each file in a fresh school. Name a file (without
/// path) in the environment variable API_SCRIPT to run only that one. Afterwards no route of the contract may be
/// without its cases: an answer that helps, 401 where it wants a token, 400 or 422 where it takes JSON.
class ApiTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void script_data();
    void script();
    void everyRouteHasItsCases();

private:
    struct Seen {
        QSet<int> statuses;
        bool isOpen = false;     ///< to anybody
        bool isForSome = false;  ///< not to every learner
    };
    void note(const ApiScript &script, const http::Router &router);
    QHash<QString, Seen> m_seen;
};

void ApiTest::script_data()
{
    QTest::addColumn<QString>("file");
    const QString root = QStringLiteral(TESTS_DIR "/api");
    const QString only = qEnvironmentVariable("API_SCRIPT");
    QStringList files;
    for (QDirIterator it(root, {QStringLiteral("*.api")}, QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
        files.append(it.next());
    files.sort();
    for (const QString &file : std::as_const(files)) {
        const QString name = file.mid(root.size() + 1);
        if (!name.startsWith(QLatin1String("common/")) && (only.isEmpty() || name.contains(only)))
            QTest::newRow(qPrintable(name)) << file;
    }
}

void ApiTest::script()
{
    QFETCH(QString, file);
    TestSchool school(ApiScript::wantsJobs(file));
    QVERIFY2(school.isOpen(), qPrintable(school.fault()));
    ApiScript script(school.scriptHost());
    const QString fault = script.run(file);
    note(script, school.backend().router());
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
    QVERIFY2(script.requests() > 0, "the script makes no request");
    QVERIFY2(script.cases() > 0, "the script names no case");
}

void ApiTest::note(const ApiScript &script, const http::Router &router)
{
    for (const ApiScript::Exchange &exchange : script.exchanges()) {
        const http::Route *route = router.find(exchange.method, exchange.path);
        if (!route)
            continue;
        Seen &seen = m_seen[contractName(*route)];
        seen.statuses.insert(exchange.status);
        seen.isForSome =
                route->policy.permission.least > accounts::Role::Learner || route->policy.permission.localOwner;
        seen.isOpen =
                route->policy.permission.least == accounts::Role::Anonymous && !route->policy.permission.localOwner;
    }
}

void ApiTest::everyRouteHasItsCases()
{
    if (qEnvironmentVariableIsSet("API_SCRIPT"))
        QSKIP("only some of the scripts ran");
    const std::vector<ContractRoute> contract = contractRoutes();
    QVERIFY(!contract.empty());
    // Walked elsewhere, where the other side is: a channel's gateway (tst_payments, tst_reconciliation), messages that failed (tst_outbox).
    const QStringList elsewhere{
            QStringLiteral("POST /api/orders/{id}/pay"), QStringLiteral("POST /api/payments/wechat/notify"),
            QStringLiteral("POST /api/payments/alipay/notify"), QStringLiteral("POST /api/outbox/{id}/retry"),
            QStringLiteral("POST /api/commerce/reconciliations")};
    QStringList missing;
    for (const ContractRoute &route : contract) {
        const Seen seen = m_seen.value(route.name);
        const auto got = [&](int from, int to) {
            return std::any_of(seen.statuses.begin(), seen.statuses.end(),
                               [&](int status) { return status >= from && status <= to; });
        };
        const bool isElsewhere = elsewhere.contains(route.name);
        if (!got(200, 399) && !isElsewhere)
            missing.append(route.name + QStringLiteral(": no case that succeeds"));
        if (!seen.isOpen && !got(401, 401))
            missing.append(route.name + QStringLiteral(": no case without a token (401)"));
        if (seen.isForSome && !got(403, 403))
            missing.append(route.name + QStringLiteral(": no case with the wrong role (403)"));
        if (route.takesJson && !got(400, 400) && !got(422, 422) && !isElsewhere)
            missing.append(route.name + QStringLiteral(": no case with a bad body (400 or 422)"));
    }
    QVERIFY2(missing.isEmpty(), qPrintable(QLatin1Char('\n') + missing.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(ApiTest)
#include "tst_api.moc"
