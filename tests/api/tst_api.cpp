#include "tests/support/apiscript.h"
#include "tests/support/testschool.h"

#include <QDirIterator>
#include <QTest>

/// Runs every tests/api/<feature>/*.api against the whole backend, each file in a fresh school. Name a file (without
/// path) in the environment variable API_SCRIPT to run only that one.
class ApiTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void script_data();
    void script();
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
    TestSchool school;
    QVERIFY2(school.isOpen(), qPrintable(school.fault()));
    ApiScript script(school.scriptHost());
    const QString fault = script.run(file);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
    QVERIFY2(script.requests() > 0, "the script makes no request");
    QVERIFY2(script.cases() > 0, "the script names no case");
}

QTEST_GUILESS_MAIN(ApiTest)
#include "tst_api.moc"
