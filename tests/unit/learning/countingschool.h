#pragma once

// A school that stores progress and counts it, for tests of learning and of its figures.

#include "backend/accounts/people/accountsrepository.h"
#include "backend/analytics/analyticsservice.h"
#include "backend/analytics/counterkeeper.h"
#include "backend/commerce/enrolment/enrolmentservice.h"
#include "backend/learning/progress/learningservice.h"
#include "tests/support/testdatabase.h"
#include "tests/unit/learning/fakecourses.h"

#include <QTemporaryDir>

#include <future>
#include <latch>

namespace learning {

using namespace Qt::StringLiterals;
using analytics::Group;

inline constexpr Millis Minute = 60'000;
inline constexpr Millis Day = 24 * 60 * Minute;

inline SentRecord at(double position, double duration, Millis time)
{
    SentRecord s;
    s.position = Millis(position * 1000);
    s.duration = Millis(duration * 1000);
    s.time = time;
    s.device = u"phone"_s;
    return s;
}

/// Counts like the real one, and fails when told to.
class FailingCounters final : public analytics::CounterKeeper
{
public:
    bool failNext = false;
    Result<void> flush(database::Transaction &tx) override
    {
        if (std::exchange(failNext, false))
            return Error::internal(u"no room to count"_s);
        return analytics::CounterKeeper::flush(tx);
    }
};

/// Keeps the writer busy, so that all writes that are queued meanwhile make one group.
class Hold
{
public:
    explicit Hold(database::Database &database)
    {
        database.write<qint64>(
                [this](database::Transaction &) -> Result<qint64> {
                    m_begun.count_down();
                    m_over.wait();
                    return 0;
                },
                [](auto) {});
        m_begun.wait();  // what came earlier would be in its group, not in the one after it
    }
    void release() { m_over.count_down(); }

private:
    std::latch m_begun{1};
    std::latch m_over{1};
};

/// A store, two courses, and whoever counts: the backend of learning without doors.
struct School {
    explicit School(int people = 5, accounts::ConsentRule rule = accounts::ConsentRule::ByClient) : consents(rule)
    {
        database = std::move(database::Database::open({folder.path(), place.url()}).value());
        courses.add(7, 2, 2, 100);
        courses.add(8, 1, 1, 50, UserId(2));
        service = std::make_unique<LearningService>(*database, courses, clock, calendar, events, counters, consents);
        enrolments = std::make_unique<commerce::EnrolmentService>(*database, clock, events, courses, *service);
        figures = std::make_unique<analytics::AnalyticsService>(*database, courses, clock, calendar);
        const auto made = database->write([&](database::Transaction &tx) -> Result<void> {
            for (int i = 1; i <= people; ++i)
                if (auto ok = tx.run("INSERT INTO users (login, display_name, role, password, created_at, updated_at) "
                                     "VALUES (?, ?, ?, ?, ?, ?)",
                                     QString::number(i), QString::number(i), u"learner"_s, QString(), 0, 0);
                    !ok)
                    return ok.error();
            return {};
        });
        Q_ASSERT(made);
    }

    /// Queues an answer to the privacy policy.
    void answer(qint64 user, bool granted)
    {
        database->write<qint64>(
                [this, user, granted](database::Transaction &tx) -> Result<qint64> {
                    const accounts::Consent consent{accounts::PrivacyDocument.toString(), u"1"_s, granted, 0};
                    if (auto ok = consents.answered(tx, UserId(user), consent); !ok)
                        return ok.error();
                    if (auto ok = accounts::repository::insertConsent(tx, UserId(user), consent); !ok)
                        return ok.error();
                    return 0;
                },
                [](auto) {});
    }

    static accounts::Actor learner(qint64 id) { return {UserId(id), accounts::Role::Learner}; }

    /// Course `id` in a new edition.
    void edit(qint64 id, const std::function<void(catalog::CourseSnapshot &)> &change)
    {
        auto course = std::make_shared<catalog::CourseSnapshot>(**courses.course(CourseId(id)));
        change(*course);
        courses.put(course);
    }
    /// As an order that is paid does; `listener`: who hears of it in that transaction.
    Result<void> sell(database::Transaction &tx, qint64 user, qint64 course, commerce::EnrolmentListener *listener,
                      std::optional<Millis> until = {}) const
    {
        commerce::Enrolment enrolment;
        enrolment.user = UserId(user);
        enrolment.course = CourseId(course);
        enrolment.type = commerce::EnrolmentType::Paid;
        if (auto ok = tx.run("INSERT INTO enrolments (user_id, course_id, type, valid_from, valid_until, created_at, "
                             "updated_at) VALUES (?, ?, 'paid', 0, ?, 0, 0)",
                             user, course, until);
            !ok)
            return ok.error();
        return listener ? listener->enrolled(tx, enrolment, courses.course(CourseId(course)).value()) : Result<void>();
    }
    void sell(qint64 user, qint64 course, bool isHeard, std::optional<Millis> until = {})
    {
        const auto sold = database->write([&](database::Transaction &tx) {
            return sell(tx, user, course, isHeard ? service.get() : nullptr, until);
        });
        if (!sold)
            qFatal("not sold: %s", qPrintable(sold.error().message));
    }
    qint64 withheld() const
    {
        return database
                ->read([](database::Connection &c) -> Result<qint64> {
                    auto s = c.prepare("SELECT COUNT(*) FROM withheld_activity");
                    if (auto ok = s.run(); !ok)
                        return ok.error();
                    s.next();
                    return s.integer(0);
                })
                .value();
    }
    /// Every figure there is of a course, in words.
    QStringList everyFigure(qint64 course) const
    {
        QStringList out;
        const auto tell = [&](const QString &what, const std::vector<analytics::CompletionRow> &rows) {
            for (const analytics::CompletionRow &r : rows)
                if (r.course == CourseId(course))
                    out.append(u"%1 %2/%3: %4 viewers %5 completions %6 %"_s.arg(what)
                                       .arg(r.chapter.value)
                                       .arg(r.lesson.value)
                                       .arg(r.viewers)
                                       .arg(r.completions)
                                       .arg(r.averageCoverage.value_or(-1)));
        };
        const int today = calendar.dayOf(clock.now());
        for (const Group group : {Group::Course, Group::Chapter, Group::Lesson}) {
            tell(u"ever"_s, rows(group, course));
            for (int from = today - 7; from <= today; ++from)
                for (const int to : {from, from + 2, today})
                    tell(u"days %1-%2"_s.arg(today - from).arg(today - to),
                         rows(group, course, analytics::Period{from, to}));
        }
        const accounts::Actor admin{UserId(1), accounts::Role::Admin};
        for (const CourseId scope : {CourseId(course), CourseId()}) {
            const auto o = figures->overview(admin, scope, 8).value();
            out.append(u"overview %1 %2 %3 %4"_s.arg(o.now.activeLearners)
                               .arg(o.now.completions)
                               .arg(o.now.watchSeconds)
                               .arg(o.now.plays));
            for (const auto &day : o.days)
                out.append(u"day %1 %2 %3 %4"_s.arg(day.viewers)
                                   .arg(day.completions)
                                   .arg(day.watchSeconds)
                                   .arg(day.plays));
        }
        return out;
    }

    SyncRecord record(qint64 lesson, const SentRecord &sent) const
    {
        SentRecord full = sent;
        full.course = u"c%1"_s.arg(lesson / 1000);
        full.lesson = u"l%1"_s.arg(lesson);
        return service->resolve(full).value();
    }
    Result<std::vector<SyncAnswer>> sync(qint64 user, std::vector<SyncRecord> records)
    {
        std::promise<Result<std::vector<SyncAnswer>>> promise;
        auto future = promise.get_future();
        service->sync(learner(user), std::move(records), {},
                      [&](auto answers) { promise.set_value(std::move(answers)); });
        return future.get();
    }
    SyncAnswer sync(qint64 user, qint64 lesson, const SentRecord &sent)
    {
        return sync(user, {record(lesson, sent)}).value().front();
    }

    ProgressState state(qint64 user, qint64 lesson) const
    {
        const auto found = service->progress(learner(user), u"c%1"_s.arg(lesson / 1000), u"l%1"_s.arg(lesson)).value();
        return found ? found->state : ProgressState();
    }
    std::vector<analytics::CompletionRow> rows(Group group, qint64 course,
                                               std::optional<analytics::Period> period = {}) const
    {
        return figures->completion({UserId(1), accounts::Role::Admin}, group, CourseId(course), period).value();
    }

    QTemporaryDir folder;
    ManualClock clock;
    SchoolCalendar calendar;
    events::EventHub events;
    FakeCourses courses;
    FailingCounters counters;
    support::TestDatabase place;
    std::unique_ptr<database::Database> database;
    accounts::Consents consents;
    std::unique_ptr<LearningService> service;
    std::unique_ptr<commerce::EnrolmentService> enrolments;
    std::unique_ptr<analytics::AnalyticsService> figures;
};

}  // namespace learning
