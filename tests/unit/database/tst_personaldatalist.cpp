#include "backend/database/personaldata.h"
#include "tests/support/teststore.h"

using namespace Qt::StringLiterals;
using database::Connection;
using database::ExportAs;
using database::Transaction;

namespace {

/// An imaginary feature with one table, which writes down that it was asked.
class Feature final : public database::PersonalData
{
public:
    explicit Feature(QString name) : m_name(std::move(name)) {}
    bool fails = false;

    QString section() const override { return m_name; }
    Result<QJsonObject> exportOf(Connection &c, UserId person) const override
    {
        if (fails)
            return Error::conflict(u"not here"_s, u"refused"_s);
        const auto rows = database::exportedRows(
                c, "SELECT line, made, day, share, seen, size FROM kept WHERE user_id = ? ORDER BY id", person,
                {{"line", ExportAs::Text},
                 {"made", ExportAs::Time},
                 {"day", ExportAs::Day},
                 {"share", ExportAs::Real},
                 {"seen", ExportAs::Boolean},
                 {"size", ExportAs::Integer}});
        return rows ? Result<QJsonObject>(QJsonObject{{u"rows"_s, *rows}}) : rows.error();
    }
    Result<void> erase(Transaction &tx, UserId person) override
    {
        if (fails)
            return Error::conflict(u"not here"_s, u"refused"_s);
        if (const auto ok = tx.run("INSERT INTO kept (user_id, line) VALUES (0, ?)", m_name); !ok)
            return ok.error();
        return database::runForPerson(tx, person, {"DELETE FROM kept WHERE user_id = ?"});
    }

private:
    const QString m_name;
};

}  // namespace

/// Everything that features store about a person, asked through one interface.
class PersonalDataListTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void anExportHoldsAPartOfEveryFeature();
    void erasingBeginsWithTheLastFeature();
    void oneFailureUndoesWhatOthersErased();

private:
    Result<QJsonObject> exported(qint64 person) const;
    Result<void> erased(qint64 person);
    QStringList linesOf(qint64 person) const;

    std::unique_ptr<support::TestStore> m_store;
    Feature m_accounts{u"accounts"_s};
    Feature m_learning{u"learning"_s};
    database::PersonalDataList m_all;
};

void PersonalDataListTest::init()
{
    m_store = std::make_unique<support::TestStore>(std::vector<database::Migration>{
            {u"0001_kept"_s,
             "CREATE TABLE kept (id {{id}}, user_id {{bigint}}, line {{text}}, made {{bigint}}, day {{int}}, "
             "share {{real}}, seen {{int}}, size {{bigint}});\n"}});
    const auto filled = (**m_store).write([](Transaction &tx) -> Result<qint64> {
        if (const auto ok = tx.run("INSERT INTO kept (user_id, line, made, day, share, seen, size) "
                                   "VALUES (1, 'Lin', 1767225600000, 20454, 0.5, 1, 7000000000)");
            !ok)
            return ok;
        return tx.run("INSERT INTO kept (user_id, line) VALUES (2, 'Wei')");
    });
    QVERIFY(filled.ok());
    m_accounts.fails = m_learning.fails = false;
    m_all = database::PersonalDataList();
    m_all.add(m_accounts);
    m_all.add(m_learning);
}

Result<QJsonObject> PersonalDataListTest::exported(qint64 person) const
{
    return (**m_store).read([&](Connection &c) { return m_all.exportOf(c, UserId(person)); });
}

Result<void> PersonalDataListTest::erased(qint64 person)
{
    return (**m_store).write([&](Transaction &tx) { return m_all.erase(tx, UserId(person)); });
}

QStringList PersonalDataListTest::linesOf(qint64 person) const
{
    const auto lines = (**m_store).read([&](Connection &c) -> Result<QStringList> {
        auto s = c.prepare("SELECT line FROM kept WHERE user_id = ? ORDER BY id");
        s.bind(person);
        if (const auto ok = s.run(); !ok)
            return ok.error();
        QStringList out;
        while (s.next())
            out.append(s.text(0));
        return out;
    });
    return lines ? *lines : QStringList{lines.error().message};
}

void PersonalDataListTest::anExportHoldsAPartOfEveryFeature()
{
    const auto all = exported(1);
    QVERIFY(all.ok());
    QCOMPARE(all->keys(), (QStringList{u"accounts"_s, u"learning"_s}));
    const QJsonObject lin{{u"line"_s, u"Lin"_s},       {u"made"_s, u"2026-01-01T00:00:00.000Z"_s},
                          {u"day"_s, u"2026-01-01"_s}, {u"share"_s, 0.5},
                          {u"seen"_s, true},           {u"size"_s, qint64(7000000000)}};
    QCOMPARE(all->value("learning"_L1)["rows"_L1].toArray(), QJsonArray{lin});
    QCOMPARE(exported(2)->value("learning"_L1)["rows"_L1].toArray(), (QJsonArray{QJsonObject{{u"line"_s, u"Wei"_s}}}));
    m_learning.fails = true;
    QCOMPARE(exported(1).error().reason, u"refused"_s);
}

void PersonalDataListTest::erasingBeginsWithTheLastFeature()
{
    QVERIFY(erased(1).ok());
    QCOMPARE(linesOf(0), (QStringList{u"learning"_s, u"accounts"_s}));
    QCOMPARE(linesOf(1), QStringList());
    QCOMPARE(linesOf(2), QStringList{u"Wei"_s});
}

void PersonalDataListTest::oneFailureUndoesWhatOthersErased()
{
    m_accounts.fails = true;
    QCOMPARE(erased(1).error().reason, u"refused"_s);
    QCOMPARE(linesOf(0), QStringList());
    QCOMPARE(linesOf(1), QStringList{u"Lin"_s});
}

QTEST_GUILESS_MAIN(PersonalDataListTest)
#include "tst_personaldatalist.moc"
