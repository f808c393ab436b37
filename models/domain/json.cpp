#include "models/domain/json.h"

#include "models/domain/jsonscan.h"
#include "models/domain/text.h"

#include <QJsonDocument>

#include <cmath>
#include <limits>

namespace json {

namespace {

bool isWhole(double d)
{
    return std::isfinite(d) && std::floor(d) == d && std::fabs(d) <= 9007199254740992.0;
}

}  // namespace

Result<QJsonObject> parseObject(const QByteArray &bytes, int maxDepth)
{
    return parseStrict(bytes, {maxDepth, std::numeric_limits<qint64>::max(), false});
}

Result<QJsonObject> parseStrict(const QByteArray &bytes, const Limits &limits)
{
    const QString reason = QStringLiteral("invalid_json");
    if (bytes.isEmpty())
        return Error::invalid(QStringLiteral("The body is empty; a JSON object is expected."), reason);
    if (const auto within = scan(bytes, limits); !within)
        return within.error();
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &fault);
    if (fault.error != QJsonParseError::NoError)
        return Error::invalid(
                QStringLiteral("The body is not valid JSON: %1 at byte %2.").arg(fault.errorString()).arg(fault.offset),
                reason);
    if (!document.isObject())
        return Error::invalid(QStringLiteral("A JSON object is expected."), reason);
    return document.object();
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray compact(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

QJsonValue Reader::value(const char *name) const
{
    return m_object.value(QLatin1String(name));
}

bool Reader::has(const char *name) const
{
    const QJsonValue v = value(name);
    return !v.isUndefined() && !v.isNull();
}

void Reader::fault(const char *name, const QString &what)
{
    m_faults.insert(QLatin1String(name), what);
}

QString Reader::text(const char *name, int min, int max)
{
    const QJsonValue v = value(name);
    if (!v.isString()) {
        fault(name, has(name) ? QStringLiteral("must be text") : QStringLiteral("is required"));
        return {};
    }
    QString t = v.toString().trimmed();
    if (t.size() < min || t.size() > max)
        fault(name, QStringLiteral("must have %1 to %2 characters").arg(min).arg(max));
    else if (const QString wrong = ::text::fault(t); !wrong.isEmpty())
        fault(name, wrong);
    return t;
}

QString Reader::text(const char *name, int min, int max, const QString &fallback)
{
    return has(name) ? text(name, min, max) : fallback;
}

QString Reader::line(const char *name, int min, int max)
{
    const QString t = text(name, min, max);
    if (const QString wrong = ::text::lineFault(t); !wrong.isEmpty())
        fault(name, wrong);
    return t;
}

QString Reader::prose(const char *name, int min, int max)
{
    const QString t = text(name, min, max);
    if (const QString wrong = ::text::proseFault(t); !wrong.isEmpty())
        fault(name, wrong);
    return t;
}

qint64 Reader::integer(const char *name, qint64 min, qint64 max)
{
    const QJsonValue v = value(name);
    if (!has(name)) {
        fault(name, QStringLiteral("is required"));
        return min;
    }
    if (!v.isDouble() || !isWhole(v.toDouble())) {
        fault(name, QStringLiteral("must be a whole number"));
        return min;
    }
    const qint64 n = v.toInteger();
    if (n < min || n > max)
        fault(name, QStringLiteral("must be between %1 and %2").arg(min).arg(max));
    return n;
}

qint64 Reader::integer(const char *name, qint64 min, qint64 max, qint64 fallback)
{
    return has(name) ? integer(name, min, max) : fallback;
}

std::optional<qint64> Reader::optionalInteger(const char *name, qint64 min, qint64 max)
{
    if (!has(name))
        return std::nullopt;
    return integer(name, min, max);
}

double Reader::number(const char *name, double min, double max)
{
    const QJsonValue v = value(name);
    if (!v.isDouble() || !std::isfinite(v.toDouble())) {
        fault(name, has(name) ? QStringLiteral("must be a number") : QStringLiteral("is required"));
        return min;
    }
    const double d = v.toDouble();
    if (d < min || d > max)
        fault(name, QStringLiteral("must be between %1 and %2").arg(min).arg(max));
    return d;
}

double Reader::number(const char *name, double min, double max, double fallback)
{
    return has(name) ? number(name, min, max) : fallback;
}

bool Reader::boolean(const char *name)
{
    const QJsonValue v = value(name);
    if (!v.isBool())
        fault(name, has(name) ? QStringLiteral("must be true or false") : QStringLiteral("is required"));
    return v.toBool();
}

bool Reader::boolean(const char *name, bool fallback)
{
    return has(name) ? boolean(name) : fallback;
}

std::optional<Millis> Reader::time(const char *name)
{
    if (!has(name))
        return std::nullopt;
    const QJsonValue v = value(name);
    if (v.isDouble() && isWhole(v.toDouble()))
        return v.toInteger();
    if (v.isString()) {
        if (const auto t = fromIso(v.toString()))
            return t;
    }
    fault(name, QStringLiteral("must be an ISO 8601 time or epoch milliseconds"));
    return std::nullopt;
}

QStringList Reader::lines(const char *name, int maxCount, int maxLength)
{
    QStringList out;
    if (!has(name))
        return out;
    const QJsonArray items = array(name, maxCount);
    for (const QJsonValue &item : items) {
        const QString t = item.toString().trimmed();
        if (!item.isString() || t.isEmpty() || t.size() > maxLength) {
            fault(name, QStringLiteral("every entry must be text of 1 to %1 characters").arg(maxLength));
            return {};
        }
        if (const QString wrong = ::text::lineFault(t); !wrong.isEmpty())
            fault(name, wrong);
        out.append(t);
    }
    return out;
}

QJsonArray Reader::array(const char *name, int maxCount)
{
    const QJsonValue v = value(name);
    if (!v.isArray()) {
        fault(name, has(name) ? QStringLiteral("must be a list") : QStringLiteral("is required"));
        return {};
    }
    if (v.toArray().size() > maxCount) {
        fault(name, QStringLiteral("must have at most %1 entries").arg(maxCount));
        return {};
    }
    return v.toArray();
}

int Reader::oneOf(const char *name, const QStringList &allowed)
{
    const qsizetype i = allowed.indexOf(value(name).toString());
    if (i < 0) {
        fault(name, QStringLiteral("must be one of %1").arg(allowed.join(QStringLiteral(", "))));
        return 0;
    }
    return int(i);
}

int Reader::oneOf(const char *name, const QStringList &allowed, int fallback)
{
    return has(name) ? oneOf(name, allowed) : fallback;
}

Error Reader::error() const
{
    QStringList parts;
    for (auto it = m_faults.begin(); it != m_faults.end(); ++it)
        parts.append(it.key() + QLatin1Char(' ') + it.value().toString());
    return Error::invalid(parts.join(QStringLiteral("; ")), QStringLiteral("invalid_fields"),
                          {{QStringLiteral("fields"), m_faults}});
}

}  // namespace json
