#include "models/domain/catalog/course.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

template<class E>
std::optional<E> fromName(const QStringList &names, const QString &name)
{
    const qsizetype i = names.indexOf(name);
    if (i < 0)
        return std::nullopt;
    return E(i);
}

const QStringList &courseTypes()
{
    static const QStringList names{u"video"_s, u"live"_s, u"article"_s, u"audio"_s};
    return names;
}

const QStringList &levels()
{
    static const QStringList names{u"beginner"_s, u"intermediate"_s, u"advanced"_s};
    return names;
}

const QStringList &lessonKinds()
{
    static const QStringList names{u"video"_s, u"audio"_s, u"article"_s};
    return names;
}

}  // namespace

QString courseTypeName(CourseType type)
{
    return courseTypes().at(int(type));
}

std::optional<CourseType> courseTypeFromName(const QString &name)
{
    return fromName<CourseType>(courseTypes(), name);
}

QString levelName(Level level)
{
    return levels().at(int(level));
}

std::optional<Level> levelFromName(const QString &name)
{
    return fromName<Level>(levels(), name);
}

QString lessonKindName(LessonKind kind)
{
    return lessonKinds().at(int(kind));
}

std::optional<LessonKind> lessonKindFromName(const QString &name)
{
    return fromName<LessonKind>(lessonKinds(), name);
}

bool isUid(const QString &text)
{
    return text.size() >= 1 && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](QChar c) {
               const char16_t u = c.unicode();
               return (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9') || u == u'_' ||
                      u == u'.' || u == u'-';
           });
}

bool isIdText(const QString &text)
{
    return !text.isEmpty() &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return c >= QChar(u'0') && c <= QChar(u'9'); });
}

QString uidFault(const QString &text)
{
    if (!isUid(text))
        return u"must have 1 to 64 characters of A-Z a-z 0-9 _ . -"_s;
    return isIdText(text) ? u"must not be digits only: a number is an id"_s : QString();
}

}  // namespace catalog
