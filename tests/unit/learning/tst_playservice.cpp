#include "backend/analytics/counterkeeper.h"
#include "backend/commerce/enrolment/enrolmentservice.h"
#include "backend/learning/playback/playservice.h"
#include "backend/learning/progress/learningservice.h"
#include "tests/support/testdatabase.h"
#include "tests/unit/learning/fakecourses.h"

#include <QTemporaryDir>
#include <QTest>

using namespace learning;
using namespace Qt::StringLiterals;
using commerce::AccessReason;

namespace {

constexpr Millis Minute = 60'000;

/// Notes what was asked for instead of signing it.
class FakeAssets final : public media::AssetLookup
{
public:
    Result<std::vector<media::AssetSummary>> summaries(const std::vector<AssetId> &) const override
    {
        return std::vector<media::AssetSummary>();
    }
    Result<std::vector<AssetId>> missing(database::Transaction &, const std::vector<AssetId> &) const override
    {
        return std::vector<AssetId>();
    }
    Result<media::PlayGrant> grant(AssetId id, const QString &quality, UserId user, Millis lifetime) const override
    {
        return answer(u"whole %1 %2 for %3"_s.arg(id.value).arg(quality).arg(user.value), lifetime);
    }
    Result<void> wantTrials(database::Transaction &, const std::vector<media::TrialCut> &) const override { return {}; }
    Result<media::PlayGrant> grantTrial(AssetId id, int seconds, const QString &, UserId user,
                                        Millis lifetime) const override
    {
        return answer(u"%1 s of %2 for %3"_s.arg(seconds).arg(id.value).arg(user.value), lifetime);
    }
    bool ready = true;

private:
    Result<media::PlayGrant> answer(const QString &url, Millis lifetime) const
    {
        if (!ready)
            return Error::notFound(u"not yet"_s, u"media_not_ready"_s);
        return media::PlayGrant{url, u"hd"_s, {u"sd"_s, u"hd"_s}, u"/poster"_s, lifetime};
    }
};

struct Cinema {
    Cinema()
    {
        database = std::move(database::Database::open({folder.path(), place.url()}).value());
        enrolments = std::make_unique<commerce::EnrolmentService>(*database, clock, events, courses, listeners);
        learning = std::make_unique<LearningService>(*database, courses, clock, calendar, events, counters, consents);
        play = std::make_unique<PlayService>(*database, courses, assets, clock);
        const auto made = database->write([](database::Transaction &tx) -> Result<void> {
            for (const QString &login : {u"teacher"_s, u"learner"_s})
                if (auto ok = tx.run("INSERT INTO users (login, display_name, role, password, created_at, updated_at) "
                                     "VALUES (?, ?, ?, ?, ?, ?)",
                                     login, login, u"learner"_s, QString(), 0, 0);
                    !ok)
                    return ok.error();
            return {};
        });
        Q_ASSERT(made);
        edit([](catalog::CourseSnapshot &c) {
            for (catalog::LessonSnapshot &lesson : c.lessons)
                lesson.asset = AssetId(lesson.id.value);
        });
    }

    /// Changes course 7: two chapters of two lessons of 100 s, of user 1, not free.
    void edit(const std::function<void(catalog::CourseSnapshot &)> &change)
    {
        const auto known = courses.course(CourseId(7)).value();
        auto course = std::make_shared<catalog::CourseSnapshot>(known ? *known : *courses.add(7, 2, 2, 100));
        if (!known)
            course->isFree = false;
        change(*course);
        courses.put(course);
    }
    Result<Playback> ask(const accounts::Actor &actor, qint64 lesson) const
    {
        return play->play(actor, LessonId(lesson), u"auto"_s);
    }
    QString reason(const accounts::Actor &actor, qint64 lesson) const
    {
        const auto played = ask(actor, lesson);
        return played ? commerce::accessReasonName(played->access.reason)
                      : played.error().detail["access"_L1].toObject()["reason"_L1].toString();
    }
    void watch(qint64 lesson, double position)
    {
        SentRecord sent;
        sent.position = Millis(position * 1000);
        sent.duration = 100'000;
        QVERIFY(learning->report(learner, LessonId(lesson), sent).ok());
    }

    const accounts::Actor nobody;
    const accounts::Actor teacher{UserId(1), accounts::Role::Instructor};
    const accounts::Actor learner{UserId(2), accounts::Role::Learner};
    QTemporaryDir folder;
    ManualClock clock;
    SchoolCalendar calendar;
    events::EventHub events;
    FakeCourses courses;
    FakeAssets assets;
    analytics::CounterKeeper counters;
    support::TestDatabase place;
    std::unique_ptr<database::Database> database;
    commerce::EnrolmentListeners listeners;
    std::unique_ptr<commerce::EnrolmentService> enrolments;
    const accounts::Consents consents{accounts::ConsentRule::ByClient};
    std::unique_ptr<LearningService> learning;
    std::unique_ptr<PlayService> play;
};

}  // namespace

/// Who gets which bytes, and where playing goes on.
class PlayServiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theGrantLastsTheLessonAndTenMinutes();
    void whoMayNotIsToldWhy();
    void aTrialGetsItsFirstSecondsOnly();
    void aLockedChapterOpensWhenTheOneBeforeIsDone();
    void itGoesOnWhereItStopped();
    void mediaThatIsNotReadyIsSaid();
};

void PlayServiceTest::theGrantLastsTheLessonAndTenMinutes()
{
    Cinema c;
    c.edit([](catalog::CourseSnapshot &course) { course.isFree = true; });
    const auto played = c.ask(c.learner, 7000);
    QVERIFY(played.ok());
    QCOMPARE(played->grant->url, u"whole 7000 auto for 2"_s);
    QCOMPARE(played->expires, 100'000 + 10 * Minute);  // the fake answers the lifetime it was asked for
    QCOMPARE(c.ask(c.nobody, 7000)->grant->url, u"whole 7000 auto for 0"_s);
    QCOMPARE(c.ask(c.learner, 70).error().code, ErrorCode::NotFound);
}

void PlayServiceTest::whoMayNotIsToldWhy()
{
    Cinema c;
    QCOMPARE(c.reason(c.nobody, 7000), u"login_required"_s);
    QCOMPARE(c.reason(c.learner, 7000), u"purchase_required"_s);
    QCOMPARE(c.ask(c.learner, 7000).error().code, ErrorCode::PermissionDenied);
    QCOMPARE(c.reason(c.teacher, 7000), u"preview"_s);
    c.edit([](catalog::CourseSnapshot &course) { course.lessons[1].isFree = true; });
    QCOMPARE(c.reason(c.learner, 7001), u"free"_s);
    c.edit([](catalog::CourseSnapshot &course) { course.published = false; });
    QCOMPARE(c.reason(c.learner, 7001), u"not_published"_s);
}

void PlayServiceTest::aTrialGetsItsFirstSecondsOnly()
{
    Cinema c;
    c.edit([](catalog::CourseSnapshot &course) {
        course.lessons[0].isTrial = true;
        course.lessons[0].trialSeconds = 30;
    });
    const auto played = c.ask(c.learner, 7000);
    QVERIFY(played.ok());
    QCOMPARE(played->grant->url, u"30 s of 7000 for 2"_s);
    QCOMPARE(played->access.trialSeconds, std::optional<int>(30));
    QCOMPARE(c.ask(c.teacher, 7000)->grant->url, u"whole 7000 auto for 1"_s);
}

void PlayServiceTest::aLockedChapterOpensWhenTheOneBeforeIsDone()
{
    Cinema c;
    c.edit([](catalog::CourseSnapshot &course) {
        course.isFree = true;
        course.lessons[2].chapterLocked = course.lessons[3].chapterLocked = true;
    });
    QCOMPARE(c.reason(c.learner, 7002), u"locked"_s);
    c.watch(7000, 100);
    QCOMPARE(c.reason(c.learner, 7002), u"locked"_s);
    c.watch(7001, 95);
    QCOMPARE(c.reason(c.learner, 7002), u"free"_s);
    QCOMPARE(c.reason(c.nobody, 7002), u"login_required"_s);
}

void PlayServiceTest::itGoesOnWhereItStopped()
{
    Cinema c;
    c.edit([](catalog::CourseSnapshot &course) { course.isFree = true; });
    c.watch(7000, 42.5);
    auto played = c.ask(c.learner, 7000);
    QCOMPARE(played->lastPosition, 42'500);
    QCOMPARE(played->next, LessonId(7001));
    c.watch(7000, 99);
    played = c.ask(c.learner, 7000);
    QCOMPARE(played->lastPosition, 0);  // finished: from the start
    QVERIFY(!c.ask(c.learner, 7003)->next.isValid());
    QCOMPARE(c.ask(c.nobody, 7000)->lastPosition, 0);
}

void PlayServiceTest::mediaThatIsNotReadyIsSaid()
{
    Cinema c;
    c.assets.ready = false;
    QCOMPARE(c.ask(c.teacher, 7000).error().reason, u"media_not_ready"_s);
}

QTEST_GUILESS_MAIN(PlayServiceTest)
#include "tst_playservice.moc"
