#pragma once

#include "backend/catalog/course/courselookup.h"

#include <algorithm>

/// Courses without a catalog: what tests of learning and analytics put in is what they find. Asked from any thread; put
/// in only while nobody asks.
class FakeCourses final : public catalog::CourseLookup
{
public:
    using Ref = std::shared_ptr<const catalog::CourseSnapshot>;

    /// `chapters` × `lessons` video lessons of `seconds`; ids count up from course × 1000, uids are "c<course>",
    /// "l<id>".
    Ref add(qint64 course, int chapters, int lessons, int seconds, UserId owner = UserId(1))
    {
        auto ref = std::make_shared<catalog::CourseSnapshot>();
        ref->id = CourseId(course);
        ref->uid = QStringLiteral("c%1").arg(course);
        ref->title = QStringLiteral("Course %1").arg(course);
        ref->owner = owner;
        ref->edition = 1;
        ref->published = true;
        ref->isFree = true;
        for (int i = 0; i < chapters * lessons; ++i) {
            catalog::LessonSnapshot lesson;
            lesson.id = LessonId(course * 1000 + i);
            lesson.uid = QStringLiteral("l%1").arg(lesson.id.value);
            lesson.title = QStringLiteral("Lesson %1").arg(i);
            lesson.chapter = ChapterId(course * 1000 + i / lessons);
            lesson.chapterUid = QStringLiteral("ch%1").arg(lesson.chapter.value);
            lesson.chapterIndex = i / lessons;
            lesson.duration = seconds * 1000;
            ref->byPlayableUid.insert(lesson.uid, i);
            ref->byPlayableUid.insert(QString::number(lesson.id.value), i);
            ref->byLessonId.insert(lesson.id.value, i);
            ref->lessons.push_back(lesson);
        }
        put(ref);
        return ref;
    }
    void put(const Ref &ref)
    {
        std::erase_if(m_courses, [&](const Ref &c) { return c->id == ref->id; });
        m_courses.push_back(ref);
    }

    bool failing = false;  ///< the store can't be asked

    Result<Ref> course(CourseId id) const override
    {
        return first([&](const catalog::CourseSnapshot &c) { return c.id == id; });
    }
    Result<Ref> course(const QString &uid) const override
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
    Result<Ref> courseOfLesson(LessonId id) const override
    {
        return first([&](const catalog::CourseSnapshot &c) { return c.byLessonId.contains(id.value); });
    }
    Result<Ref> courseOfLesson(const QString &uid) const override
    {
        return first([&](const catalog::CourseSnapshot &c) { return c.byPlayableUid.contains(uid); });
    }
    Result<std::vector<CourseId>> courses(UserId owner) const override
    {
        if (failing)
            return down();
        std::vector<CourseId> out;
        for (const Ref &c : m_courses)
            if (!owner.isValid() || c->owner == owner)
                out.push_back(c->id);
        return out;
    }
    Result<std::vector<CourseId>> published(const std::vector<CourseId> &first, int limit) const override
    {
        if (failing)
            return down();
        std::vector<CourseId> out;
        const auto take = [&](const Ref &c) {
            if (c && c->published && int(out.size()) < limit && std::find(out.begin(), out.end(), c->id) == out.end())
                out.push_back(c->id);
        };
        for (const CourseId id : first)
            take(*course(id));
        std::for_each(m_courses.rbegin(), m_courses.rend(), take);
        return out;
    }
    Result<Ref> draft(CourseId id) const override { return course(id); }
    Result<Ref> draftOfLesson(LessonId id) const override { return courseOfLesson(id); }

private:
    static Error down()
    {
        return {ErrorCode::Unavailable,
                QStringLiteral("catalog_unavailable"),
                {},
                {{QStringLiteral("retryAfter"), 30}}};
    }
    template<class Test>
    Result<Ref> first(Test test) const
    {
        if (failing)
            return down();
        const auto it = std::find_if(m_courses.begin(), m_courses.end(), [&](const Ref &c) { return test(*c); });
        return it == m_courses.end() ? nullptr : *it;
    }
    std::vector<Ref> m_courses;
};
