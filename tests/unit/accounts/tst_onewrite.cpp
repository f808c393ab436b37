#include "tests/unit/accounts/keyeddoor.h"

#include <QSet>
#include <QTest>

#include <future>
#include <stdexcept>

using namespace Qt::StringLiterals;
using http::Method;
using http::Request;
using http::Response;
using support::KeyedDoor;
using support::keysIn;
using support::reasonOf;
using support::TestAccounts;

/// Requests that are carried out as one write (Policy::asOneWrite): key, effect and answer are there together or not at
/// all. The route that is tried names the teacher by what the body says.
class OneWriteTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theAnswerAndItsEffectAreOneTransaction();
    void whatARefusedRequestWroteIsTakenBack_data();
    void whatARefusedRequestWroteIsTakenBack();
    void aPartThatFailsLeavesTheRest();
    void repeatsAtTheSameTimeAreCarriedOutOnce();
    void aSpoiledGroupCarriesItsRequestsOutAgain();
    void aClosedStoreIsSaid();

private:
    Request order(const QByteArray &key, const QByteArray &name) const;
    void addNaming(const std::function<Response()> &after);
    Result<void> rename(const QString &name);
    QString name();

    std::unique_ptr<TestAccounts> m_school;
    std::unique_ptr<KeyedDoor> m_door;
    UserId m_teacher;
    int m_carriedOut = 0;
};

void OneWriteTest::init()
{
    m_door.reset();
    m_school = std::make_unique<TestAccounts>();
    m_teacher = m_school->add(u"teacher"_s, accounts::Role::Instructor).id;
    m_door = std::make_unique<KeyedDoor>(*m_school);
    m_carriedOut = 0;
}

Request OneWriteTest::order(const QByteArray &key, const QByteArray &name) const
{
    Request request;
    request.method = Method::Post;
    request.target = "/api/things";
    request.actor = {m_teacher, accounts::Role::Instructor, false};
    if (!key.isNull())
        request.headers.set("Idempotency-Key", key);
    request.body = name;
    return request;
}

void OneWriteTest::addNaming(const std::function<Response()> &after)
{
    m_door->router.add(Method::Post, "/api/things", http::Policy(accounts::permission::catalogEdit).asOneWrite(),
                       [this, after](const Request &request) {
                           ++m_carriedOut;
                           const auto renamed = rename(QString::fromUtf8(request.body));
                           return renamed ? after() : http::failure(renamed.error());
                       });
}

Result<void> OneWriteTest::rename(const QString &name)
{
    return m_school->store->write([&](database::Transaction &tx) -> Result<void> {
        const auto ok = tx.run("UPDATE users SET display_name = ? WHERE id = ?", name, m_teacher.value);
        if (!ok)
            return ok.error();
        if (name == u"refused")
            return Error::precondition(u"Not this name."_s, u"refused"_s);
        return {};
    });
}

QString OneWriteTest::name()
{
    return m_school->store
            ->read([this](database::Connection &c) -> Result<QString> {
                auto s = c.prepare("SELECT display_name FROM users WHERE id = ?");
                s.bind(m_teacher.value);
                if (const auto ok = s.run(); !ok)
                    return ok.error();
                return s.next() ? s.text(0) : QString();
            })
            .value();
}

void OneWriteTest::theAnswerAndItsEffectAreOneTransaction()
{
    QString seenInside;
    addNaming([&] {
        seenInside = name();  // what was committed before
        return http::jsonResponse(201, {{u"count"_s, m_carriedOut}});
    });
    const QString before = name();
    const qint64 commits = m_school->store->statistics().commits;
    const Response first = m_door->router.handle(order("a", "Ada"));
    QCOMPARE(first.status, 201);
    QCOMPARE(m_school->store->statistics().commits, commits + 1);  // claim, effect and answer
    QCOMPARE(seenInside, before);
    QCOMPARE(name(), u"Ada"_s);

    QVERIFY(rename(u"Grace"_s));
    const Response repeat = m_door->router.handle(order("a", "Ada"));
    QCOMPARE(repeat.bytes(), first.bytes());
    QCOMPARE(repeat.headers.value("Idempotency-Replayed"), "true"_ba);
    QCOMPARE(name(), u"Grace"_s);
    QCOMPARE(reasonOf(m_door->router.handle(order("a", "Eve"))), u"idempotency_key_reused"_s);
    QCOMPARE(m_carriedOut, 1);

    QCOMPARE(m_door->router.handle(order({}, "Joan")).status, 201);  // without a key
    QCOMPARE(name(), u"Joan"_s);
    QCOMPARE(keysIn(*m_school), 1);
}

void OneWriteTest::whatARefusedRequestWroteIsTakenBack_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("refused") << 422;
    QTest::newRow("a defect") << 500;
    QTest::newRow("thrown") << 0;
}

void OneWriteTest::whatARefusedRequestWroteIsTakenBack()
{
    QFETCH(const int, status);
    bool refuses = true;
    addNaming([&]() -> Response {
        if (!refuses)
            return http::success({});
        if (status == 0)
            throw std::runtime_error("half way");
        return http::jsonResponse(status, {});
    });
    const QString before = name();
    for (const QByteArray &key : {"a"_ba, QByteArray()}) {
        QCOMPARE(m_door->router.handle(order(key, "Ada")).status, status == 0 ? 500 : status);
        QCOMPARE(name(), before);
        QCOMPARE(keysIn(*m_school), 0);
    }
    refuses = false;  // nothing has been done, so the key is free
    QCOMPARE(m_door->router.handle(order("a", "Ada")).status, 200);
    QCOMPARE(name(), u"Ada"_s);
}

void OneWriteTest::aPartThatFailsLeavesTheRest()
{
    int hooks = 0;
    addNaming([&] {
        const auto refused = m_school->store->write([&](database::Transaction &tx) -> Result<void> {
            tx.afterCommit([&hooks] { hooks += 100; });
            return Error::precondition(u"No."_s, u"refused"_s);
        });
        const auto renamed = rename(u"refused"_s);
        const auto hooked = m_school->store->write([&](database::Transaction &tx) -> Result<void> {
            tx.afterCommit([&hooks] { ++hooks; });
            return {};
        });
        return http::jsonResponse(!refused && !renamed && hooked ? 200 : 500, {});
    });
    QCOMPARE(m_door->router.handle(order("a", "Ada")).status, 200);
    QCOMPARE(name(), u"Ada"_s);
    QCOMPARE(hooks, 1);
}

void OneWriteTest::repeatsAtTheSameTimeAreCarriedOutOnce()
{
    addNaming([&] { return http::jsonResponse(201, {{u"count"_s, m_carriedOut}}); });
    std::vector<std::future<QByteArray>> answers;
    for (int i = 0; i < 20; ++i) {
        answers.push_back(
                std::async(std::launch::async, [this] { return m_door->router.handle(order("a", "Ada")).bytes(); }));
    }
    QSet<QByteArray> different;
    for (auto &answer : answers)
        different.insert(answer.get());
    QCOMPARE(different.size(), 1);
    QCOMPARE(m_carriedOut, 1);
}

void OneWriteTest::aSpoiledGroupCarriesItsRequestsOutAgain()
{
    addNaming([] { return http::jsonResponse(201, {}); });
    std::promise<void> begun, mayEnd;
    std::promise<int> answered;
    std::promise<bool> refused;
    m_school->store->write(
            [&, mayEnd = mayEnd.get_future().share()](database::Transaction &) -> Result<void> {
                begun.set_value();
                mayEnd.wait();
                return {};
            },
            [](const Result<void> &) {});
    begun.get_future().wait();
    // Both wait for the write that is held, so they are one group, which the second one spoils at the commit.
    m_door->router.handle(order("a", "Ada"), [&](const Response &r) { answered.set_value(r.status); });
    m_school->store->write(
            [](database::Transaction &tx) -> Result<void> {
                tx.beforeCommit("spoiled", [](database::Transaction &) -> Result<void> {
                    return Error::precondition(u"Spoiled."_s, u"spoiled"_s);
                });
                return {};
            },
            [&](const Result<void> &r) { refused.set_value(!r); });
    mayEnd.set_value();
    QVERIFY(refused.get_future().get());
    QCOMPARE(answered.get_future().get(), 201);
    QCOMPARE(m_carriedOut, 2);
    QCOMPARE(name(), u"Ada"_s);
    QCOMPARE(keysIn(*m_school), 1);
}

void OneWriteTest::aClosedStoreIsSaid()
{
    addNaming([] { return http::success({}); });
    m_school->store->close();
    const Response answer = m_door->router.handle(order("a", "Ada"));
    QCOMPARE(answer.status, 503);
    QVERIFY(answer.headers.contains("Retry-After"));
    QCOMPARE(m_carriedOut, 0);
}

QTEST_GUILESS_MAIN(OneWriteTest)
#include "tst_onewrite.moc"
