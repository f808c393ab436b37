#include "backend/database/listeners.h"
#include "tests/support/teststore.h"

using namespace Qt::StringLiterals;
using database::Transaction;

namespace {

/// A fact of an imaginary feature.
class Listener
{
public:
    virtual ~Listener() = default;
    virtual Result<void> enrolled(Transaction &tx, const QString &who) = 0;
};

class Listeners final : public Listener, public database::Listeners<Listener>
{
public:
    Result<void> enrolled(Transaction &tx, const QString &who) override { return tell(&Listener::enrolled, tx, who); }
};

/// Writes down that it heard, and fails when told to.
class Witness final : public Listener
{
public:
    explicit Witness(QString name) : m_name(std::move(name)) {}
    bool fails = false;
    Result<void> enrolled(Transaction &tx, const QString &who) override
    {
        if (fails)
            return Error::conflict(u"not here"_s, u"refused"_s);
        const auto ok = tx.run("INSERT INTO heard (line) VALUES (?)", m_name + u' ' + who);
        return ok ? Result<void>() : ok.error();
    }

private:
    const QString m_name;
};

}  // namespace

/// Facts that several features hear.
class ListenersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theyHearInOrderInsideTheTransactionOfTheFact();
    void oneFailureUndoesTheFactAndWhatOthersMadeOfIt();

private:
    Result<void> enrol(const QString &who);
    QStringList heard() const;

    std::unique_ptr<support::TestStore> m_store;
    Witness m_learning{u"learning"_s};
    Witness m_analytics{u"analytics"_s};
    Listeners m_all;
};

void ListenersTest::init()
{
    m_store = std::make_unique<support::TestStore>(
            std::vector<database::Migration>{{u"0001_heard"_s, "CREATE TABLE heard (id {{id}}, line {{text}});\n"}});
    m_learning.fails = m_analytics.fails = false;
    m_all = Listeners();
    m_all.add(m_learning);
    m_all.add(m_analytics);
}

Result<void> ListenersTest::enrol(const QString &who)
{
    return (**m_store).write([&](Transaction &tx) -> Result<void> {
        if (const auto ok = tx.run("INSERT INTO heard (line) VALUES (?)", u"fact "_s + who); !ok)
            return ok.error();
        return m_all.enrolled(tx, who);
    });
}

QStringList ListenersTest::heard() const
{
    const auto lines = (**m_store).read([](database::Connection &c) -> Result<QStringList> {
        auto s = c.prepare("SELECT line FROM heard ORDER BY id");
        if (const auto ok = s.run(); !ok)
            return ok.error();
        QStringList out;
        while (s.next())
            out.append(s.text(0));
        return out;
    });
    return lines ? *lines : QStringList{lines.error().message};
}

void ListenersTest::theyHearInOrderInsideTheTransactionOfTheFact()
{
    QVERIFY(enrol(u"Lin"_s).ok());
    QCOMPARE(heard(), (QStringList{u"fact Lin"_s, u"learning Lin"_s, u"analytics Lin"_s}));
}

void ListenersTest::oneFailureUndoesTheFactAndWhatOthersMadeOfIt()
{
    m_analytics.fails = true;
    QCOMPARE(enrol(u"Lin"_s).error().reason, u"refused"_s);
    QCOMPARE(heard(), QStringList());
    m_learning.fails = true;
    m_analytics.fails = false;
    QVERIFY(!enrol(u"Lin"_s).ok());
    QCOMPARE(heard(), QStringList());  // who stands behind the one that failed isn't told
}

QTEST_GUILESS_MAIN(ListenersTest)
#include "tst_listeners.moc"
