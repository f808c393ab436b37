#pragma once

#include "models/domain/accounts/actor.h"
#include "models/domain/clock.h"
#include "models/domain/json.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <memory>
#include <utility>
#include <vector>

namespace http {

class BodyFile;
class BodySource;

enum class Method { Get, Head, Post, Put, Delete, Options, Patch, Other };

/// Header fields in arrival order; names compare without case. A handful per message, so a flat list beats a map.
class Headers
{
public:
    void set(const QByteArray &name, const QByteArray &value);  ///< replaces every field of that name
    void add(const QByteArray &name, const QByteArray &value);
    QByteArray value(QByteArrayView name) const;  ///< first one, empty if absent
    bool contains(QByteArrayView name) const;
    auto begin() const { return m_fields.begin(); }
    auto end() const { return m_fields.end(); }

private:
    std::vector<std::pair<QByteArray, QByteArray>> m_fields;
};

/// One request as a value: what a connection read, or what a test wrote. Thread: any, one owner at a time.
struct Request {
    Method method = Method::Get;
    QByteArray target;  ///< as received, path and query
    QByteArray path;    ///< percent-decoded once, normalised: starts with '/', no "//", no "." or ".." segment
    std::vector<std::pair<QString, QString>> query;  ///< decoded, in order
    Headers headers;
    QByteArray body;                     ///< empty where `file` holds it
    std::shared_ptr<BodyFile> file;      ///< a large body
    std::shared_ptr<BodySource> source;  ///< the body is still with the client: TakeBody fetches it
    std::shared_ptr<void> charge;        ///< its share of the budget of bodies, given back with the request
    qint64 maxValues = json::MaxValues;  ///< the route's limit for json()

    QByteArray peer;        ///< client address without port
    bool loopback = false;  ///< the peer is a program on this machine, as far as can be told
    bool secure = false;    ///< arrived over TLS
    Millis arrived = 0;

    // Filled on the way in by the router and the middlewares.
    QByteArray shownPath;                                    ///< the path as logs may show it: without secrets
    QByteArray id;                                           ///< request id; echoed as X-Request-Id
    accounts::Actor actor;                                   ///< Anonymous until authenticated
    std::vector<std::pair<QByteArray, QString>> parameters;  ///< of the route's pattern: "id" → "42"

    /// Text of a route parameter; empty if the pattern has none of that name.
    QString parameter(QByteArrayView name) const;
    /// A route parameter as an id > 0. NotFound when it is not one: such a thing can't exist.
    Result<qint64> idParameter(QByteArrayView name = "id") const;

    bool hasQuery(QStringView name) const;
    QString queryValue(QStringView name, const QString &fallback = {}) const;
    /// A whole number in min..max; InvalidArgument names the parameter in `detail.parameter`.
    Result<qint64> queryInteger(QStringView name, qint64 min, qint64 max, qint64 fallback) const;

    /// The body as a JSON object, within the limits of API §1 and of the route. Errors: those of json::parseStrict;
    /// Unavailable.
    Result<QJsonObject> json() const;
    /// Token of "Authorization: Bearer …", empty if there is none.
    QByteArray bearer() const;
};

/// Splits and decodes a request target into path and query. InvalidArgument for bad escapes, NUL, "..", "%2f", "//" or
/// a path that does not start with '/'.
Result<void> parseTarget(const QByteArray &target, Request &into);

Method methodFromName(QByteArrayView name);
QByteArray methodName(Method method);

/// Page and size of a list (API §1): page ≥ 1, per_page 1–100, default 20.
struct Page {
    qint64 number = 1;
    qint64 size = 20;
    qint64 offset() const { return (number - 1) * size; }
    QJsonObject toJson(qint64 total) const;  ///< {page, per_page, total, pages}
};
Result<Page> pageOf(const Request &request);

}  // namespace http
