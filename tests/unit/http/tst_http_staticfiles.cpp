#include "backend/http/middleware/conditionalget.h"
#include "backend/http/middleware/takebody.h"
#include "backend/http/routing/router.h"
#include "backend/http/routing/staticfiles.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace http;
using namespace Qt::StringLiterals;

/// Pages from a folder: what may be seen, and what may not.
class HttpStaticFilesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void filesAreFoundOrNot_data();
    void filesAreFoundOrNot();
    void theBareNameLeadsToTheFolder();
    void linksOutOfTheFolderAreNotFollowed();
    void resourcesAreServedWithATag();

private:
    void write(const QString &name);
    Response get(const QByteArray &target) const;

    QTemporaryDir m_folder;
    Router m_router;
};

void HttpStaticFilesTest::write(const QString &name)
{
    const QString path = m_folder.filePath(name);
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("content");
}

Response HttpStaticFilesTest::get(const QByteArray &target) const
{
    Request request;
    request.target = target;
    return m_router.handle(request);
}

void HttpStaticFilesTest::initTestCase()
{
    for (const char *name : {"web/index.html", "web/app.mjs", "web/sub/index.html", "web/sub/style.css", "web/.secret",
                             "web/.git/config", "web/课.txt", "outside.txt"})
        write(QString::fromUtf8(name));
    std::vector<std::unique_ptr<Middleware>> middlewares;
    middlewares.push_back(std::make_unique<TakeBody>());
    middlewares.push_back(std::make_unique<ConditionalGet>());
    m_router.setMiddlewares(std::move(middlewares));
    mountStatic(m_router, "/learn", m_folder.filePath(u"web"_s));
    mountStatic(m_router, "/res", u":/pages"_s);
    mountStatic(m_router, "/gone", m_folder.filePath(u"nowhere"_s));
}

void HttpStaticFilesTest::filesAreFoundOrNot_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("file");
    const auto row = [](const char *target, int status, const char *file = "") {
        QTest::newRow(target) << QByteArray(target) << status << QString::fromUtf8(file);
    };
    row("/learn/", 200, "web/index.html");
    row("/learn/index.html", 200, "web/index.html");
    row("/learn/app.mjs?v=3", 200, "web/app.mjs");
    row("/learn/sub/", 200, "web/sub/index.html");
    row("/learn/sub/style.css", 200, "web/sub/style.css");
    row("/learn/%E8%AF%BE.txt", 200, "web/课.txt");
    row("/learn/sub", 404);
    row("/learn/missing.js", 404);
    row("/learn/.secret", 404);
    row("/learn/.git/config", 404);
    row("/learn/../outside.txt", 400);
    row("/learn/%2e%2e/outside.txt", 400);
    row("/learn/..%2foutside.txt", 400);
    row("/learn/..%5coutside.txt", 400);
    row("/learn//etc/passwd", 400);
    row("/learn/C:/x", 404);
    row("/gone/", 404);
}

void HttpStaticFilesTest::filesAreFoundOrNot()
{
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QFETCH(QString, file);
    const Response response = get(target);
    QCOMPARE(response.status, status);
    if (status != 200)
        return;
    const auto &body = std::get<ContentBody>(response.body);
    QCOMPARE(QFileInfo(*body.source->localFile()).canonicalFilePath(),
             QFileInfo(m_folder.filePath(file)).canonicalFilePath());
    QCOMPARE(body.cacheControl, "no-cache"_ba);
    QCOMPARE(body.contentType, contentTypeOf(file));
    QVERIFY(body.contentType != "application/octet-stream");
}

void HttpStaticFilesTest::theBareNameLeadsToTheFolder()
{
    const Response response = get("/learn");
    QCOMPARE(response.status, 308);
    QCOMPARE(response.headers.value("Location"), "/learn/"_ba);
}

void HttpStaticFilesTest::linksOutOfTheFolderAreNotFollowed()
{
#ifdef Q_OS_WIN
    QSKIP("needs links that every account may make");
#else
    QVERIFY(QFile::link(m_folder.filePath(u"outside.txt"_s), m_folder.filePath(u"web/link.txt"_s)));
    QVERIFY(QFile::link(m_folder.filePath(u"web/app.mjs"_s), m_folder.filePath(u"web/inside.mjs"_s)));
    QCOMPARE(get("/learn/link.txt").status, 404);
    QCOMPARE(get("/learn/inside.mjs").status, 200);
#endif
}

void HttpStaticFilesTest::resourcesAreServedWithATag()
{
    const Response response = get("/res/page.html");
    QCOMPARE(response.status, 200);
    QVERIFY(response.bytes().contains("A page in the program"));
    QCOMPARE(response.headers.value("Content-Type"), "text/html; charset=utf-8"_ba);
    QCOMPARE(response.headers.value("Cache-Control"), "no-cache"_ba);
    const QByteArray tag = response.headers.value("ETag");
    QVERIFY(tag.size() > 2 && tag.startsWith('"') && tag.endsWith('"'));
    QCOMPARE(get("/res/page.html").headers.value("ETag"), tag);
    QCOMPARE(get("/res/other.html").status, 404);
    QCOMPARE(get("/res/").status, 404);
}

QTEST_APPLESS_MAIN(HttpStaticFilesTest)
#include "tst_http_staticfiles.moc"
