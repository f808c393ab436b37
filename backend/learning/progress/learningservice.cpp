#include "backend/learning/progress/learningservice.h"

#include "backend/accounts/people/personlock.h"
#include "backend/learning/progress/lessonrule.h"

#include <algorithm>
#include <cmath>
#include <future>

using namespace Qt::StringLiterals;

namespace learning {

double CourseProgress::completionRate() const
{
    return totalLessons == 0 ? 0 : std::round(1000.0 * completedLessons / totalLessons) / 10;
}

LearningService::LearningService(database::Database &database, const catalog::CourseLookup &courses, const Clock &clock,
                                 const SchoolCalendar &calendar, events::EventHub &events, ProgressListener &listener,
                                 const accounts::Consents &consents)
    : m_database(database), m_courses(courses), m_clock(clock), m_calendar(calendar), m_consents(consents),
      m_batch(std::make_shared<ProgressBatch>(listener,
                                              [&events](UserId owner, CourseId course) {
                                                  events.publish({u"learning.progress"_s, course.value, owner});
                                              })),
      m_reconciler(database, courses, calendar, m_batch)
{
}

LearningService::~LearningService()
{
    m_reconciler.stop();
    // The writer takes them in order, so after this one none of ours is left. A store that is closed has none either.
    (void)m_database.write([](database::Transaction &) -> Result<void> { return {}; });
}

Result<SyncRecord> LearningService::resolve(std::optional<SentRecord> sent, NamedBy named) const
{
    SyncRecord out;
    out.sent = std::move(sent);
    if (out.sent) {
        auto subject = m_courses.subject({out.sent->course, named.courseId}, {out.sent->lesson, named.lessonId});
        if (!subject)
            return subject.error();
        out.course = std::move(subject->course);
        out.lesson = subject->lesson;
    }
    return out;
}

void LearningService::placeInDay(ProgressRecord &record, Millis now) const
{
    record.day = m_calendar.dayOf(record.time);
    const Millis start = m_calendar.startOf(record.day);
    record.hour =
            int(std::min<Millis>((record.time - start) / 3'600'000, 23));  // the day that gives an hour back has 25
    record.dayElapsed = int(std::min<Millis>((now - start) / 1000, 24 * 3600));
}

ProgressRecord LearningService::admit(const SentRecord &sent, const catalog::LessonSnapshot &lesson,
                                      std::optional<Millis> sentAt, Millis now) const
{
    ProgressRecord record = admitRecord(sent, {now, sentAt, lesson.duration, lesson.asset, lesson.formerFilms});
    placeInDay(record, now);
    return record;
}

void LearningService::mergeLater(UserId user, std::vector<AdmittedRecord> records, Millis now,
                                 std::function<void(Result<std::vector<MergedRecord>>)> done, Before before)
{
    using Merged = std::vector<MergedRecord>;
    const auto work = std::make_shared<const std::vector<AdmittedRecord>>(std::move(records));
    // A refused write is answered on the caller's thread, without the body having run; only a body that ran has merged
    // something that must be forgotten when its group fails.
    const auto ran = std::make_shared<bool>(false);
    m_database.write<Merged>(
            [batch = m_batch, work, ran, user, now, consents = &m_consents,
             before = std::move(before)](database::Transaction &tx) -> Result<Merged> {
                if (auto ok = accounts::lockPerson(tx, user); !ok)
                    return ok.error();
                // Here and not when the request came: it may have been withdrawn in between.
                if (auto ok = consents->mayCollect(tx, user); !ok)
                    return ok.error();
                if (before) {
                    if (auto ok = before(tx); !ok)
                        return ok.error();
                }
                *ran = true;
                return batch->merge(tx, user, *work, now);
            },
            [batch = m_batch, ran, done = std::move(done)](Result<Merged> merged) {
                if (!merged && *ran)
                    batch->drop();
                done(std::move(merged));
            });
}

Result<std::vector<MergedRecord>> LearningService::mergeNow(UserId user, std::vector<AdmittedRecord> records,
                                                            Millis now, Before before)
{
    std::promise<Result<std::vector<MergedRecord>>> promise;
    auto future = promise.get_future();
    mergeLater(
            user, std::move(records), now, [&promise](auto merged) { promise.set_value(std::move(merged)); },
            std::move(before));
    return future.get();
}

void LearningService::sync(const accounts::Actor &actor, std::vector<SyncRecord> records, std::optional<Millis> sentAt,
                           SyncDone done)
{
    if (const auto ok = mayCollect(actor); !ok)
        return done(ok.error());
    const Millis now = m_clock.now();
    std::vector<AdmittedRecord> good;
    good.reserve(records.size());
    std::vector<int> place(records.size(), -1);  // where the answer of a record will be among the good ones
    for (size_t i = 0; i < records.size(); ++i) {
        if (!records[i].lesson)
            continue;
        place[i] = int(good.size());
        good.push_back({records[i].course, records[i].lesson, admit(*records[i].sent, *records[i].lesson, sentAt, now),
                        actor.manages(records[i].course->owner)});
    }
    if (good.empty()) {
        done(std::vector<SyncAnswer>(records.size()));
        return;
    }
    mergeLater(actor.user, std::move(good), now, [place = std::move(place), done = std::move(done)](auto merged) {
        if (!merged) {
            done(merged.error());
            return;
        }
        std::vector<SyncAnswer> answers(place.size());
        for (size_t i = 0; i < place.size(); ++i) {
            if (place[i] < 0)
                continue;
            const MergedRecord &m = (*merged)[size_t(place[i])];
            answers[i] = {m.positionTaken ? SyncAnswer::Status::Success : SyncAnswer::Status::Skipped, m.position,
                          m.positionTime, m.film, m.completed};
        }
        done(std::move(answers));
    });
}

Result<bool> LearningService::report(const accounts::Actor &actor, LessonId id, const SentRecord &sent)
{
    if (const auto ok = mayCollect(actor); !ok)
        return ok.error();
    const auto found = m_courses.subject({QString::number(id.value), true});
    if (!found)
        return found.error();
    const catalog::CoursePtr &course = found->course;
    const catalog::LessonSnapshot *lesson = found->lesson;
    if (!lesson)
        return Error::notFound(u"There is no such lesson."_s);
    const Millis now = m_clock.now();
    auto merged =
            mergeNow(actor.user, {{course, lesson, admit(sent, *lesson, {}, now), actor.manages(course->owner)}}, now);
    if (!merged)
        return merged.error();
    return merged->front().completed;
}

Result<void> LearningService::report(const accounts::Actor &actor, const ReadingReport &reading)
{
    if (const auto ok = mayCollect(actor); !ok)
        return ok.error();
    const auto found = m_courses.subject({reading.article, reading.articleIsId});
    if (!found)
        return found.error();
    const catalog::CoursePtr &course = found->course;
    const catalog::LessonSnapshot *lesson = found->lesson;
    if (!lesson)
        return Error::notFound(u"There is no such text."_s, u"unknown_article"_s);
    if (lesson->kind != catalog::LessonKind::Article)
        return Error::invalid(u"This lesson is not a text."_s, u"not_an_article"_s);
    const Millis now = m_clock.now();
    ProgressRecord record;
    record.time = now;
    placeInDay(record, now);
    record.readPercent = reading.percent;
    record.watchSeconds = reading.seconds;
    // A named report is a counter of its own, so its repeat adds nothing; the others can only be added up.
    record.addsSeconds = reading.repeatKey.isEmpty();
    // With the body in it, a key that is taken again after its day counts anew.
    record.source = record.addsSeconds ? sourceKey(u"reading"_s)
                                       : sourceKey(u"reading/"_s + reading.repeatKey + u'/' + reading.bodyHash);
    Before takeKey;
    if (!reading.bodyHash.isEmpty())
        takeKey = [&](database::Transaction &tx) {
            return repository::takeKey(tx, actor.user, reading.repeatKey, reading.bodyHash, now);
        };
    const auto merged =
            mergeNow(actor.user, {{course, lesson, record, actor.manages(course->owner)}}, now, std::move(takeKey));
    return merged ? Result<void>() : merged.error();
}

Result<void> LearningService::enrolled(database::Transaction &tx, const commerce::Enrolment &enrolment,
                                       const catalog::CoursePtr &course)
{
    return m_batch->countWithheld(tx, enrolment.user, course, m_clock.now());
}

Result<void> LearningService::rightEnded(database::Transaction &tx, UserId user, CourseId)
{
    m_batch->forgetRights(tx, user);
    return {};
}

Result<void> LearningService::editionPublished(database::Transaction &tx, const catalog::CoursePtr &before,
                                               const catalog::CoursePtr &now)
{
    if (before && hasOtherLessons(*before, *now))
        m_reconciler.begin(tx, before, now);
    return {};
}

LessonProgress LearningService::told(const catalog::CourseSnapshot &course, const catalog::LessonSnapshot &lesson,
                                     ProgressState state)
{
    turnToFilm(state, ruleOf(course, lesson));
    const Millis duration = state.duration > 0 ? state.duration : lesson.duration;
    if (state.positionTime == 0)
        state.positionTime = state.lastSeen();
    return {course.uid, lesson.uid, std::move(state), duration};
}

Result<std::optional<LessonProgress>> LearningService::progress(const accounts::Actor &actor, const QString &courseId,
                                                                const QString &lessonId) const
{
    const auto found = m_courses.course(courseId);
    if (!found)
        return found.error();
    const catalog::CoursePtr &course = *found;
    const catalog::LessonSnapshot *lesson = course ? course->playable(lessonId) : nullptr;
    if (!lesson)
        return std::optional<LessonProgress>();
    auto row = m_database.read(
            [&](database::Connection &c) { return repository::find(c, actor.user, course->id, lesson->id); });
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<LessonProgress>();
    return std::optional(told(*course, *lesson, std::move((**row).state)));
}

Result<std::vector<LessonProgress>> LearningService::progressList(const accounts::Actor &actor,
                                                                  const QString &courseId) const
{
    const auto found = m_courses.course(courseId);
    if (!found)
        return found.error();
    const catalog::CoursePtr &course = *found;
    if (!course)
        return std::vector<LessonProgress>();
    auto rows =
            m_database.read([&](database::Connection &c) { return repository::ofCourse(c, actor.user, course->id); });
    if (!rows)
        return rows.error();
    QHash<qint64, repository::StoredProgress *> byLesson;
    for (repository::StoredProgress &row : *rows)
        byLesson.insert(row.lesson.value, &row);
    std::vector<LessonProgress> out;
    for (const catalog::LessonSnapshot &lesson : course->lessons)
        if (repository::StoredProgress *row = byLesson.value(lesson.id.value))
            out.push_back(told(*course, lesson, std::move(row->state)));
    return out;
}

Result<CourseProgress> LearningService::courseProgress(const accounts::Actor &actor, CourseId id) const
{
    const auto found = m_courses.course(id);
    if (!found)
        return found.error();
    const catalog::CoursePtr &course = *found;
    if (!course)
        return Error::notFound(u"There is no such course."_s);
    const auto marks =
            m_database.read([&](database::Connection &c) { return repository::marks(c, actor.user, course->id); });
    if (!marks)
        return marks.error();
    return sum(*course, *marks);
}

CourseProgress LearningService::sum(const catalog::CourseSnapshot &course,
                                    const std::vector<repository::LessonMark> &marks)
{
    CourseProgress out;
    out.totalLessons = int(course.lessons.size());
    Millis last = 0;
    for (const repository::LessonMark &mark : marks) {
        out.watchSeconds += mark.watchSeconds;  // time spent stays spent, also on lessons that are gone
        if (!course.lesson(mark.lesson))
            continue;
        ++out.watchedLessons;
        out.completedLessons += mark.completed ? 1 : 0;
        if (mark.lastSeen >= last) {
            last = mark.lastSeen;
            out.lastLesson = mark.lesson;
        }
    }
    return out;
}

}  // namespace learning
