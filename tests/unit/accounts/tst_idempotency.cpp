#include "tests/unit/accounts/keyeddoor.h"

#include <QCryptographicHash>
#include <QTest>

#include <future>
#include <stdexcept>
#include <thread>

using namespace Qt::StringLiterals;
using accounts::KeptAnswers;
using http::Method;
using http::Request;
using http::Response;
using support::KeyedDoor;
using support::keysIn;
using support::reasonOf;
using support::TestAccounts;

/// Writes that are repeated: how often they are carried out, what their repeats are told, what a crash leaves behind.
class IdempotencyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aRepeatIsCarriedOutOnce();
    void anAnswerOutlivesTheProcess();
    void anotherRequestIsRefused_data();
    void anotherRequestIsRefused();
    void aRepeatMeetsTheRunningRequest();
    void whatACrashLeftBehindIsNotGuessed();
    void aHandlerThatGivesUpLeavesTheKeyUnknown();
    void failuresFreeTheKey_data();
    void failuresFreeTheKey();
    void keysAreText_data();
    void keysAreText();
    void routesThatKnowTheirRepeatsAreLeftAlone();
    void aGuessableBodyIsNotGivenAway();
    void expiredKeysAndThoseOfFormerPeopleGo();
    void keysAreCounted();

private:
    Request order(const QByteArray &key, const QByteArray &body = "{}") const;
    void addCounting(KeyedDoor &door, int status = 201);

    std::unique_ptr<TestAccounts> m_school;
    UserId m_teacher;
    int m_carriedOut = 0;
};

void IdempotencyTest::init()
{
    m_school = std::make_unique<TestAccounts>();
    m_teacher = m_school->add(u"teacher"_s, accounts::Role::Instructor).id;
    m_carriedOut = 0;
}

Request IdempotencyTest::order(const QByteArray &key, const QByteArray &body) const
{
    Request request;
    request.method = Method::Post;
    request.target = "/api/things";
    request.actor = {m_teacher, accounts::Role::Instructor, false};
    request.headers.set("Idempotency-Key", key);
    request.body = body;
    return request;
}

void IdempotencyTest::addCounting(KeyedDoor &door, int status)
{
    door.router.add(Method::Post, "/api/things", accounts::permission::catalogEdit, [this, status](const Request &) {
        Response response = http::jsonResponse(status, {{u"count"_s, ++m_carriedOut}});
        response.headers.set("ETag", "\"7: a\"");
        return response;
    });
}

void IdempotencyTest::aRepeatIsCarriedOutOnce()
{
    KeyedDoor door(*m_school);
    addCounting(door);
    const Response first = door.router.handle(order("a"));
    const Response second = door.router.handle(order("a"));
    QCOMPARE(m_carriedOut, 1);
    QCOMPARE(second.status, 201);
    QCOMPARE(second.bytes(), first.bytes());
    QCOMPARE(second.headers.value("ETag"), "\"7: a\""_ba);
    QCOMPARE(second.headers.value("Content-Type"), first.headers.value("Content-Type"));
    QVERIFY(!first.headers.contains("Idempotency-Replayed"));
    QCOMPARE(second.headers.value("Idempotency-Replayed"), "true"_ba);
    door.router.handle(order("b"));
    QCOMPARE(m_carriedOut, 2);
}

void IdempotencyTest::anAnswerOutlivesTheProcess()
{
    QByteArray first;
    {
        KeyedDoor door(*m_school);
        addCounting(door);
        first = door.router.handle(order("a")).bytes();
    }
    m_school->restart();
    KeyedDoor door(*m_school);
    addCounting(door);
    QCOMPARE(door.router.handle(order("a")).bytes(), first);
    QCOMPARE(m_carriedOut, 1);
}

void IdempotencyTest::anotherRequestIsRefused_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("body") << Method::Post << "/api/things"_ba
                          << "{ }"_ba;
    QTest::newRow("address") << Method::Post << "/api/others"_ba
                             << "{}"_ba;
    QTest::newRow("query") << Method::Post << "/api/things?draft=1"_ba
                           << "{}"_ba;
    QTest::newRow("method") << Method::Put << "/api/things"_ba
                            << "{}"_ba;
}

void IdempotencyTest::anotherRequestIsRefused()
{
    QFETCH(Method, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    KeyedDoor door(*m_school);
    addCounting(door);
    const auto never = [this](const Request &) {
        ++m_carriedOut;
        return http::success({});
    };
    door.router.add(Method::Put, "/api/things", accounts::permission::catalogEdit, never);
    door.router.add(Method::Post, "/api/others", accounts::permission::catalogEdit, never);
    QCOMPARE(door.router.handle(order("a")).status, 201);
    Request other = order("a", body);
    other.method = method;
    other.target = target;
    const Response refused = door.router.handle(other);
    QCOMPARE(refused.status, 409);
    QCOMPARE(reasonOf(refused), u"idempotency_key_reused"_s);
    QCOMPARE(m_carriedOut, 1);
}

void IdempotencyTest::aRepeatMeetsTheRunningRequest()
{
    KeyedDoor door(*m_school);
    std::promise<void> begun, mayEnd;
    door.router.add(Method::Post, "/api/things", accounts::permission::catalogEdit, [&](const Request &) {
        ++m_carriedOut;
        begun.set_value();
        mayEnd.get_future().wait();
        return http::success({});
    });
    auto first = std::async(std::launch::async, [&] { return door.router.handle(order("a")).status; });
    begun.get_future().wait();
    const QString same = reasonOf(door.router.handle(order("a")));
    const QString other = reasonOf(door.router.handle(order("a", "{\"x\":1}")));
    mayEnd.set_value();
    QCOMPARE(first.get(), 200);
    QCOMPARE(same, u"idempotency_in_progress"_s);
    QCOMPARE(other, u"idempotency_key_reused"_s);
    QCOMPARE(door.router.handle(order("a")).headers.value("Idempotency-Replayed"), "true"_ba);
    QCOMPARE(m_carriedOut, 1);
}

void IdempotencyTest::whatACrashLeftBehindIsNotGuessed()
{
    KeyedDoor before(*m_school);
    http::Respond unanswered;
    before.router.addAsync(Method::Post, "/api/things", accounts::permission::catalogEdit,
                           [&](const Request &, http::Respond respond) { unanswered = std::move(respond); });
    before.router.handle(order("a"), [](const Response &) {});
    KeyedDoor after(*m_school);  // the next process: knows what is in the store, not what ran
    addCounting(after);
    const Response repeat = after.router.handle(order("a"));
    QCOMPARE(repeat.status, 409);
    QCOMPARE(reasonOf(repeat), u"idempotency_unknown"_s);
    QCOMPARE(m_carriedOut, 0);
    QCOMPARE(reasonOf(after.router.handle(order("a", "{\"x\":1}"))), u"idempotency_key_reused"_s);
    unanswered = nullptr;  // never answers: as unknown in its own process
    QCOMPARE(reasonOf(before.router.handle(order("a"))), u"idempotency_unknown"_s);
}

void IdempotencyTest::aHandlerThatGivesUpLeavesTheKeyUnknown()
{
    KeyedDoor door(*m_school);
    door.router.add(Method::Post, "/api/things", accounts::permission::catalogEdit,
                    [this](const Request &) -> Response {
                        if (++m_carriedOut > 1)
                            return http::success({});
                        throw std::runtime_error("half way");
                    });
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, door.router.handle(order("a"), [](const Response &) {}));
    QCOMPARE(reasonOf(door.router.handle(order("a"))), u"idempotency_unknown"_s);
    QCOMPARE(m_carriedOut, 1);
}

void IdempotencyTest::failuresFreeTheKey_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isFree");
    QTest::newRow("bad body") << 400 << true;
    QTest::newRow("stale") << 409 << true;
    QTest::newRow("not fit") << 422 << true;
    QTest::newRow("overloaded") << 503 << true;
    QTest::newRow("a defect") << 500 << false;
}

void IdempotencyTest::failuresFreeTheKey()
{
    QFETCH(int, status);
    QFETCH(bool, isFree);
    KeyedDoor door(*m_school);
    addCounting(door, status);
    QCOMPARE(door.router.handle(order("a")).status, status);
    const Response repaired = door.router.handle(order("a", "{\"x\":1}"));
    QCOMPARE(repaired.status, isFree ? status : 409);
    QCOMPARE(m_carriedOut, isFree ? 2 : 1);
    QCOMPARE(reasonOf(door.router.handle(order("a"))), isFree ? QString() : u"idempotency_unknown"_s);
}

void IdempotencyTest::keysAreText_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("status");
    QTest::newRow("longest") << QByteArray(255, 'k') << 201;
    QTest::newRow("too long") << QByteArray(256, 'k') << 400;
    QTest::newRow("empty") << QByteArray() << 400;
    QTest::newRow("blank") << "a b"_ba << 400;
    QTest::newRow("not ASCII") << "\xe5\x85\x89"_ba << 400;
}

void IdempotencyTest::keysAreText()
{
    QFETCH(QByteArray, key);
    QFETCH(int, status);
    KeyedDoor door(*m_school);
    addCounting(door);
    QCOMPARE(door.router.handle(order(key)).status, status);
    QCOMPARE(m_carriedOut, status == 201 ? 1 : 0);
}

void IdempotencyTest::routesThatKnowTheirRepeatsAreLeftAlone()
{
    KeyedDoor door(*m_school);
    const http::Policy policy = http::Policy(accounts::permission::learningProgress).knowsRepeats();
    door.router.add(Method::Post, "/sync", policy, [this](const Request &) {
        ++m_carriedOut;
        return http::success({});
    });
    Request request = order("a");
    request.target = "/sync";
    door.router.handle(request);
    door.router.handle(request);
    QCOMPARE(m_carriedOut, 2);
    QCOMPARE(keysIn(*m_school), 0);
}

void IdempotencyTest::aGuessableBodyIsNotGivenAway()
{
    KeyedDoor door(*m_school);
    addCounting(door);
    const QByteArray body = "{\"password\":\"12345678\"}";
    door.router.handle(order("a", body));
    const auto seal = m_school->store->read([](database::Connection &c) -> Result<QByteArray> {
        auto s = c.prepare("SELECT seal FROM idempotency_keys");
        if (const auto ok = s.run(); !ok)
            return ok.error();
        return s.next() ? s.blob(0) : QByteArray();
    });
    QVERIFY(seal && seal->size() == 43);
    // What a thief of the database can compute without the keys.
    const auto plain =
            QCryptographicHash::hash(QByteArray("POST\0/api/things\0", 17) + body, QCryptographicHash::Sha256);
    QVERIFY(*seal != plain.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    QCOMPARE(*seal, m_school->tokens->seal(plain));
}

void IdempotencyTest::expiredKeysAndThoseOfFormerPeopleGo()
{
    KeyedDoor door(*m_school);
    addCounting(door);
    door.router.handle(order("a"));
    m_school->clock.advance(KeptAnswers::Life - 1);
    door.router.handle(order("b"));
    QCOMPARE(keysIn(*m_school), 2);
    QCOMPARE(door.router.handle(order("a")).headers.value("Idempotency-Replayed"), "true"_ba);
    m_school->clock.advance(1);
    QVERIFY(!door.router.handle(order("a")).headers.contains("Idempotency-Replayed"));
    QCOMPARE(m_carriedOut, 3);
    QCOMPARE(keysIn(*m_school), 2);
    m_school->clock.advance(KeptAnswers::Life);
    door.router.handle(order("c"));
    QCOMPARE(keysIn(*m_school), 1);
    const auto gone = m_school->store->write([this](database::Transaction &tx) -> Result<qint64> {
        return tx.run("DELETE FROM users WHERE id = ?", m_teacher.value);
    });
    QVERIFY(gone);
    QCOMPARE(keysIn(*m_school), 0);
}

void IdempotencyTest::keysAreCounted()
{
    const auto filled = m_school->store->write([this](database::Transaction &tx) -> Result<void> {
        for (int i = 1; i < KeptAnswers::MostPerUser; ++i) {
            const auto ok = tx.run("INSERT INTO idempotency_keys VALUES (?, ?, '', 200, '', '', ?)", m_teacher.value,
                                   u"k%1"_s.arg(i), m_school->clock.now() + KeptAnswers::Life);
            if (!ok)
                return ok.error();
        }
        return {};
    });
    QVERIFY2(filled, qPrintable(filled.ok() ? QString() : filled.error().message));
    KeyedDoor door(*m_school);
    addCounting(door);
    QCOMPARE(door.router.handle(order("last")).status, 201);
    const Response refused = door.router.handle(order("one-too-many"));
    QCOMPARE(refused.status, 429);
    QCOMPARE(reasonOf(refused), u"too_many_idempotency_keys"_s);
    QCOMPARE(door.router.handle(order("last")).status, 201);  // what is there is still answered
    QCOMPARE(m_carriedOut, 1);
}

QTEST_GUILESS_MAIN(IdempotencyTest)
#include "tst_idempotency.moc"
