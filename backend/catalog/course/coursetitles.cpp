#include "backend/catalog/course/coursetitles.h"

namespace catalog {

using database::Connection;
using database::Statement;

namespace {

Result<QString> titleIn(Statement &s)
{
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? s.text(0) : QString();
}

}  // namespace

Result<QHash<qint64, QString>> courseTitles(Connection &c, const std::vector<CourseId> &ids)
{
    QHash<qint64, QString> out;
    for (const CourseId id : ids) {
        if (out.contains(id.value))
            continue;
        Statement s = c.prepare("SELECT title FROM courses WHERE id = ?");
        s.bind(id.value);
        const auto title = titleIn(s);
        if (!title)
            return title.error();
        if (!title->isEmpty())
            out.insert(id.value, *title);
    }
    return out;
}

Result<QString> lessonTitle(Connection &c, LessonId id)
{
    Statement s = c.prepare("SELECT title FROM lessons WHERE id = ?");
    s.bind(id.value);
    return titleIn(s);
}

Result<std::vector<CourseTitle>> publishedTitles(Connection &c)
{
    Statement s = c.prepare("SELECT course_id, title FROM published_courses ORDER BY course_id");
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<CourseTitle> out;
    while (s.next())
        out.push_back({CourseId(s.integer(0)), s.text(1)});
    return out;
}

}  // namespace catalog
