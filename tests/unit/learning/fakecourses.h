#pragma once

#include "backend/catalog/course/courselookup.h"

#include <algorithm>

/// Courses without a catalog: what tests of learning and analytics put in is what they find. Asked from any thread; put
/// in only while nobody asks.
class FakeCourses final : public catalog::CourseLookup
{
public:
    using CoursePtr = catalog::CoursePtr;

    /// `chapters` × `lessons` video lessons of `seconds`; ids count up from course × 1000, uids are "c<course>",
    /// "l<id>".
    CoursePtr add(qint64 course, int chapters, int lessons, int seconds, UserId owner = UserId(1))
    {
        auto made = std::make_shared<catalog::CourseSnapshot>();
        made->id = CourseId(course);
        made->uid = QStringLiteral("c%1").arg(course);
        made->title = QStringLiteral("Course %1").arg(course);
        made->owner = owner;
        made->edition = 1;
        made->published = true;
        made->isFree = true;
        for (int i = 0; i < chapters * lessons; ++i) {
            catalog::LessonSnapshot lesson;
            lesson.id = LessonId(course * 1000 + i);
            lesson.uid = QStringLiteral("l%1").arg(lesson.id.value);
            lesson.title = QStringLiteral("Lesson %1").arg(i);
            lesson.chapter = ChapterId(course * 1000 + i / lessons);
            lesson.chapterUid = QStringLiteral("ch%1").arg(lesson.chapter.value);
            lesson.chapterIndex = i / lessons;
            lesson.duration = seconds * 1000;
            made->byPlayableUid.insert(lesson.uid, i);
            made->byPlayableUid.insert(QString::number(lesson.id.value), i);
            made->byLessonId.insert(lesson.id.value, i);
            made->lessons.push_back(lesson);
        }
        put(made);
        return made;
    }
    void put(const CoursePtr &course)
    {
        std::erase_if(m_courses, [&](const CoursePtr &c) { return c->id == course->id; });
        m_courses.push_back(course);
    }

    bool failing = false;  ///< the store can't be asked

    Result<CoursePtr> course(CourseId id) const override
    {
        return first([&](const catalog::CourseSnapshot &c) { return c.id == id; });
    }
    Result<CoursePtr> course(const QString &uid) const override
    {
        return first(
                [&](const catalog::CourseSnapshot &c) { return c.uid == uid || QString::number(c.id.value) == uid; });
    }
    Result<catalog::RecordSubject> subject(const catalog::RecordName &name,
                                           const catalog::RecordName &lesson) const override
    {
        const auto found = name.isId ? course(CourseId(name.text.toLongLong())) : course(name.text);
        if (!found)
            return found.error();
        return catalog::RecordSubject{*found, *found ? (*found)->named(lesson) : nullptr};
    }
    Result<catalog::RecordSubject> subject(const catalog::RecordName &lesson) const override
    {
        const auto found =
                lesson.isId ? courseOfLesson(LessonId(lesson.text.toLongLong())) : courseOfLesson(lesson.text);
        if (!found)
            return found.error();
        return catalog::RecordSubject{*found, *found ? (*found)->named(lesson) : nullptr};
    }
    Result<CoursePtr> courseOfLesson(LessonId id) const override
    {
        return first([&](const catalog::CourseSnapshot &c) { return c.byLessonId.contains(id.value); });
    }
    Result<CoursePtr> courseOfLesson(const QString &uid) const override
    {
        return first([&](const catalog::CourseSnapshot &c) { return c.byPlayableUid.contains(uid); });
    }
    Result<std::vector<CourseId>> courses(UserId owner) const override
    {
        if (failing)
            return down();
        std::vector<CourseId> out;
        for (const CoursePtr &c : m_courses)
            if (!owner.isValid() || c->owner == owner)
                out.push_back(c->id);
        return out;
    }
    Result<std::vector<CourseId>> published(const std::vector<CourseId> &first, int limit) const override
    {
        if (failing)
            return down();
        std::vector<CourseId> out;
        const auto take = [&](const CoursePtr &c) {
            if (c && c->published && int(out.size()) < limit && std::find(out.begin(), out.end(), c->id) == out.end())
                out.push_back(c->id);
        };
        for (const CourseId id : first)
            take(*course(id));
        std::for_each(m_courses.rbegin(), m_courses.rend(), take);
        return out;
    }
    Result<CoursePtr> draft(CourseId id) const override { return course(id); }
    Result<CoursePtr> draftOfLesson(LessonId id) const override { return courseOfLesson(id); }

private:
    static Error down()
    {
        return {ErrorCode::Unavailable,
                QStringLiteral("catalog_unavailable"),
                {},
                {{QStringLiteral("retryAfter"), 30}}};
    }
    template<class Test>
    Result<CoursePtr> first(Test test) const
    {
        if (failing)
            return down();
        const auto it = std::find_if(m_courses.begin(), m_courses.end(), [&](const CoursePtr &c) { return test(*c); });
        return it == m_courses.end() ? nullptr : *it;
    }
    std::vector<CoursePtr> m_courses;
};
