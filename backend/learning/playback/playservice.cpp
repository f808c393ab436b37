#include "backend/learning/playback/playservice.h"

#include "backend/commerce/quote/entitlements.h"
#include "backend/learning/playback/learningright.h"
#include "backend/learning/playback/mylearning.h"
#include "backend/learning/progress/progressrepository.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace learning {

namespace {

constexpr Millis GrantMargin = 10 * 60 * 1000;  // pauses; after it the client asks again

Error refused(const commerce::Access &access, CourseId course)
{
    return {ErrorCode::PermissionDenied,
            commerce::accessReasonName(access.reason),
            u"This lesson can't be played."_s,
            {{u"access"_s, access.toJson()}, {u"courseId"_s, course.value}}};
}

LessonId nextLesson(const catalog::CourseSnapshot &course, LessonId id)
{
    const int index = course.byLessonId.value(id.value, -1);
    return index >= 0 && size_t(index) + 1 < course.lessons.size() ? course.lessons[size_t(index) + 1].id : LessonId();
}

}  // namespace

PlayService::PlayService(database::Database &database, const catalog::CourseLookup &courses,
                         const media::AssetLookup &assets, const Clock &clock)
    : m_database(database), m_courses(courses), m_assets(assets), m_clock(clock)
{
}

Result<PlayService::Known> PlayService::known(const accounts::Actor &actor, const catalog::CourseSnapshot &course,
                                              const catalog::LessonSnapshot &lesson) const
{
    Known out;
    if (actor.isAnonymous())
        return out;
    const auto marks =
            m_database.read([&](database::Connection &c) { return repository::marks(c, actor.user, course.id); });
    if (!marks)
        return marks.error();
    QSet<qint64> done;
    for (const repository::LessonMark &mark : *marks) {
        if (mark.completed)
            done.insert(mark.lesson.value);
    }
    if (!done.contains(lesson.id.value)) {
        const auto position = lastPosition(m_database, actor.user, course, lesson);
        if (!position)
            return position.error();
        out.lastPosition = *position;
    }
    out.previousChapterComplete = true;
    for (const catalog::LessonSnapshot &other : course.lessons)
        if (other.chapterIndex == lesson.chapterIndex - 1 && !done.contains(other.id.value))
            out.previousChapterComplete = false;
    return out;
}

Result<commerce::AccessFacts> PlayService::facts(const accounts::Actor &actor, const catalog::CourseSnapshot &course,
                                                 const catalog::LessonSnapshot &lesson,
                                                 bool previousChapterComplete) const
{
    commerce::AccessFacts facts = accessFacts(course, lesson);
    facts.signedIn = !actor.isAnonymous();
    facts.managesCourse = actor.manages(course.owner);
    facts.previousChapterComplete = previousChapterComplete;
    facts.now = m_clock.now();
    if (facts.signedIn) {
        const auto filled = m_database.read([&](database::Connection &c) {
            return commerce::Entitlements::fill(c, actor.user, course, lesson.id, facts);
        });
        if (!filled)
            return filled.error();
    }
    return facts;
}

Result<Playback> PlayService::play(const accounts::Actor &actor, LessonId id, const QString &quality) const
{
    Playback out;
    auto published = m_courses.courseOfLesson(id);
    if (!published)
        return published.error();
    out.course = std::move(*published);
    // Authors look at what they are working on, which may be newer than the edition or never published at all.
    if (!out.course || actor.manages(out.course->owner)) {
        auto draft = m_courses.draftOfLesson(id);
        if (!draft)
            return draft.error();
        if (*draft && actor.manages((*draft)->owner))
            out.course = std::move(*draft);
    }
    out.lesson = out.course ? out.course->lesson(id) : nullptr;
    if (!out.lesson)
        return Error::notFound(u"There is no such lesson."_s);

    const auto person = known(actor, *out.course, *out.lesson);
    if (!person)
        return person.error();
    const auto asked = facts(actor, *out.course, *out.lesson, person->previousChapterComplete);
    if (!asked)
        return asked.error();
    out.access = commerce::decideAccess(*asked);
    if (!out.access.allowed)
        return refused(out.access, out.course->id);

    out.lastPosition = person->lastPosition;
    out.next = nextLesson(*out.course, id);
    const Millis lifetime = out.lesson->duration + GrantMargin;
    out.expires = m_clock.now() + lifetime;
    if (out.lesson->kind == catalog::LessonKind::Article)
        return out;
    auto grant = out.access.trialSeconds ? m_assets.grantTrial(out.lesson->asset, *out.access.trialSeconds, quality,
                                                               actor.user, lifetime)
                                         : m_assets.grant(out.lesson->asset, quality, actor.user, lifetime);
    if (!grant)
        return grant.error();
    out.expires = grant->expires;
    out.grant = std::move(*grant);
    return out;
}

}  // namespace learning
