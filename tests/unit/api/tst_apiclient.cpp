// The desktop's way to the school: envelopes, renewal of tokens, transport faults.
#include "models/api/apiclient.h"
#include "tests/support/fakeserver.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using api::Answer;
using support::FakeReply;
using support::FakeRequest;

class TestApiClient : public QObject
{
    Q_OBJECT

    /// Waits for the answer of one call.
    static Answer ask(const std::function<void(api::OnAnswer)> &call)
    {
        std::optional<Answer> got;
        call([&](Answer answer) { got = std::move(answer); });
        const bool inTime = QTest::qWaitFor([&] { return got.has_value(); }, support::Patience);
        return inTime ? *got : Answer(Error::internal(u"no answer came"_s));
    }
    Answer get(api::ApiClient &client, const QString &path)
    {
        return ask([&](api::OnAnswer done) { client.get(path, this, std::move(done)); });
    }

private Q_SLOTS:
    void aSuccessHandsOverData();
    void aFailureKeepsItsWordsAndDetails();
    void retryAfterArrivesInTheDetail();
    void aPageThatIsNoEnvelopeIsABadAnswer();
    void theTokenGoesAlongOnlyToItsServer();
    void nobodyThereIsOffline();
    void anExpiredTokenIsRenewedOnceForAll();
    void aRefusedRenewalEndsTheSession();
    void aRenewalThatCantReachTheServerKeepsTheSession();
    void changingTheServerCancelsRunningCalls();
    void anAnswerForSomethingDestroyedIsDropped();
};

void TestApiClient::aSuccessHandsOverData()
{
    support::FakeServer server;
    server.on("GET"_ba, u"/api/courses"_s, [](const FakeRequest &request) {
        return FakeReply::data(QJsonObject{{u"q"_s, request.query.queryItemValue(u"q"_s, QUrl::FullyDecoded)}});
    });
    server.on("POST"_ba, u"/api/courses"_s,
              [](const FakeRequest &request) { return FakeReply::data(request.json(), 201); });
    api::ApiClient client;
    client.connectTo(server.url(), {"t"_ba, {}});

    QUrlQuery query;
    query.addQueryItem(u"q"_s, QString::fromUtf8(QUrl::toPercentEncoding(u"第2讲 & more"_s)));
    const Answer found = ask([&](api::OnAnswer done) { client.get(u"/api/courses"_s, query, this, std::move(done)); });
    QVERIFY(found);
    QCOMPARE(found->toObject().value(u"q"_s).toString(), u"第2讲 & more"_s);

    const QJsonObject body{{u"title"_s, u"光与影"_s}};
    const Answer made = ask([&](api::OnAnswer done) { client.post(u"/api/courses"_s, body, this, std::move(done)); });
    QVERIFY(made);
    QCOMPARE(made->toObject(), body);
}

void TestApiClient::aFailureKeepsItsWordsAndDetails()
{
    support::FakeServer server;
    server.on("GET"_ba, u"/api/x"_s,
              FakeReply::failure(422, u"not_fit_to_publish"_s, u"Not yet."_s, {{u"checks"_s, QJsonArray{1}}}));
    api::ApiClient client;
    client.connectTo(server.url(), {});
    const Answer answer = get(client, u"/api/x"_s);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::FailedPrecondition);
    QCOMPARE(answer.error().reason, u"not_fit_to_publish"_s);
    QCOMPARE(answer.error().message, u"Not yet."_s);
    QCOMPARE(answer.error().detail.value(u"checks"_s).toArray().size(), 1);
}

void TestApiClient::retryAfterArrivesInTheDetail()
{
    support::FakeServer server;
    FakeReply busy = FakeReply::failure(503, u"overloaded"_s);
    busy.headers.insert("Retry-After"_ba, "17"_ba);
    server.on("GET"_ba, u"/api/x"_s, busy);
    api::ApiClient client;
    client.connectTo(server.url(), {});
    const Answer answer = get(client, u"/api/x"_s);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, ErrorCode::Unavailable);
    QCOMPARE(answer.error().detail.value(u"retryAfter"_s).toInt(), 17);
    QVERIFY2(client.isReachable(), "a busy server is there");
}

void TestApiClient::aPageThatIsNoEnvelopeIsABadAnswer()
{
    support::FakeServer server;
    server.on("GET"_ba, u"/api/ok"_s, FakeReply{200, "<html>", "text/html", {}});
    server.on("GET"_ba, u"/api/bad"_s, FakeReply{502, "<html>", "text/html", {}});
    api::ApiClient client;
    client.connectTo(server.url(), {});
    QCOMPARE(get(client, u"/api/ok"_s).error().reason, u"bad_answer"_s);
    const Answer gateway = get(client, u"/api/bad"_s);
    QCOMPARE(gateway.error().reason, u"bad_answer"_s);
    QCOMPARE(gateway.error().code, ErrorCode::Unavailable);
}

void TestApiClient::theTokenGoesAlongOnlyToItsServer()
{
    support::FakeServer own;
    support::FakeServer other;
    own.on("GET"_ba, u"/poster.jpg"_s, FakeReply{200, "jpg", "image/jpeg", {}});
    other.on("GET"_ba, u"/poster.jpg"_s, FakeReply{200, "jpg", "image/jpeg", {}});
    api::ApiClient client;
    client.connectTo(own.url(), {"secret"_ba, {}});
    int arrived = 0;
    const auto count = [&](const Result<QByteArray> &bytes) { arrived += bytes.ok() && *bytes == "jpg"; };
    client.download(QUrl(u"/poster.jpg"_s), this, count);
    client.download(other.url().resolved(QUrl(u"/poster.jpg"_s)), this, count);
    QTRY_COMPARE(arrived, 2);
    QCOMPARE(own.requests().first().headers.value("authorization"_ba), "Bearer secret"_ba);
    QVERIFY(!other.requests().first().headers.contains("authorization"_ba));
}

void TestApiClient::nobodyThereIsOffline()
{
    support::FakeServer server;
    server.on("GET"_ba, u"/api/x"_s, FakeReply::data(1));
    api::ApiClient client;
    QCOMPARE(get(client, u"/api/x"_s).error().reason, u"offline"_s);

    client.connectTo(server.url(), {});
    QSignalSpy reachable(&client, &api::ApiClient::reachableChanged);
    server.setOnline(false);
    const Answer answer = get(client, u"/api/x"_s);
    QCOMPARE(answer.error().reason, u"offline"_s);
    QCOMPARE(answer.error().code, ErrorCode::Unavailable);
    QCOMPARE(reachable.count(), 1);
    server.setOnline(true);
    QVERIFY(get(client, u"/api/x"_s));
    QCOMPARE(reachable.count(), 2);
}

void TestApiClient::anExpiredTokenIsRenewedOnceForAll()
{
    support::FakeServer server;
    server.on("GET"_ba, u"/api/*"_s, [](const FakeRequest &request) {
        return request.headers.value("authorization"_ba) == "Bearer new" ? FakeReply::data(request.path)
                                                                         : FakeReply::failure(401, u"token_expired"_s);
    });
    server.on("POST"_ba, u"/api/auth/refresh"_s, [](const FakeRequest &request) {
        return request.json().value(u"refreshToken"_s).toString() == u"r1"
                       ? FakeReply::data(QJsonObject{{u"accessToken"_s, u"new"_s}, {u"refreshToken"_s, u"r2"_s}})
                       : FakeReply::failure(401, u"refresh_reused"_s);
    });
    api::ApiClient client;
    client.connectTo(server.url(), {"old"_ba, "r1"_ba});
    QSignalSpy renewed(&client, &api::ApiClient::credentialsRenewed);
    QStringList answers;
    for (const QString &path : {u"/api/a"_s, u"/api/b"_s, u"/api/c"_s})
        client.get(path, this,
                   [&](const Answer &answer) { answers << (answer ? answer->toString() : answer.error().reason); });
    QTRY_COMPARE(answers.size(), 3);
    answers.sort();
    QCOMPARE(answers, (QStringList{u"/api/a"_s, u"/api/b"_s, u"/api/c"_s}));
    QCOMPARE(renewed.count(), 1);
    QCOMPARE(server.requests("POST"_ba, u"/api/auth/refresh"_s).size(), 1);
    QCOMPARE(client.credentials().refreshToken, "r2"_ba);
}

void TestApiClient::aRefusedRenewalEndsTheSession()
{
    support::FakeServer server;
    server.on("GET"_ba, u"/api/a"_s, FakeReply::failure(401, u"token_expired"_s));
    server.on("POST"_ba, u"/api/auth/refresh"_s, FakeReply::failure(401, u"refresh_reused"_s));
    api::ApiClient client;
    client.connectTo(server.url(), {"old"_ba, "r1"_ba});
    QSignalSpy ended(&client, &api::ApiClient::sessionEnded);
    QCOMPARE(get(client, u"/api/a"_s).error().reason, u"refresh_reused"_s);
    QCOMPARE(ended.count(), 1);
    QVERIFY(client.credentials().refreshToken.isEmpty());
}

void TestApiClient::aRenewalThatCantReachTheServerKeepsTheSession()
{
    support::FakeServer server;
    server.on("GET"_ba, u"/api/a"_s, FakeReply::failure(401, u"token_expired"_s));
    server.on("POST"_ba, u"/api/auth/refresh"_s, FakeReply::hangUp());
    api::ApiClient client;
    client.connectTo(server.url(), {"old"_ba, "r1"_ba});
    QSignalSpy ended(&client, &api::ApiClient::sessionEnded);
    QCOMPARE(get(client, u"/api/a"_s).error().reason, u"offline"_s);
    QCOMPARE(ended.count(), 0);
    QCOMPARE(client.credentials().refreshToken, "r1"_ba);
}

void TestApiClient::changingTheServerCancelsRunningCalls()
{
    support::FakeServer first;
    support::FakeServer second;
    first.hold();
    api::ApiClient client;
    client.connectTo(first.url(), {});
    std::optional<Answer> got;
    client.get(u"/api/a"_s, this, [&](Answer answer) { got = std::move(answer); });
    QTRY_VERIFY(first.holds("GET"_ba, u"/api/a"_s));
    client.connectTo(second.url(), {});
    QTRY_VERIFY(got.has_value());
    QCOMPARE(got->error().code, ErrorCode::Cancelled);
}

void TestApiClient::anAnswerForSomethingDestroyedIsDropped()
{
    support::FakeServer server;
    server.on("GET"_ba, u"/api/a"_s, FakeReply::data(1));
    api::ApiClient client;
    client.connectTo(server.url(), {});
    bool called = false;
    auto page = std::make_unique<QObject>();
    client.get(u"/api/a"_s, page.get(), [&](const Answer &) { called = true; });
    page.reset();
    QVERIFY(get(client, u"/api/a"_s));  // the second answer comes after the first
    QVERIFY(!called);
}

QTEST_GUILESS_MAIN(TestApiClient)
#include "tst_apiclient.moc"
