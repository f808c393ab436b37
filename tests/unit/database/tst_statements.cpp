#include "backend/database/engine/session.h"
#include "backend/database/sqlite/sqlitedialect.h"
#include "tests/unit/database/notes.h"

#include <QTest>

/// One statement: what is bound, what comes back, what an error tells.
class StatementsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void valuesComeBackAsTheyWent();
    void nullTextIsEmptyAndNullIsNull();
    void errorsTellWhatKindTheyAre();
    void aStatementOfTheWrongArityIsRefused();
    void aKeptStatementTakesWhatIsBoundNow();
    void twoStatementsOfOneTextMayBeOpenAtOnce();
    void statementsAreKept();
    void upsertAddsToWhatIsThere();
    void aTextIsFoundInsideAnother();
    void aTableIsThereOrNot();
    void aLockIsNothingWhereOneWriterIsTheLock();
    void aLockEndsWithTheEnginesClause();
};

namespace {

/// An engine with several writers, whose clause can be seen at work: it makes an error that names it.
class SeveralWriters final : public database::SqliteDialect
{
public:
    QByteArrayView lockingClause() const override { return "LIMIT raised"; }
};

}  // namespace

void StatementsTest::valuesComeBackAsTheyWent()
{
    support::TestStore store(notes());
    const QString text = u"第一课 🎬 it's \"quoted\""_s;
    const QByteArray raw("\0\x01\xff'", 4);
    const qint64 large = 999'999;
    const auto id = store->write([&](Transaction &tx) {
        return tx.insert("INSERT INTO notes (word, n, body, raw, share) VALUES (?, ?, ?, ?, ?)", u"a"_s, large, text,
                         raw, 0.1);
    });
    QVERIFY(id);
    const auto ok = store->read([&](Connection &c) -> Result<void> {
        auto s = c.prepare("SELECT id, n, body, raw, share FROM notes");
        if (auto r = s.run(); !r)
            return r.error();
        if (!s.next())
            return Error::notFound(u"no row"_s);
        [&] {
            QCOMPARE(s.integer(0), *id);
            QCOMPARE(s.integer(1), large);
            QCOMPARE(s.text(2), text);
            QCOMPARE(s.blob(3), raw);
            QCOMPARE(s.real(4), 0.1);
        }();
        return {};
    });
    QVERIFY(ok);
}

void StatementsTest::nullTextIsEmptyAndNullIsNull()
{
    support::TestStore store(notes());
    const auto ok = store->write([](Transaction &tx) -> Result<void> {
        auto r = tx.insert("INSERT INTO notes (word, n, body, raw) VALUES (?, ?, ?, ?)", QString(),
                           std::optional<qint64>(), QString(), QByteArray());
        if (!r)
            return r.error();
        auto s = tx.prepare("SELECT word, n, body, raw FROM notes");
        if (auto ran = s.run(); !ran)
            return ran.error();
        s.next();
        const bool right = !s.isNull(0) && s.isNull(1) && !s.optionalInteger(1) && !s.isNull(2) && !s.isNull(3);
        return right ? Result<void>() : Error::internal(u"null and empty are mixed up"_s);
    });
    QVERIFY2(ok, qPrintable(ok ? QString() : ok.error().message));
}

void StatementsTest::errorsTellWhatKindTheyAre()
{
    support::TestStore store(notes());
    QVERIFY(add(*store, u"same"_s));
    const auto twice = add(*store, u"same"_s);
    QCOMPARE(twice.error().code, ErrorCode::Conflict);
    QCOMPARE(twice.error().reason, u"already_exists"_s);
    const auto check = add(*store, u"big"_s, 1'000'000);
    QCOMPARE(check.error().code, ErrorCode::FailedPrecondition);
    QCOMPARE(check.error().reason, u"constraint"_s);
    const auto syntax = store->write([](Transaction &tx) { return tx.run("SELEKT 1"); });
    QCOMPARE(syntax.error().code, ErrorCode::Internal);
    QVERIFY(store->health());
}

void StatementsTest::aStatementOfTheWrongArityIsRefused()
{
    support::TestStore store(notes());
    QVERIFY(add(*store, u"first"_s, 7));
    // Without the check the second value of the earlier use would be bound again.
    const auto short1 = store->write(
            [](Transaction &tx) { return tx.insert("INSERT INTO notes (word, n) VALUES (?, ?)", u"second"_s); });
    QCOMPARE(short1.error().code, ErrorCode::Internal);
    QVERIFY(short1.error().message.contains(u"2 placeholders got 1"));
    const auto quoted = store->write([](Transaction &tx) {
        return tx.run("UPDATE notes SET body = 'why?' /* ok */ WHERE word = ? -- really?\n", u"first"_s);
    });
    QVERIFY(quoted);
    QCOMPARE(*quoted, 1);
}

void StatementsTest::aKeptStatementTakesWhatIsBoundNow()
{
    support::TestStore store(notes());
    const auto done = store->write([](Transaction &tx) -> Result<void> {
        const char *text = "INSERT INTO notes (word, n, body) VALUES (?, ?, ?)";
        for (const auto &ok :
             {tx.insert(text, u"a"_s, 1, u"long text"_s), tx.insert(text, u"b"_s, 2, std::optional<qint64>()),
              tx.insert(text, u"c"_s, 3, QString()), tx.insert(text, u"d"_s, 4, std::optional<qint64>(5))})
            if (!ok)
                return ok.error();
        return {};
    });
    QVERIFY(done);
    const auto bodies = store->read([](Connection &c) -> Result<QStringList> {
        auto s = c.prepare("SELECT body FROM notes ORDER BY n");
        if (auto ok = s.run(); !ok)
            return ok.error();
        QStringList out;
        while (s.next())
            out.append(s.isNull(0) ? u"null"_s : s.text(0));
        return out;
    });
    QCOMPARE(*bodies, QStringList({u"long text"_s, u"null"_s, QString(), u"5"_s}));
}

void StatementsTest::twoStatementsOfOneTextMayBeOpenAtOnce()
{
    support::TestStore store(notes());
    for (int i = 0; i < 3; ++i)
        QVERIFY(add(*store, u"w%1"_s.arg(i), i));
    const auto pairs = store->read([](Connection &c) -> Result<int> {
        const char *sql = "SELECT n FROM notes ORDER BY n";
        int n = 0;
        auto outer = c.prepare(sql);
        if (auto ok = outer.run(); !ok)
            return ok.error();
        while (outer.next()) {
            auto inner = c.prepare(sql);
            if (auto ok = inner.run(); !ok)
                return ok.error();
            while (inner.next())
                ++n;
        }
        return n;
    });
    QCOMPARE(*pairs, 9);
}

void StatementsTest::statementsAreKept()
{
    support::TestStore store(notes());
    // A kept statement survives a change of the schema: SQLite prepares it anew by itself.
    QVERIFY(add(*store, u"one"_s));
    QVERIFY(store->write([](Transaction &tx) { return tx.run("ALTER TABLE notes ADD COLUMN later INTEGER"); }));
    QVERIFY(add(*store, u"two"_s));
    // More texts than are kept at once.
    const auto all = store->read([](Connection &c) -> Result<qint64> {
        qint64 sum = 0;
        for (int i = 0; i < 600; ++i) {
            auto s = c.prepare("SELECT " + QByteArray::number(i));
            if (auto ok = s.run(); !ok)
                return ok.error();
            s.next();
            sum += s.integer(0);
        }
        return sum;
    });
    QCOMPARE(*all, 599 * 600 / 2);
    QCOMPARE(count(*store), 2);
}

void StatementsTest::upsertAddsToWhatIsThere()
{
    support::TestStore store(notes());
    const auto ok = store->write([](Transaction &tx) -> Result<void> {
        const auto &d = tx.dialect();
        const QByteArray sql = d.upsert("notes", {"word", "n"}, {"word"}, {"n = " + d.larger("notes.n", "excluded.n")});
        for (const qint64 n : {5, 9, 7}) {
            if (auto r = tx.run(sql, u"k"_s, n); !r)
                return r.error();
        }
        if (auto r = tx.run(d.insertIgnore("notes", {"word", "n"}), u"k"_s, 1); !r || *r != 0)
            return Error::internal(u"insertIgnore changed a row"_s);
        auto s = tx.prepare("SELECT n FROM notes WHERE word = 'k'");
        if (auto r = s.run(); !r)
            return r.error();
        s.next();
        return s.integer(0) == 9 ? Result<void>() : Error::internal(QString::number(s.integer(0)));
    });
    QVERIFY2(ok, qPrintable(ok ? QString() : ok.error().message));
}

void StatementsTest::aTextIsFoundInsideAnother()
{
    support::TestStore store(notes());
    for (const auto &word : {u"50% off"_s, u"500 Off"_s, u"a_b!"_s, u"aXb!"_s})
        QVERIFY(add(*store, word));
    const auto found = [&](const QString &text) {
        const auto words = store->read([&](Connection &c) -> Result<QStringList> {
            auto s = c.prepare("SELECT word FROM notes WHERE " + c.dialect().contains("word") + " ORDER BY id");
            if (auto ok = s.bind(database::patternFor(text)).run(); !ok)
                return ok.error();
            QStringList out;
            while (s.next())
                out.append(s.text(0));
            return out;
        });
        return words ? *words : QStringList{words.error().message};
    };
    QCOMPARE(found(u"0%"_s), QStringList(u"50% off"_s));
    QCOMPARE(found(u"OFF"_s), QStringList({u"50% off"_s, u"500 Off"_s}));
    QCOMPARE(found(u"_b!"_s), QStringList(u"a_b!"_s));
}

void StatementsTest::aTableIsThereOrNot()
{
    support::TestStore store(notes());
    QVERIFY(*store->read([](Connection &c) { return c.hasTable(u"notes"_s); }));
    QVERIFY(!*store->read([](Connection &c) { return c.hasTable(u"note"_s); }));
}

void StatementsTest::aLockIsNothingWhereOneWriterIsTheLock()
{
    support::TestStore store(notes());
    QVERIFY(add(*store, u"a"_s));
    const auto ok = store->write([](Transaction &tx) -> Result<void> {
        auto open = tx.prepare("SELECT id FROM notes WHERE word = ?");  // not even its statement is needed
        return tx.lock("SELECT id FROM notes WHERE word = ?", u"a"_s);
    });
    QVERIFY(ok);
}

void StatementsTest::aLockEndsWithTheEnginesClause()
{
    if (support::TestDatabase::isOnServer())
        QSKIP("asks a file with another dialect; real locks are in tst_mariadb");
    support::TestStore store(notes());
    store.close();
    const SeveralWriters dialect;
    auto name = database::Session::uniqueName();
    {
        auto db = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        db.setDatabaseName(store.file());
        QVERIFY(db.open());
        Transaction tx(db, dialect);
        for (int twice = 0; twice < 2; ++twice) {
            const auto asked = tx.lock("SELECT id FROM notes WHERE word = ?", u"a"_s);
            QVERIFY(!asked);
            QVERIFY2(asked.error().message.contains(u"raised"_s), qPrintable(asked.error().message));
            const auto read = tx.prepareLocked("SELECT id FROM notes WHERE word = ?").bind(u"a"_s).run();
            QVERIFY(!read && read.error().message.contains(u"raised"_s));
        }
    }
    QSqlDatabase::removeDatabase(name);
}

QTEST_GUILESS_MAIN(StatementsTest)
#include "tst_statements.moc"
