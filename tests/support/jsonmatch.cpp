#include "tests/support/jsonmatch.h"

#include "models/domain/catalog/course.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {

QString shown(const QJsonValue &value)
{
    if (value.isUndefined())
        return u"nothing"_s;
    const QString text = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    return text.mid(1, text.size() - 2).left(300);
}

QString differ(const QString &where, const QJsonValue &expected, const QJsonValue &actual)
{
    return u"%1: expected %2, got %3"_s.arg(where, shown(expected), shown(actual));
}

bool isOfClass(const QString &name, const QJsonValue &actual)
{
    const bool whole = actual.isDouble() && std::floor(actual.toDouble()) == actual.toDouble();
    if (name == "<any>"_L1)
        return !actual.isUndefined();
    if (name == "<int>"_L1)
        return whole;
    if (name == "<id>"_L1)
        return whole && actual.toDouble() > 0;
    if (name == "<number>"_L1)
        return actual.isDouble();
    if (name == "<string>"_L1)
        return actual.isString();
    if (name == "<uid>"_L1)
        return catalog::isUid(actual.toString());
    if (name == "<absent>"_L1)
        return actual.isUndefined();
    static const QRegularExpression time(u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"_s);
    if (name == "<time>"_L1)
        return time.match(actual.toString()).hasMatch();
    if (name.startsWith("<re:"_L1))
        return QRegularExpression(name.mid(4, name.size() - 5)).match(actual.toString()).hasMatch();
    return false;
}

bool isClass(const QString &text)
{
    static const QRegularExpression form(u"^<(any|int|id|number|string|uid|absent|time|re:.*)>$"_s);
    return form.match(text).hasMatch();
}

QString listDifference(QJsonArray expected, const QJsonArray &actual, const QString &where)
{
    const bool open = !expected.isEmpty() && expected.last().toString() == "..."_L1;
    if (open)
        expected.removeLast();
    if (actual.size() < expected.size() || (!open && actual.size() > expected.size()))
        return u"%1: expected %2%3 elements, got %4: %5"_s.arg(where, open ? u"at least "_s : QString())
                .arg(expected.size())
                .arg(actual.size())
                .arg(shown(actual));
    for (qsizetype i = 0; i < expected.size(); ++i)
        if (const QString d = jsonDifference(expected.at(i), actual.at(i), u"%1[%2]"_s.arg(where).arg(i)); !d.isEmpty())
            return d;
    return {};
}

}  // namespace

QString jsonDifference(const QJsonValue &expected, const QJsonValue &actual, const QString &where)
{
    if (expected.isString() && isClass(expected.toString()))
        return isOfClass(expected.toString(), actual) ? QString() : differ(where, expected, actual);
    if (expected.isObject() && actual.isObject()) {
        const QJsonObject wanted = expected.toObject();
        for (auto it = wanted.begin(); it != wanted.end(); ++it)
            if (const QString d =
                        jsonDifference(it.value(), actual.toObject().value(it.key()), where + u'.' + it.key());
                !d.isEmpty())
                return d;
        return {};
    }
    if (expected.isArray() && actual.isArray())
        return listDifference(expected.toArray(), actual.toArray(), where);
    return expected == actual ? QString() : differ(where, expected, actual);
}

QJsonValue jsonAt(const QJsonValue &root, const QString &path)
{
    static const QRegularExpression step(u"([^.\\[\\]]+)|\\[(\\d+)\\]"_s);
    QJsonValue value = root;
    for (auto it = step.globalMatch(path); it.hasNext();) {
        const auto match = it.next();
        value = match.captured(2).isEmpty() ? value.toObject().value(match.captured(1))
                                            : value.toArray().at(match.captured(2).toInt());
    }
    return value;
}
