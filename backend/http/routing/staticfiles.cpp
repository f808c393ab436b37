#include "backend/http/routing/staticfiles.h"

#include "backend/http/files/localfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>

namespace http {

using namespace Qt::StringLiterals;

namespace {

/// Everybody may load a page, as often as a browser asks.
constexpr Policy EverybodysPage = Policy(accounts::permission::serverRead).limited(Rate::Unlimited);

Response notThere()
{
    return failure(Error::notFound(u"There is no such page."_s));
}

/// The file a path means, inside the folder; empty when there is none to be shown.
QString resolve(const QString &folder, QString path)
{
    if (path.isEmpty() || path.endsWith(u'/'))
        path += u"index.html"_s;
    const QStringList segments = path.split(u'/');
    for (const QString &segment : segments) {
        // ':' is a drive or a stream name on Windows.
        if (segment.isEmpty() || segment.startsWith(u'.') || segment.contains(u':'))
            return {};
    }
    const QFileInfo info(folder + u'/' + path);
    if (!info.isFile())
        return {};
    if (folder.startsWith(u':'))
        return info.filePath();
    const QString inside = QFileInfo(folder).canonicalFilePath() + u'/';
    const QString real = info.canonicalFilePath();
    return real.startsWith(inside) ? real : QString();
}

/// Read and hashed each time: a few kilobytes, and Qt has to unpack them in any case.
Response fromResource(const QString &file)
{
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return notThere();
    const QByteArray bytes = source.readAll();
    Response response;
    response.headers.set("Content-Type"_ba, contentTypeOf(file));
    response.body = bytes;
    return response;
}

Response fromFolder(const QString &folder, const QString &path)
{
    const QString file = resolve(folder, path);
    if (file.isEmpty())
        return notThere();
    if (folder.startsWith(u':'))
        return fromResource(file);
    ContentBody body;
    body.source = LocalFile::open(file);
    body.contentType = contentTypeOf(file);
    body.cacheControl = "no-cache"_ba;
    Response response;
    response.body = std::move(body);
    return response;
}

}  // namespace

void mountStatic(Router &router, const QByteArray &prefix, const QString &folder)
{
    router.add(Method::Get, prefix, EverybodysPage, [prefix](const Request &) {
        Response response;
        response.status = 308;  // relative addresses in the page need the slash
        response.headers.set("Location"_ba, prefix + '/');
        response.body = QByteArray();
        return response;
    });
    router.add(Method::Get, prefix + "/{path...}", EverybodysPage.cached(Caching::Shared),
               [folder](const Request &request) { return fromFolder(folder, request.parameter("path")); });
}

void redirect(Router &router, const QByteArray &from, const QByteArray &to)
{
    router.add(Method::Get, from, EverybodysPage, [to](const Request &) {
        Response response;
        response.status = 302;
        response.headers.set("Location"_ba, to);
        response.body = QByteArray();
        return response;
    });
}

QByteArray contentTypeOf(const QString &fileName)
{
    static const QHash<QString, QByteArray> types{
            {u"html"_s, "text/html; charset=utf-8"},
            {u"css"_s, "text/css; charset=utf-8"},
            {u"js"_s, "text/javascript; charset=utf-8"},
            {u"mjs"_s, "text/javascript; charset=utf-8"},
            {u"json"_s, "application/json"},
            {u"webmanifest"_s, "application/manifest+json"},
            {u"txt"_s, "text/plain; charset=utf-8"},
            {u"vtt"_s, "text/vtt; charset=utf-8"},
            {u"svg"_s, "image/svg+xml"},
            {u"png"_s, "image/png"},
            {u"jpg"_s, "image/jpeg"},
            {u"jpeg"_s, "image/jpeg"},
            {u"webp"_s, "image/webp"},
            {u"ico"_s, "image/x-icon"},
            {u"woff2"_s, "font/woff2"},
            {u"mp4"_s, "video/mp4"},
            {u"m4a"_s, "audio/mp4"},
            {u"m3u8"_s, "application/vnd.apple.mpegurl"},
            {u"ts"_s, "video/mp2t"},
            {u"wasm"_s, "application/wasm"},
            {u"yaml"_s, "application/yaml"},
    };
    return types.value(QFileInfo(fileName).suffix().toLower(), "application/octet-stream"_ba);
}

}  // namespace http
