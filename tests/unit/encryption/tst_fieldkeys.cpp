#include "backend/encryption/fieldkeys.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace encryption;

namespace {

constexpr Millis Now = 1'790'000'000'000;  // in 2026
const QByteArray Hex(64, 'a');

}  // namespace

class TestFieldKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenIsRead();
    void aNewKeyComesBesideTheOld();
    void badFilesAreRefused_data();
    void badFilesAreRefused();
    void othersMayNotReadIt();

private:
    QString file(const QString &name = u"fields.json"_s) const { return m_dir.filePath(name); }
    QTemporaryDir m_dir;
};

void TestFieldKeys::whatIsWrittenIsRead()
{
    QCOMPARE(FieldKeys::read(file(u"none.json"_s)).error().code, ErrorCode::NotFound);
    const FieldKeys made = FieldKeys::make(Now);
    QVERIFY2(made.active().startsWith("k2026-"), made.active().constData());
    QVERIFY(isKeyId(made.active()));
    QCOMPARE(made.find(made.active())->size(), FieldKeys::KeyBytes);
    QVERIFY(made.lookup() != *made.find(made.active()));
    QVERIFY(made.write(file(u"keys/fields.json"_s)));
    const auto read = FieldKeys::read(file(u"keys/fields.json"_s));
    QVERIFY(read);
    QCOMPARE(read->active(), made.active());
    QCOMPARE(*read->find(read->active()), *made.find(made.active()));
    QCOMPARE(read->lookup(), made.lookup());
    QVERIFY(FieldKeys::make(Now).lookup() != made.lookup());
}

void TestFieldKeys::aNewKeyComesBesideTheOld()
{
    const FieldKeys first = FieldKeys::make(Now);
    const FieldKeys both = first.rotated(Now);
    QVERIFY(both.active() != first.active());
    QCOMPARE(both.ids().size(), 2);
    QCOMPARE(*both.find(first.active()), *first.find(first.active()));
    QCOMPARE(both.lookup(), first.lookup());  // or nothing would be found any more
    QVERIFY(both.write(file()));
    const auto read = FieldKeys::read(file());
    QVERIFY(read);
    QCOMPARE(read->ids(), both.ids());
    const FieldKeys last = both.onlyActive();
    QCOMPARE(last.ids(), QByteArrayList{both.active()});
    QVERIFY(!last.find(first.active()));
}

void TestFieldKeys::badFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto json = [](const QByteArray &active, const QByteArray &keys, const QByteArray &lookup) {
        return R"({"active":")" + active + R"(","keys":{)" + keys + R"(},"lookup":")" + lookup + R"("})";
    };
    const QByteArray one = R"("k1":")" + Hex + '"';
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << "k1 abc"_ba;
    QTest::newRow("a list") << "[]"_ba;
    QTest::newRow("no active key") << json({}, one, Hex);
    QTest::newRow("another active key") << json("k2", one, Hex);
    QTest::newRow("no keys") << json("k1", {}, Hex);
    QTest::newRow("a short key") << json("k1", R"("k1":"aa")", Hex);
    QTest::newRow("no hex") << json("k1", R"("k1":")" + QByteArray(64, 'z') + '"', Hex);
    QTest::newRow("a name in capitals") << json("K1", R"("K1":")" + Hex + '"', Hex);
    QTest::newRow("a long name") << json(QByteArray(33, 'k'), '"' + QByteArray(33, 'k') + R"(":")" + Hex + '"', Hex);
    QTest::newRow("no key for look-ups") << json("k1", one, {});
    QTest::newRow("far too long") << json("k1", one, Hex) + QByteArray(70'000, ' ');
    QTest::newRow("cut") << json("k1", one, Hex).chopped(2);
}

void TestFieldKeys::badFilesAreRefused()
{
    QFETCH(QByteArray, json);
    QFile out(file());
    QVERIFY(out.open(QIODevice::WriteOnly | QIODevice::Truncate));
    out.write(json);
    out.close();
    QVERIFY(out.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    const auto read = FieldKeys::read(file());
    QVERIFY(!read);
    QCOMPARE(read.error().reason, u"bad_key_file"_s);
    QVERIFY(!read.error().message.contains(QString::fromLatin1(Hex)));
}

void TestFieldKeys::othersMayNotReadIt()
{
#ifdef Q_OS_WIN
    QSKIP("files have no such permissions there");
#endif
    QVERIFY(FieldKeys::make(Now).write(file()));
    QVERIFY(FieldKeys::read(file()));
    for (const auto other : {QFileDevice::ReadGroup, QFileDevice::ReadOther}) {
        QVERIFY(QFile::setPermissions(file(), QFileDevice::ReadOwner | QFileDevice::WriteOwner | other));
        QCOMPARE(FieldKeys::read(file()).error().reason, u"bad_key_file"_s);
    }
}

QTEST_GUILESS_MAIN(TestFieldKeys)
#include "tst_fieldkeys.moc"
