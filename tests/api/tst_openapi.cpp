#include "tests/support/testschool.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

/// The contract names exactly the routes that exist. Reads the document by its layout (paths at two spaces, methods at
/// four); tests/architecture/openapi.test.mjs checks that it is proper OpenAPI.
class OpenApiTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void contractAndRoutesAgree();

private:
    static QSet<QString> documented();
};

QSet<QString> OpenApiTest::documented()
{
    QFile file(QStringLiteral(TESTS_DIR "/../resources/api/openapi.yaml"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression pathLine(u"^  (/\\S*):\\s*$"_s);
    static const QRegularExpression methodLine(u"^    (get|head|post|put|delete|patch):\\s*$"_s);
    QSet<QString> out;
    QString path;
    bool inPaths = false;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    for (const QString &line : lines) {
        if (!line.isEmpty() && !line.startsWith(u' ') && !line.startsWith(u'#'))
            inPaths = line.startsWith("paths:"_L1);
        if (!inPaths)
            continue;
        if (const auto p = pathLine.match(line); p.hasMatch())
            path = p.captured(1);
        else if (const auto m = methodLine.match(line); m.hasMatch())
            out.insert(m.captured(1).toUpper() + u' ' + path);
    }
    return out;
}

void OpenApiTest::contractAndRoutesAgree()
{
    TestSchool school;
    QVERIFY2(school.isOpen(), qPrintable(school.fault()));
    QSet<QString> routes;
    for (const http::Route &route : school.backend().router().routes())
        if (!route.pattern.startsWith("/learn"))  // pages, not contract
            routes.insert(QString::fromLatin1(http::methodWord(route.method) + ' ' + route.pattern)
                                  .replace("...}"_L1, "}"_L1));
    const QSet<QString> contract = documented();
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
