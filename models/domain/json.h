#pragma once

#include "models/domain/clock.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>

/// JSON from outside, with limits, and typed reading that names the field at fault. Thread: any (pure).
namespace json {

inline constexpr int MaxDepth = 32;           ///< API §1
inline constexpr qint64 MaxValues = 100'000;  ///< of a body, unless its route says otherwise: a tree of some 10 MB

struct Limits {
    int depth = MaxDepth;
    qint64 values = MaxValues;  ///< objects, arrays, texts, numbers and words, whatever their size
    bool uniqueKeys = true;
};

/// Parses an object that we or our tools have written. Errors: InvalidArgument reason "invalid_json" (syntax, not an
/// object, nested deeper than maxDepth, not UTF-8).
Result<QJsonObject> parseObject(const QByteArray &bytes, int maxDepth = MaxDepth);

/// The same for what somebody sent: refused before a tree is made when it holds more values than `limits` allow
/// (TooLarge "too_many_values") or a key twice in one object (InvalidArgument "duplicate_key"). Qt's parser silently
/// keeps one of two equal keys, and two parsers that keep different ones can be played against each other (RFC 8725
/// §2.4).
Result<QJsonObject> parseStrict(const QByteArray &bytes, const Limits &limits = {});

/// Compact bytes of an object.
QByteArray compact(const QJsonObject &object);
QByteArray compact(const QJsonArray &array);

/// Reads fields of a body and remembers every fault, so that one answer names them all.
///   json::Reader in(body);
///   auto title = in.text("title", 1, 200);
///   auto price = in.integer("price", 0, MaxPrice, 0);
///   if (!in.ok()) return in.error();
class Reader
{
public:
    explicit Reader(QJsonObject object) : m_object(std::move(object)) {}

    bool has(const char *name) const;  ///< present and not null
    /// Required text, trimmed, `min`..`max` characters, as models/domain/text.h wants it.
    QString text(const char *name, int min, int max);
    QString text(const char *name, int min, int max, const QString &fallback);
    /// The same for what people see (text.h): a name or a title, or several lines of prose.
    QString line(const char *name, int min, int max);
    QString prose(const char *name, int min, int max);
    /// Required whole number (a JSON number without fraction, or text holding one where acceptText).
    qint64 integer(const char *name, qint64 min, qint64 max);
    qint64 integer(const char *name, qint64 min, qint64 max, qint64 fallback);
    std::optional<qint64> optionalInteger(const char *name, qint64 min, qint64 max);
    double number(const char *name, double min, double max);
    double number(const char *name, double min, double max, double fallback);
    bool boolean(const char *name);
    bool boolean(const char *name, bool fallback);
    /// ISO text or epoch ms (API §1).
    std::optional<Millis> time(const char *name);
    /// Names, each as line() wants it.
    QStringList lines(const char *name, int maxCount, int maxLength);
    QJsonArray array(const char *name, int maxCount);
    /// One of the words of `allowed`; returns its index.
    int oneOf(const char *name, const QStringList &allowed);
    int oneOf(const char *name, const QStringList &allowed, int fallback);

    /// Records a fault found by the caller ("must be after startTime").
    void fault(const char *name, const QString &what);

    bool ok() const { return m_faults.isEmpty(); }
    /// InvalidArgument reason "invalid_fields", detail {fields:{name: what}}.
    Error error() const;
    const QJsonObject &object() const { return m_object; }

private:
    QJsonValue value(const char *name) const;
    QJsonObject m_object;
    QJsonObject m_faults;
};

}  // namespace json
