#include "models/catalog/outline/outlinejournal.h"

#include "models/domain/catalog/outlinejson.h"
#include "models/domain/json.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {
constexpr int Version = 1;

/// What courseFieldsFromJson() reads: it wants the category's id where toJson() gives what a PUT takes.
QJsonObject courseToJson(const CourseFields &fields)
{
    QJsonObject course = toJson(fields);
    course.insert(u"category_id"_s, fields.category.value);
    return course;
}
}  // namespace

OutlineJournal::OutlineJournal(QString folder, QString school, Write write)
    : m_folder(std::move(folder)), m_school(std::move(school)), m_write(std::move(write))
{
}

QString OutlineJournal::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/journal"_s;
}

QString OutlineJournal::fileOf(CourseId course) const
{
    return u"%1/%2-%3.json"_s.arg(m_folder, m_school).arg(course.value);
}

Result<void> OutlineJournal::write(const Entry &entry) const
{
    QJsonObject document{{u"version"_s, Version},
                         {u"written"_s, entry.written},
                         {u"courseEdited"_s, entry.courseEdited},
                         {u"course"_s, courseToJson(entry.course)},
                         {u"outline"_s, toJson(entry.outline)}};
    if (entry.courseBase)
        document.insert(u"courseBase"_s, courseToJson(*entry.courseBase));
    return m_write(fileOf(entry.outline.course), json::compact(document));
}

std::optional<OutlineJournal::Entry> OutlineJournal::read(CourseId course) const
{
    QFile file(fileOf(course));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const auto document = json::parseObject(file.readAll());
    if (!document || document->value(u"version"_s).toInt() != Version)
        return std::nullopt;
    const auto outline = outlineFromJson(document->value(u"outline"_s).toObject());
    if (!outline || outline->course != course)
        return std::nullopt;
    Entry entry;
    entry.outline = *outline;
    entry.course = courseFieldsFromJson(document->value(u"course"_s).toObject());
    if (const QJsonValue base = document->value(u"courseBase"_s); base.isObject())
        entry.courseBase = courseFieldsFromJson(base.toObject());
    entry.courseEdited = document->value(u"courseEdited"_s).toBool();
    entry.written = document->value(u"written"_s).toInteger();
    return entry;
}

std::vector<CourseId> OutlineJournal::courses() const
{
    std::vector<CourseId> out;
    const QStringList files = QDir(m_folder).entryList({m_school + u"-*.json"_s}, QDir::Files);
    for (const QString &file : files) {
        const CourseId id(file.mid(m_school.size() + 1).chopped(5).toLongLong());
        if (id.isValid())
            out.push_back(id);
    }
    return out;
}

void OutlineJournal::remove(CourseId course) const
{
    QFile::remove(fileOf(course));
}

}  // namespace catalog
