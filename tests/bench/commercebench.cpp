#include "backend/backend.h"
#include "models/domain/json.h"
#include "tests/bench/loadgenerator.h"
#include "tests/support/learningschool.h"
#include "tests/support/serverprocess.h"
#include "tests/unit/commerce/channelscene.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

/// ./dev bench commerce: quotes, orders and notices by HTTP, and 1,000 buyers at once for a coupon of 100. The server runs on
/// core 0, this program on core 1. Notices are Alipay's, signed with the tests' key before the clock starts.
/// --quick: one short round.
using namespace Qt::StringLiterals;

namespace {

constexpr int ServerCore = 0, GeneratorCore = 1;
constexpr int Learners = 2'000;
constexpr int Courses = 60;
constexpr int Price = 9'900;
constexpr int CouponLimit = 100;

struct Shop {
    LearningSchool school;
    std::vector<qint64> courses;
    quint16 port = 0;
    int rounds = 3;
    double seconds = 5;
    size_t nextOrder = 0;             ///< each buyer and course once
    std::vector<std::string> orders;  ///< numbers of orders that wait for their money

    bench::Load load(int connections) const
    {
        bench::Load out;
        out.port = port;
        out.connections = connections;
        out.seconds = seconds;
        return out;
    }
};

std::string request(const char *method, const std::string &target, const QByteArray &token,
                    const std::string &body = {}, const char *type = "application/json")
{
    std::string out = std::string(method) + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n";
    if (!token.isEmpty())
        out += "Authorization: Bearer " + token.toStdString() + "\r\n";
    if (!body.empty())
        out += std::string("Content-Type: ") + type + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    return out + "\r\n" + body;
}

/// Asks the backend in this process, before the server is started.
Result<QJsonObject> ask(Backend &backend, UserId as, const QByteArray &path, const QJsonObject &body)
{
    http::Request request;
    request.method = http::Method::Post;
    request.target = request.path = path;
    request.peer = "127.0.0.1";
    request.headers.set("Authorization", "Bearer " + backend.tokenFor(as));
    request.headers.set("Content-Type", "application/json");
    request.body = json::compact(body);
    const http::Response answer = backend.router().handle(std::move(request));
    if (answer.status >= 300)
        return Error::internal(u"%1 answered %2: %3"_s.arg(QString::fromUtf8(path))
                                       .arg(answer.status)
                                       .arg(QString::fromUtf8(answer.bytes())));
    return QJsonDocument::fromJson(answer.bytes()).object()[u"data"_s].toObject();
}

Result<void> makeCourse(Backend &backend, UserId admin, Shop &shop, int number)
{
    const auto made =
            ask(backend, admin, "/api/courses",
                {{u"title"_s, u"Course %1"_s.arg(number)}, {u"course_type"_s, u"article"_s}, {u"price"_s, Price}});
    if (!made)
        return made.error();
    shop.courses.push_back((*made)[u"id"_s].toInteger());
    const QByteArray path = "/api/courses/" + QByteArray::number(shop.courses.back());
    const auto chapter = ask(backend, admin, path + "/chapters", {{u"title"_s, u"One"_s}});
    if (!chapter)
        return chapter.error();
    const auto lesson =
            ask(backend, admin, "/api/chapters/" + QByteArray::number((*chapter)[u"id"_s].toInteger()) + "/videos",
                {{u"title"_s, u"Text"_s}, {u"kind"_s, u"article"_s}, {u"content"_s, u"x"_s}});
    if (!lesson)
        return lesson.error();
    const auto published = ask(backend, admin, path + "/publish", {});
    return published ? Result<void>() : published.error();
}

Result<void> makeShop(Shop &shop, const QString &folder)
{
    auto school = LearningSchool::make(folder, Learners, 1);
    if (!school)
        return school.error();
    shop.school = std::move(*school);
    Backend::Options options;
    options.dataFolder = folder;
    options.cheapPasswords = true;
    options.runJobs = false;
    options.requestsPerMinute = 0;
    const auto backend = Backend::open(options);
    if (!backend)
        return backend.error();
    const auto admin = (*backend)->addUser(u"boss"_s, u"correct horse 7"_s, accounts::Role::Admin);
    if (!admin)
        return admin.error();
    for (int i = 0; i < Courses; ++i) {
        if (auto ok = makeCourse(**backend, *admin, shop, i); !ok)
            return ok;
    }
    const auto coupon = [&](const QString &code, int limit) {
        return ask(**backend, *admin, "/api/coupons",
                   {{u"code"_s, code},
                    {u"kind"_s, u"amount"_s},
                    {u"value"_s, 1'000},
                    {u"startsAt"_s, u"2026-01-01T00:00:00Z"_s},
                    {u"endsAt"_s, u"2126-01-01T00:00:00Z"_s},
                    {u"totalLimit"_s, limit},
                    {u"perUserLimit"_s, 1}});
    };
    if (const auto many = coupon(u"MANY"_s, 1'000'000); !many)
        return many.error();
    const auto few = coupon(u"FEW10"_s, CouponLimit);
    return few ? Result<void>() : few.error();
}

/// The channel's settings are the tests': its gateway is nowhere, notices are all that comes.
bool writeConfig(const QString &path, const QTemporaryDir &folder)
{
    const commerce::AlipaySettings a = channelscene::alipaySettings();
    const auto secret = [&](const QString &name, const QByteArray &bytes) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) < 0)
            return QString();
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        return u'@' + file.fileName();
    };
    QSettings config(path, QSettings::IniFormat);
    config.setValue(u"alipay/gateway"_s, a.gateway);
    config.setValue(u"alipay/app-id"_s, a.appId);
    config.setValue(u"alipay/app-key"_s, secret(u"app.pem"_s, a.appKey));
    config.setValue(u"alipay/alipay-public-key"_s, secret(u"alipay.pem"_s, a.alipayPublicKey));
    config.setValue(u"alipay/seller-id"_s, a.sellerId);
    config.setValue(u"alipay/notify-url"_s, a.notifyUrl);
    config.sync();
    return config.status() == QSettings::NoError;
}

const LearningSchool::Learner &anybody(const Shop &shop, std::mt19937_64 &random)
{
    return shop.school.learners[random() % shop.school.learners.size()];
}

std::string quoteRequest(const Shop &shop, bool coupon, std::mt19937_64 &random)
{
    return request("GET",
                   "/api/quote?itemType=column&itemId=" + std::to_string(shop.courses[random() % Courses]) +
                           (coupon ? "&couponCode=MANY" : ""),
                   anybody(shop, random).token);
}

/// Each buyer and course once; nothing left: the last one again, which answers the open order.
std::string orderRequest(Shop &shop)
{
    const size_t number = std::min(shop.nextOrder++, size_t(Learners) * Courses - 1);
    const auto &buyer = shop.school.learners[number % Learners];
    return request("POST", "/api/orders/create", buyer.token,
                   R"({"itemType":"column","itemId":)" + std::to_string(shop.courses[number / Learners]) + '}');
}

std::string noticeRequest(const std::string &order, qint64 number)
{
    const QByteArray id = QByteArray::number(number);
    const QByteArray now =
            QDateTime::currentDateTimeUtc().addSecs(8 * 3600).toString(u"yyyy-MM-dd HH:mm:ss"_s).toLatin1();
    const QByteArray form = channelscene::alipayForm({{"app_id", "2021000000000001"},
                                                      {"charset", "utf-8"},
                                                      {"gmt_payment", now},
                                                      {"notify_time", now},
                                                      {"notify_id", "n" + id},
                                                      {"out_trade_no", QByteArray::fromStdString(order)},
                                                      {"seller_id", "2088000000000002"},
                                                      {"total_amount", "99.00"},
                                                      {"trade_no", "2026" + id},
                                                      {"trade_status", "TRADE_SUCCESS"}});
    return request("POST", "/api/payments/alipay/notify", {}, form.toStdString(), "application/x-www-form-urlencoded");
}

double print(const char *what, const bench::LoadResult &r)
{
    std::printf("%-50s %8.0f /s   p50 %7.2f ms  p99 %7.2f ms  of %lld  errors %lld\n", what, r.perSecond(),
                r.quantile(0.5), r.quantile(0.99), static_cast<long long>(r.requests),
                static_cast<long long>(r.errors));
    std::fflush(stdout);
    return r.perSecond();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Closed loops, then an open one at half of what they reached: its latency is what somebody waits.
void measure(const Shop &shop, const char *what, bench::Load load)
{
    std::printf("\n%s, 64 connections\n", what);
    std::vector<double> reached;
    for (int round = 0; round < shop.rounds; ++round)
        reached.push_back(print("  closed loop", bench::run(load)));
    load.rate = median(reached) / 2;
    print("  open loop at half of it", bench::run(load));
}

void measureQuotes(const Shop &shop)
{
    for (const bool coupon : {false, true}) {
        bench::Load load = shop.load(64);
        load.request = [&, coupon](std::mt19937_64 &random) { return quoteRequest(shop, coupon, random); };
        load.accept = [](int status, const std::string &) { return status == 200; };
        measure(shop, coupon ? "quotes with a coupon" : "quotes", load);
    }
}

void measureOrders(Shop &shop)
{
    bench::Load load = shop.load(64);
    load.request = [&](std::mt19937_64 &) { return orderRequest(shop); };
    load.accept = [&](int status, const std::string &body) {
        const size_t at = body.find("\"orderNo\":\"");
        if (status >= 300 || at == std::string::npos)
            return false;
        shop.orders.push_back(body.substr(at + 11, body.find('"', at + 11) - at - 11));
        return true;
    };
    measure(shop, "orders", load);
}

void measureNotices(Shop &shop)
{
    std::printf("\nnotices of payments, 16 connections; each is the first of its order\n");
    std::sort(shop.orders.begin(), shop.orders.end());
    shop.orders.erase(std::unique(shop.orders.begin(), shop.orders.end()), shop.orders.end());
    // A third as fast as they come, a third one at a time, the rest at the pace of the first.
    const size_t share = std::min<size_t>(shop.orders.size() / 3, 5'000);
    std::vector<std::string> notices;
    for (size_t i = 0; i < 3 * share; ++i)
        notices.push_back(noticeRequest(shop.orders[i], qint64(i)));
    size_t next = 0;
    const auto load = [&](int connections) {
        bench::Load out = shop.load(connections);
        out.total = int(share);
        out.request = [&](std::mt19937_64 &) { return notices[next++]; };
        out.accept = [](int status, const std::string &body) {
            return status == 200 && body.find("success") != std::string::npos;
        };
        return out;
    };
    const double reached = print("  all at once", bench::run(load(16)));
    bench::Load paced = load(16);
    paced.total = 0;
    paced.rate = reached / 2;
    paced.seconds = 0.9 * double(share) / paced.rate;
    print("  open loop at half of it", bench::run(paced));
}

void measureBurst(Shop &shop)
{
    std::printf("\n1,000 buyers at once, %d of them may use the coupon\n", CouponLimit);
    int used = 0, refused = 0;
    bench::Load load = shop.load(1'000);
    load.total = 1'000;
    size_t buyer = 0;
    load.request = [&](std::mt19937_64 &) {
        return request("POST", "/api/orders/create", shop.school.learners[buyer++].token,
                       R"({"itemType":"column","couponCode":"FEW10","itemId":)" + std::to_string(shop.courses.back()) +
                               '}');
    };
    load.accept = [&](int status, const std::string &) {
        used += status < 300;
        refused += status == 422 || status == 409;
        return status < 300 || status == 422 || status == 409;
    };
    const bench::LoadResult r = bench::run(load);
    std::printf("  last answer %.0f ms, p50 %.0f ms; with the coupon %d, refused %d, errors %lld\n", r.quantile(1.0),
                r.quantile(0.5), used, refused, static_cast<long long>(r.errors));
}

}  // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    Shop shop;
    if (app.arguments().contains(u"--quick"_s)) {
        shop.rounds = 1;
        shop.seconds = 2;
    }
    std::printf("making a school of %d learners and %d courses …\n", Learners, Courses);
    std::fflush(stdout);
    QTemporaryDir data, work;
    if (const auto made = makeShop(shop, data.path()); !made) {
        std::fprintf(stderr, "%s\n", qPrintable(made.error().message));
        return 1;
    }
    const QString config = work.filePath(u"school.ini"_s);
    if (const auto fresh = shop.school.renewTokens(); !fresh || !writeConfig(config, work))
        return 1;
    ServerProcess server(QStringLiteral(SERVER_PROGRAM), data.path(), ServerCore);
    if (!server.start({u"--requests-per-minute"_s, u"0"_s, u"--config"_s, config})) {
        std::fprintf(stderr, "%s\n", qPrintable(server.fault()));
        return 1;
    }
    shop.port = server.port();
    bench::pinTo(GeneratorCore);
    measureQuotes(shop);
    measureBurst(shop);
    measureOrders(shop);
    measureNotices(shop);
    return server.stop() ? 0 : 1;
}
