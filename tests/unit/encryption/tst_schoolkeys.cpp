#include "backend/encryption/schoolkeys.h"
#include "tests/support/teststore.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace encryption;
using database::Connection;
using database::Transaction;

namespace {

constexpr Millis Now = 1'790'000'000'000;

Result<void> ran(const Result<qint64> &rows)
{
    return rows ? Result<void>() : Result<void>(rows.error());
}

struct Scene {
    Scene()
        : store({*std::find_if(migrations().begin(), migrations().end(),
                               [](const database::Migration &m) { return m.name == "0027_sealing"_L1; }),
                 {u"0900_notes"_s, "CREATE TABLE notes (\n    id {{bigint}} NOT NULL PRIMARY KEY,\n    body {{blob}} "
                                   "NOT NULL\n);\n"_ba}})
    {
    }
    static const std::vector<database::Migration> &migrations()
    {
        static const auto all = database::shippedMigrations();
        return all;
    }
    QString file() const { return store.folder() + u"/keys/fields.json"_s; }
    SchoolKeys keys() { return SchoolKeys(*store, file(), {&notes}); }
    Result<FieldCipher> open(bool makeMissing = false) { return keys().open(makeMissing, Now); }
    void add(const FieldCipher &cipher, qint64 from, qint64 to)
    {
        const auto added = store->write([&](Transaction &tx) -> Result<void> {
            for (qint64 id = from; id <= to; ++id) {
                const auto row = tx.run("INSERT INTO notes (id, body) VALUES (?, ?)", id,
                                        cipher.seal(notes.place(id), QByteArray::number(id)));
                if (!row)
                    return row.error();
            }
            return {};
        });
        QVERIFY(added);
    }
    /// How many of all open, and how many of those are sealed with an older key.
    std::pair<int, int> readable(const FieldCipher &cipher)
    {
        int opened = 0, stale = 0;
        const auto values = store->read([&](Connection &c) { return notes.next(c, 0, 100'000); });
        for (const SealedValue &value : *values) {
            const auto plain = cipher.open(notes.place(value.row), value.sealed);
            opened += plain && *plain == QByteArray::number(value.row);
            stale += cipher.isStale(value.sealed);
        }
        return {opened, stale};
    }
    void lose() { QVERIFY(QFile::remove(file())); }

    support::TestStore store;
    const SealedColumn notes{"notes", "body"};
};

const SchoolKeys::Progress Patiently = [](qint64) { return true; };

}  // namespace

class TestSchoolKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSchoolKeepsItsKeys();
    void aLostFileIsRefusedWhereSomethingIsSealed();
    void anothersFileIsRefused();
    void aRotationSealsEverythingAnew();
    void aRotationThatWasBrokenOffGoesOn();
    void aRotationKilledBeforeItsEndIsWhole();
    void whatNoKeyOpensKeepsTheOldKeys();
};

void TestSchoolKeys::aSchoolKeepsItsKeys()
{
    Scene s;
    const auto first = s.open();
    QVERIFY(first);
    const auto again = s.open();
    QVERIFY(again);
    QCOMPARE(again->keys().active(), first->keys().active());
    QCOMPARE(again->keys().lookup(), first->keys().lookup());
}

void TestSchoolKeys::aLostFileIsRefusedWhereSomethingIsSealed()
{
    Scene s;
    const auto first = s.open();
    QVERIFY(first);
    s.lose();
    if (s.store->hasOtherWriters()) {
        QCOMPARE(s.open().error().reason, u"field_keys_missing"_s);  // another server may be sealing with them
        QVERIFY(s.open(true));
    }
    const auto second = s.open();  // nothing was lost with it
    QVERIFY(second);
    QVERIFY(second->keys().active() != first->keys().active());
    s.add(*second, 1, 3);
    s.lose();
    QCOMPARE(s.open().error().reason, u"field_keys_missing"_s);
    QVERIFY(!QFile::exists(s.file()));
    const auto third = s.open(true);
    QVERIFY(third);
    QCOMPARE(s.readable(*third).first, 0);
    QVERIFY(s.open());
}

void TestSchoolKeys::anothersFileIsRefused()
{
    Scene s;
    const auto first = s.open();
    QVERIFY(first);
    // The same name and another key: the name alone would let it pass.
    const FieldKeys imposter = FieldKeys::of(first->keys().active(), QByteArray(32, 'x'), QByteArray(32, 'y'));
    QVERIFY(imposter.write(s.file()));
    QCOMPARE(s.open().error().reason, u"field_keys_missing"_s);
    const FieldKeys anothers = FieldKeys::make(Now);
    QVERIFY(anothers.write(s.file()));
    QCOMPARE(s.open().error().reason, u"field_keys_missing"_s);
    QVERIFY(s.open(true));
    const QStringList aside = QDir(s.store.folder() + u"/keys"_s).entryList({u"fields.json.replaced-*"_s});
    QCOMPARE(aside.size(), 1);  // whoever it was who needs them can have them back
    QCOMPARE(FieldKeys::read(s.store.folder() + u"/keys/"_s + aside.first())->active(), anothers.active());
}

void TestSchoolKeys::aRotationSealsEverythingAnew()
{
    Scene s;
    const auto before = s.open();
    QVERIFY(before);
    constexpr int Many = 1'203;
    s.add(*before, 1, Many);
    const auto rows = s.keys().rotate(Patiently, Now);
    QVERIFY(rows);
    QCOMPARE(*rows, Many);
    const auto after = s.open();
    QVERIFY(after);
    QCOMPARE(after->keys().ids().size(), 1);
    QVERIFY(after->keys().active() != before->keys().active());
    QCOMPARE(s.readable(*after), (std::pair{Many, 0}));
    QCOMPARE(s.readable(*before).first, 0);
}

void TestSchoolKeys::aRotationThatWasBrokenOffGoesOn()
{
    Scene s;
    const auto before = s.open();
    QVERIFY(before);
    constexpr int Many = 1'203;
    s.add(*before, 1, Many);
    const auto broken = s.keys().rotate([](qint64) { return false; }, Now);
    QCOMPARE(broken.error().code, ErrorCode::Cancelled);
    const auto between = s.open();
    QVERIFY(between);
    QCOMPARE(between->keys().ids().size(), 2);
    QCOMPARE(s.readable(*between), (std::pair{Many, Many - 500}));
    s.add(*between, Many + 1, Many + 2);
    QVERIFY(s.keys().rotate(Patiently, Now));
    const auto after = s.open();
    QVERIFY(after);
    QCOMPARE(after->keys().active(), between->keys().active());
    QCOMPARE(after->keys().ids().size(), 1);
    QCOMPARE(s.readable(*after), (std::pair{Many + 2, 0}));
}

/// As a kill leaves it: the database has forgotten the older key, the file has not.
void TestSchoolKeys::aRotationKilledBeforeItsEndIsWhole()
{
    Scene s;
    const auto before = s.open();
    QVERIFY(before);
    s.add(*before, 1, 3);
    QVERIFY(s.keys().rotate(Patiently, Now));
    const auto done = s.open();
    QVERIFY(done);
    const FieldKeys both = done->keys().rotated(Now);
    QVERIFY(both.write(s.file()));  // or before it began: a key in the file that the database doesn't know yet
    const auto after = s.open();
    QVERIFY(after);
    QCOMPARE(s.readable(*after), (std::pair{3, 3}));
    QVERIFY(s.keys().rotate(Patiently, Now));
    QCOMPARE(s.readable(*s.open()), (std::pair{3, 0}));
}

void TestSchoolKeys::whatNoKeyOpensKeepsTheOldKeys()
{
    Scene s;
    const auto before = s.open();
    QVERIFY(before);
    s.add(*before, 1, 2);
    const auto moved =
            s.store->write([&](Transaction &tx) { return ran(tx.run("UPDATE notes SET id = 9 WHERE id = 2")); });
    QVERIFY(moved);
    QCOMPARE(s.keys().rotate(Patiently, Now).error().reason, u"seal_broken"_s);
    const auto after = s.open();
    QVERIFY(after);
    QCOMPARE(after->keys().ids().size(), 2);
    QCOMPARE(s.readable(*after).first, 1);
}

QTEST_GUILESS_MAIN(TestSchoolKeys)
#include "tst_schoolkeys.moc"
