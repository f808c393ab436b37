#include "backend/http/message/request.h"

#include "backend/http/files/bodyfile.h"

#include <QStringDecoder>

namespace http {

using namespace Qt::StringLiterals;

namespace {

bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

Error badTarget(const QString &why)
{
    return Error::invalid(u"The request target "_s + why, u"invalid_target"_s);
}

/// Decodes %XX once. `plusIsSpace` as in forms. nullopt: a bad escape.
std::optional<QByteArray> unescape(QByteArrayView text, bool plusIsSpace)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '+' && plusIsSpace) {
            out.append(' ');
        } else if (c == '%') {
            if (i + 2 >= text.size())
                return std::nullopt;
            const int high = hexValue(text[i + 1]);
            const int low = hexValue(text[i + 2]);
            if (high < 0 || low < 0)
                return std::nullopt;
            out.append(char(high * 16 + low));
            i += 2;
        } else {
            out.append(c);
        }
    }
    return out;
}

std::optional<QString> asText(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar(u'\0')))
        return std::nullopt;
    return text;
}

/// Refuses instead of repairing: a path that needs repair was not made by an honest client, and a check on one spelling
/// that serves another is how files leak.
Result<QByteArray> cleanPath(QByteArrayView raw)
{
    if (raw.isEmpty() || raw.front() != '/')
        return badTarget(u"must start with '/'."_s);
    const auto path = unescape(raw, false);
    if (!path)
        return badTarget(u"has a bad percent escape."_s);
    if (raw.count('/') != path->count('/'))
        return badTarget(u"hides a '/' in an escape."_s);
    for (const char c : *path) {
        if (uchar(c) < 0x20 || c == 0x7f || c == '\\')
            return badTarget(u"has a character that no path may have."_s);
    }
    if (path->contains("//"))
        return badTarget(u"has an empty segment."_s);
    const QByteArray bounded = *path + '/';
    if (bounded.contains("/../") || bounded.contains("/./"))
        return badTarget(u"has a dot segment."_s);
    if (!asText(*path))
        return badTarget(u"is not UTF-8."_s);
    return *path;
}

Result<void> parseQuery(QByteArrayView raw, Request &into)
{
    qsizetype from = 0;
    while (from < raw.size()) {
        qsizetype to = raw.indexOf('&', from);
        if (to < 0)
            to = raw.size();
        const QByteArrayView pair = raw.sliced(from, to - from);
        from = to + 1;
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const auto name = unescape(equals < 0 ? pair : pair.first(equals), true);
        const auto value = unescape(equals < 0 ? QByteArrayView() : pair.sliced(equals + 1), true);
        const auto nameText = name ? asText(*name) : std::nullopt;
        const auto valueText = value ? asText(*value) : std::nullopt;
        if (!nameText || !valueText)
            return badTarget(u"has a query that is not percent-encoded UTF-8."_s);
        into.query.emplace_back(*nameText, *valueText);
    }
    return {};
}

}  // namespace

void Headers::set(const QByteArray &name, const QByteArray &value)
{
    std::erase_if(m_fields, [&](const auto &field) { return sameName(field.first, name); });
    m_fields.emplace_back(name, value);
}

void Headers::add(const QByteArray &name, const QByteArray &value)
{
    m_fields.emplace_back(name, value);
}

QByteArray Headers::value(QByteArrayView name) const
{
    for (const auto &[field, value] : m_fields) {
        if (sameName(field, name))
            return value;
    }
    return {};
}

bool Headers::contains(QByteArrayView name) const
{
    for (const auto &field : m_fields) {
        if (sameName(field.first, name))
            return true;
    }
    return false;
}

QString Request::parameter(QByteArrayView name) const
{
    for (const auto &[key, value] : parameters) {
        if (name == key)
            return value;
    }
    return {};
}

Result<qint64> Request::idParameter(QByteArrayView name) const
{
    const QString text = parameter(name);
    bool digits = !text.isEmpty() && text.size() <= 18;
    for (const QChar c : text)
        digits = digits && c >= u'0' && c <= u'9';
    const qint64 number = digits ? text.toLongLong() : 0;
    if (number <= 0)
        return Error::notFound(u"There is nothing with the id '%1'."_s.arg(text.left(64)));
    return number;
}

bool Request::hasQuery(QStringView name) const
{
    for (const auto &pair : query) {
        if (pair.first == name)
            return true;
    }
    return false;
}

QString Request::queryValue(QStringView name, const QString &fallback) const
{
    for (const auto &[key, value] : query) {
        if (key == name)
            return value;
    }
    return fallback;
}

Result<qint64> Request::queryInteger(QStringView name, qint64 min, qint64 max, qint64 fallback) const
{
    if (!hasQuery(name))
        return fallback;
    bool whole = false;
    const qint64 number = queryValue(name).toLongLong(&whole);
    if (!whole || number < min || number > max) {
        return Error::invalid(u"'%1' must be a whole number between %2 and %3."_s.arg(name).arg(min).arg(max),
                              u"invalid_parameter"_s, {{u"parameter"_s, name.toString()}});
    }
    return number;
}

Result<QJsonObject> Request::json() const
{
    const json::Limits limits{.values = maxValues};
    if (!file)
        return json::parseStrict(body, limits);
    const auto bytes = file->readAll();
    return bytes ? json::parseStrict(*bytes, limits) : Result<QJsonObject>(bytes.error());
}

QByteArray Request::bearer() const
{
    const QByteArray field = headers.value("Authorization");
    if (field.size() < 8 || !sameName(QByteArrayView(field).first(7), "Bearer "))
        return {};
    return field.mid(7).trimmed();
}

Result<void> parseTarget(const QByteArray &target, Request &into)
{
    into.target = target;
    into.path.clear();
    into.query.clear();
    const QByteArrayView whole(target);
    const qsizetype mark = whole.indexOf('?');
    auto path = cleanPath(mark < 0 ? whole : whole.first(mark));
    if (!path)
        return path.error();
    if (mark >= 0) {
        if (auto parsed = parseQuery(whole.sliced(mark + 1), into); !parsed)
            return parsed;
    }
    into.path = *std::move(path);
    return {};
}

Method methodFromName(QByteArrayView name)
{
    // Method names are case-sensitive (RFC 9110 §9.1).
    if (name == "GET")
        return Method::Get;
    if (name == "HEAD")
        return Method::Head;
    if (name == "POST")
        return Method::Post;
    if (name == "PUT")
        return Method::Put;
    if (name == "DELETE")
        return Method::Delete;
    if (name == "OPTIONS")
        return Method::Options;
    if (name == "PATCH")
        return Method::Patch;
    return Method::Other;
}

QByteArray methodName(Method method)
{
    switch (method) {
    case Method::Get: return QByteArrayLiteral("GET");
    case Method::Head: return QByteArrayLiteral("HEAD");
    case Method::Post: return QByteArrayLiteral("POST");
    case Method::Put: return QByteArrayLiteral("PUT");
    case Method::Delete: return QByteArrayLiteral("DELETE");
    case Method::Options: return QByteArrayLiteral("OPTIONS");
    case Method::Patch: return QByteArrayLiteral("PATCH");
    case Method::Other: break;
    }
    return QByteArrayLiteral("OTHER");
}

QJsonObject Page::toJson(qint64 total) const
{
    return {{u"page"_s, number}, {u"per_page"_s, size}, {u"total"_s, total}, {u"pages"_s, (total + size - 1) / size}};
}

Result<Page> pageOf(const Request &request)
{
    // The page's upper bound keeps offset() far from overflow.
    const auto number = request.queryInteger(u"page", 1, 1'000'000, 1);
    if (!number)
        return number.error();
    const auto size = request.queryInteger(u"per_page", 1, 100, 20);
    if (!size)
        return size.error();
    return Page{*number, *size};
}

}  // namespace http
