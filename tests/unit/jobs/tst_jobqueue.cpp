#include "backend/jobs/jobqueue.h"
#include "backend/jobs/jobworker.h"
#include "tests/support/teststore.h"

#include <QJsonArray>
#include <QTest>

#include <future>

using namespace Qt::StringLiterals;
using jobs::Job;
using jobs::State;

namespace {

const accounts::Actor Teacher{UserId(7), accounts::Role::Instructor, false};
const accounts::Actor Stranger{UserId(8), accounts::Role::Instructor, false};
const accounts::Actor Admin{UserId(1), accounts::Role::Admin, false};

/// Work that ends as the test says, and notes every state its subject was told.
class Errand final : public jobs::JobHandler
{
public:
    std::function<Result<jobs::Completion>(const Job &, jobs::JobContext &)> work =
            [](const Job &, jobs::JobContext &) { return Result<jobs::Completion>(jobs::Completion{}); };
    bool refuseChanges = false;

    QString kind() const override { return u"errand"_s; }
    Result<jobs::Completion> run(const Job &job, jobs::JobContext &context) override { return work(job, context); }
    Result<void> stateChanged(database::Transaction &, const Job &job) override
    {
        if (refuseChanges)
            return Error::internal(u"refused"_s);
        const std::lock_guard lock(m_mutex);
        m_told.append(jobs::stateName(job.state));
        return {};
    }
    QStringList told()
    {
        const std::lock_guard lock(m_mutex);
        return m_told;
    }

private:
    std::mutex m_mutex;
    QStringList m_told;
};

/// A time that a test moves while the worker's thread reads it.
class SharedClock final : public Clock
{
public:
    Millis now() const override { return m_now; }
    Millis steady() const override { return m_steady; }
    void advance(Millis by)
    {
        m_now += by;
        m_steady += by;
    }
    /// Somebody sets the clock.
    void set(Millis by) { m_now += by; }

private:
    std::atomic<Millis> m_now{1'767'225'600'000};
    std::atomic<Millis> m_steady{0};
};

}  // namespace

/// Rows with leases: order, rights, leases, attempts, restarts and cancelling.
class JobQueueTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void jobsAreTakenInOrder();
    void aMovedJobComesEarlier();
    void nobodyMovesAJobBeforeOtherPeoples();
    void onlyTheOwnerAndAdminsSeeAJob();
    void aQueuedJobIsCanceledAtOnce();
    void aRunningJobHearsThatItIsCanceled();
    void anEndedJobIsNotCanceledButRetried();
    void whatIsAtWorkIsNotBegunAgain();
    void aPassingFaultIsTriedThreeTimes();
    void aFullDiskCostsNoAttempt();
    void aClockThatIsSetChangesNoTurn();
    void aLastingFaultFailsAtOnceWithItsLog();
    void aLeaseThatRanOutGoesToAnotherWorker();
    void theLateWorkerChangesNothing();
    void aRestartedWorkerGetsItsJobBackAtOnce();
    void aJobThatKillsItsProgramIsGivenUp();
    void resultsAndStateAreOneTransaction();
    void aRemovedJobStopsItsWorker();
    void theHandlerCanRefuseAChange();
    void aWorkerRunsWhatIsQueued();
    void aStoppedWorkerPutsItsJobBack();
    void cancellingReachesTheRunningWork();
    void aLongJobKeepsItsLease();

private:
    JobId add(const QString &title, UserId owner = Teacher.user);
    Job job(JobId id) { return *m_queue->get(Admin, id); }
    std::unique_ptr<jobs::JobWorker> startWorker();
    State waitForEnd(JobId id);

    std::unique_ptr<support::TestStore> m_store;
    std::unique_ptr<SharedClock> m_clock;
    std::unique_ptr<events::EventHub> m_events;
    std::unique_ptr<Errand> m_errand;
    std::unique_ptr<jobs::JobQueue> m_queue;
};

void JobQueueTest::init()
{
    m_store = std::make_unique<support::TestStore>();
    m_clock = std::make_unique<SharedClock>();
    m_events = std::make_unique<events::EventHub>();
    m_errand = std::make_unique<Errand>();
    m_queue = std::make_unique<jobs::JobQueue>(**m_store, *m_clock, *m_events);
    m_queue->addHandler(*m_errand);
}

void JobQueueTest::cleanup()
{
    m_store->close();  // what is still written ends before the queue goes
    m_queue.reset();
}

JobId JobQueueTest::add(const QString &title, UserId owner)
{
    const auto id = (*m_store)->write([&](database::Transaction &tx) {
        return m_queue->enqueue(tx, {u"errand"_s, 1, owner, title});
    });
    return id ? *id : JobId();
}

std::unique_ptr<jobs::JobWorker> JobQueueTest::startWorker()
{
    auto worker = std::make_unique<jobs::JobWorker>(*m_queue, *m_events, u"w"_s);
    worker->start();
    return worker;
}

State JobQueueTest::waitForEnd(JobId id)
{
    if (!QTest::qWaitFor([&] { return !job(id).isOpen(); }, support::Patience))
        qWarning("the job did not end");
    return job(id).state;
}

void JobQueueTest::jobsAreTakenInOrder()
{
    const JobId first = add(u"a"_s), second = add(u"b"_s);
    const auto taken = m_queue->claim(u"w"_s);
    QVERIFY(taken.ok() && *taken);
    QCOMPARE((*taken)->id, first);
    QCOMPARE((*taken)->state, State::Running);
    QCOMPARE((*taken)->attempts, 1);
    QCOMPARE((**m_queue->claim(u"w2"_s)).id, second);
    QVERIFY(!*m_queue->claim(u"w3"_s));
}

void JobQueueTest::aMovedJobComesEarlier()
{
    const JobId a = add(u"a"_s), b = add(u"b"_s), c = add(u"c"_s);
    QVERIFY(m_queue->move(Teacher, c, a).ok());
    QVERIFY(m_queue->move(Teacher, a, std::nullopt).ok());
    QCOMPARE((**m_queue->claim(u"w"_s)).id, c);
    QCOMPARE(m_queue->move(Teacher, c, b).error().reason, u"job_not_queued"_s);
    QCOMPARE(m_queue->move(Teacher, b, c).error().reason, u"job_not_queued"_s);
    QCOMPARE((**m_queue->claim(u"w"_s)).id, b);
    QCOMPARE((**m_queue->claim(u"w"_s)).id, a);
}

void JobQueueTest::nobodyMovesAJobBeforeOtherPeoples()
{
    const JobId mine = add(u"mine"_s), theirs = add(u"theirs"_s, Stranger.user), second = add(u"mine too"_s),
                third = add(u"and mine"_s);
    const auto refused = m_queue->move(Teacher, second, theirs);
    QCOMPARE(refused.error().code, ErrorCode::PermissionDenied);
    QCOMPARE(refused.error().reason, u"not_owner"_s);
    QVERIFY(m_queue->move(Teacher, third, mine).ok());  // third mine second, in the places 1, 3 and 4
    QVERIFY(m_queue->move(Teacher, mine, std::nullopt).ok());
    QVERIFY(m_queue->move(Stranger, theirs, std::nullopt).ok());  // among one: stays
    QCOMPARE(m_queue->get(Admin, theirs)->position, 2);
    QVERIFY(m_queue->move(Admin, mine, theirs).ok());
    for (const JobId expected : {third, mine, theirs, second})
        QCOMPARE((**m_queue->claim(u"w"_s)).id, expected);
}

void JobQueueTest::onlyTheOwnerAndAdminsSeeAJob()
{
    const JobId id = add(u"mine"_s);
    QVERIFY(m_queue->get(Teacher, id).ok());
    QVERIFY(m_queue->get(Admin, id).ok());
    for (const auto &fault : {m_queue->get(Stranger, id), m_queue->cancel(Stranger, id), m_queue->retry(Stranger, id),
                              m_queue->move(Stranger, id, std::nullopt), m_queue->get(Admin, JobId(99))})
        QCOMPARE(fault.error().code, ErrorCode::NotFound);
    QCOMPARE(m_queue->list(Stranger, {}, {})->total, 0);
    QCOMPARE(m_queue->list(Admin, {}, {})->total, 1);
    QCOMPARE(m_queue->list(Admin, {std::nullopt, std::nullopt, {State::Running}}, {})->total, 0);
    QCOMPARE(m_queue->list(Teacher, {std::nullopt, 1, {State::Queued, State::Running}}, {})->total, 1);
}

void JobQueueTest::aQueuedJobIsCanceledAtOnce()
{
    const JobId id = add(u"a"_s);
    QCOMPARE(m_queue->cancel(Teacher, id)->state, State::Canceled);
    QVERIFY(!*m_queue->claim(u"w"_s));
    QCOMPARE(m_errand->told(), QStringList{u"canceled"_s});
}

void JobQueueTest::aRunningJobHearsThatItIsCanceled()
{
    const JobId id = add(u"a"_s);
    const Job taken = **m_queue->claim(u"w"_s);
    QVERIFY(!m_queue->shouldStop(id));
    const auto asked = m_queue->cancel(Teacher, id);
    QCOMPARE(asked->state, State::Running);
    QVERIFY(asked->cancelRequested);
    QVERIFY(m_queue->shouldStop(id));
    QVERIFY(m_queue->fail(taken, u"w"_s, Error{ErrorCode::Cancelled, {}, {}, {}}).ok());
    QCOMPARE(job(id).state, State::Canceled);
    QVERIFY(job(id).errorReason.isEmpty());
}

void JobQueueTest::anEndedJobIsNotCanceledButRetried()
{
    const JobId id = add(u"a"_s);
    QCOMPARE(m_queue->retry(Teacher, id).error().reason, u"job_not_ended"_s);
    const Job taken = **m_queue->claim(u"w"_s);
    QVERIFY(m_queue->fail(taken, u"w"_s, Error::precondition(u"no"_s, u"file_not_found"_s)).ok());
    QCOMPARE(m_queue->cancel(Teacher, id).error().reason, u"job_finished"_s);
    const JobId waiting = add(u"b"_s);
    const auto again = m_queue->retry(Teacher, id);
    QCOMPARE(again->state, State::Queued);
    QCOMPARE(again->attempts, 0);
    QVERIFY(again->error.isEmpty());
    QCOMPARE((**m_queue->claim(u"w"_s)).id, waiting);  // it went to the end
    QVERIFY2(!m_queue->shouldStop(id), "an old wish to cancel must not stop the retry");
}

/// Two imports of a file whose transcode has failed: the second one comes when the first one's job is at work.
void JobQueueTest::whatIsAtWorkIsNotBegunAgain()
{
    const JobId id = add(u"a"_s);
    const auto again = [&] {
        return (*m_store)->write([&](database::Transaction &tx) { return m_queue->retry(tx, id); });
    };
    const Job first = **m_queue->claim(u"w"_s);
    QVERIFY(m_queue->fail(first, u"w"_s, Error::precondition(u"no"_s, u"file_not_found"_s)).ok());
    QVERIFY(again().ok());
    QCOMPARE(job(id).state, State::Queued);
    const Job second = **m_queue->claim(u"w"_s);
    QVERIFY(again().ok());
    QCOMPARE(job(id).state, State::Running);
    QVERIFY2(m_queue->succeed(second, u"w"_s, {}).ok(), "the worker has kept its lease");
}

void JobQueueTest::aPassingFaultIsTriedThreeTimes()
{
    const JobId id = add(u"a"_s);
    const Error crash{ErrorCode::Internal, u"child_crashed"_s, u"ffmpeg crashed"_s, {}};
    for (int attempt = 1; attempt <= jobs::MaxAttempts; ++attempt) {
        const auto taken = m_queue->claim(u"w"_s);
        QVERIFY(taken.ok() && *taken);
        QCOMPARE((*taken)->attempts, attempt);
        QVERIFY(m_queue->fail(**taken, u"w"_s, crash).ok());
        if (attempt < jobs::MaxAttempts) {
            QCOMPARE(job(id).state, State::Queued);
            QVERIFY2(!*m_queue->claim(u"w"_s), "it must not be tried again at once");
            m_clock->advance(10 * 60'000);
        }
    }
    QCOMPARE(job(id).state, State::Failed);
    QCOMPARE(job(id).errorReason, u"child_crashed"_s);
}

void JobQueueTest::aFullDiskCostsNoAttempt()
{
    const JobId id = add(u"a"_s);
    const Error full{ErrorCode::Unavailable, u"disk_full"_s, u"The disk of the school is full"_s, {}};
    for (int attempt = 1; attempt <= jobs::MaxAttempts + 2; ++attempt) {
        const auto taken = m_queue->claim(u"w"_s);
        QVERIFY(taken.ok() && *taken);
        QCOMPARE((*taken)->errorReason, QString());
        QVERIFY(m_queue->fail(**taken, u"w"_s, full).ok());
        QCOMPARE(job(id).state, State::Queued);
        QCOMPARE(job(id).attempts, 0);
        QCOMPARE(job(id).errorReason, u"disk_full"_s);  // what it waits for
        QVERIFY2(!*m_queue->claim(u"w"_s), "it must not be tried again at once");
        m_clock->advance(60'000);
    }
    const auto taken = m_queue->claim(u"w"_s);
    QVERIFY(m_queue->succeed(**taken, u"w"_s, {}).ok());
    QCOMPARE(job(id).state, State::Succeeded);
}

/// Set by hand, by a time server, or by a machine that slept.
void JobQueueTest::aClockThatIsSetChangesNoTurn()
{
    const JobId id = add(u"a"_s);
    const auto running = m_queue->claim(u"first"_s);
    QVERIFY(running.ok() && *running);
    m_clock->set(24 * 3'600'000);
    QVERIFY(!*m_queue->claim(u"second"_s));  // it is being worked on
    QVERIFY(m_queue->fail(**running, u"first"_s, {ErrorCode::Internal, u"child_crashed"_s, {}, {}}).ok());
    m_clock->set(-48 * 3'600'000);
    const auto again = m_queue->claim(u"first"_s);
    QVERIFY(again.ok() && *again);  // the half minute is not a day
    QCOMPARE((*again)->id, id);
}

void JobQueueTest::aLastingFaultFailsAtOnceWithItsLog()
{
    const JobId id = add(u"a"_s);
    const Error fault{ErrorCode::Internal,
                      u"transcode_failed"_s,
                      u"FFmpeg could not"_s,
                      {{"log"_L1, QJsonArray{u"line 1"_s, u"line 2"_s}}}};
    QVERIFY(m_queue->fail(**m_queue->claim(u"w"_s), u"w"_s, fault).ok());
    QCOMPARE(job(id).state, State::Failed);
    QCOMPARE(job(id).log, (QStringList{u"line 1"_s, u"line 2"_s}));
    QCOMPARE(m_errand->told(), (QStringList{u"running"_s, u"failed"_s}));
}

void JobQueueTest::aLeaseThatRanOutGoesToAnotherWorker()
{
    const JobId id = add(u"a"_s);
    QVERIFY(*m_queue->claim(u"first"_s));
    m_clock->advance(jobs::LeaseTime);
    QVERIFY(!*m_queue->claim(u"second"_s));
    m_clock->advance(1);
    const auto taken = m_queue->claim(u"second"_s);
    QCOMPARE((*taken)->id, id);
    QCOMPARE((*taken)->attempts, 2);
}

void JobQueueTest::theLateWorkerChangesNothing()
{
    const JobId id = add(u"a"_s);
    const Job slow = **m_queue->claim(u"first"_s);
    m_clock->advance(jobs::LeaseTime + 1);
    QVERIFY(*m_queue->claim(u"second"_s));
    bool undone = false;
    const auto late = m_queue->succeed(slow, u"first"_s, {{}, [&] { undone = true; }});
    QCOMPARE(late.error().reason, u"lease_lost"_s);
    QVERIFY(undone);
    QVERIFY(!m_queue->fail(slow, u"first"_s, Error::internal(u"x"_s)).ok());
    QVERIFY(!m_queue->putBack(slow, u"first"_s).ok());
    QCOMPARE(job(id).state, State::Running);
    m_queue->report(slow, u"first"_s, 0.5, 1, {});
    QTRY_VERIFY(m_queue->shouldStop(id));
    QCOMPARE(job(id).progress, 0.0);
}

void JobQueueTest::aRestartedWorkerGetsItsJobBackAtOnce()
{
    const JobId id = add(u"a"_s);
    QVERIFY(*m_queue->claim(u"w"_s));
    const JobId other = add(u"b"_s);
    QVERIFY(*m_queue->claim(u"another machine"_s));
    QVERIFY(m_queue->recover(u"w"_s).ok());  // the program was killed and starts again
    QCOMPARE(job(id).state, State::Queued);
    QCOMPARE(job(other).state, State::Running);
    QCOMPARE((**m_queue->claim(u"w"_s)).attempts, 2);
}

void JobQueueTest::aJobThatKillsItsProgramIsGivenUp()
{
    const JobId id = add(u"a"_s);
    for (int i = 0; i < jobs::MaxAttempts; ++i) {
        QVERIFY(*m_queue->claim(u"w"_s));
        QVERIFY(m_queue->recover(u"w"_s).ok());
    }
    QCOMPARE(job(id).state, State::Failed);
    QCOMPARE(job(id).errorReason, u"attempts_exhausted"_s);
    QVERIFY(!*m_queue->claim(u"w"_s));
}

void JobQueueTest::resultsAndStateAreOneTransaction()
{
    const JobId id = add(u"a"_s);
    const Job taken = **m_queue->claim(u"w"_s);
    bool undone = false;
    const auto refused =
            m_queue->succeed(taken, u"w"_s,
                             {[](database::Transaction &tx) -> Result<void> {
                                  const auto written = tx.run("UPDATE jobs SET title = 'spoiled'");
                                  return written ? Error::internal(u"the results don't fit"_s) : written.error();
                              },
                              [&] { undone = true; }});
    QVERIFY(!refused.ok());
    QVERIFY(undone);
    QCOMPARE(job(id).state, State::Running);
    QCOMPARE(job(id).title, u"a"_s);
    QVERIFY(m_queue->succeed(taken, u"w"_s, {}).ok());
    QCOMPARE(job(id).state, State::Succeeded);
    QCOMPARE(job(id).progress, 1.0);
}

void JobQueueTest::aRemovedJobStopsItsWorker()
{
    const JobId id = add(u"a"_s);
    const Job taken = **m_queue->claim(u"w"_s);
    QVERIFY((*m_store)->write([&](database::Transaction &tx) { return m_queue->removeOf(tx, {u"errand"_s}, 1); }).ok());
    QVERIFY(m_queue->shouldStop(id));
    QCOMPARE(m_queue->get(Admin, id).error().code, ErrorCode::NotFound);
    QCOMPARE(m_queue->succeed(taken, u"w"_s, {}).error().reason, u"lease_lost"_s);
}

void JobQueueTest::theHandlerCanRefuseAChange()
{
    const JobId id = add(u"a"_s);
    m_errand->refuseChanges = true;
    QVERIFY(!m_queue->cancel(Teacher, id).ok());
    QCOMPARE(job(id).state, State::Queued);
}

void JobQueueTest::aWorkerRunsWhatIsQueued()
{
    std::atomic<int> heard = 0;
    const auto subscription = m_events->subscribe(
            [&](const events::Event &e) { heard += e.type == "jobs.job"_L1 && e.person == Teacher.user; });
    const auto worker = startWorker();
    const JobId first = add(u"a"_s), second = add(u"b"_s);
    QCOMPARE(waitForEnd(first), State::Succeeded);
    QCOMPARE(waitForEnd(second), State::Succeeded);
    QVERIFY(heard >= 6);  // queued, running, succeeded, each
}

void JobQueueTest::aStoppedWorkerPutsItsJobBack()
{
    std::promise<void> begun;
    m_errand->work = [&](const Job &, jobs::JobContext &context) -> Result<jobs::Completion> {
        begun.set_value();
        while (!context.cancelled())
            std::this_thread::yield();
        return Error{ErrorCode::Cancelled, {}, {}, {}};
    };
    const JobId id = add(u"a"_s);
    const auto worker = startWorker();
    begun.get_future().wait();
    worker->stop();
    QCOMPARE(job(id).state, State::Queued);
    QCOMPARE(job(id).attempts, 0);
}

void JobQueueTest::cancellingReachesTheRunningWork()
{
    std::promise<void> begun;
    m_errand->work = [&](const Job &, jobs::JobContext &context) -> Result<jobs::Completion> {
        begun.set_value();
        while (!context.cancelled())
            std::this_thread::yield();
        return Error{ErrorCode::Cancelled, {}, {}, {}};
    };
    const JobId id = add(u"a"_s);
    const auto worker = startWorker();
    begun.get_future().wait();
    QVERIFY(m_queue->cancel(Teacher, id).ok());
    QCOMPARE(waitForEnd(id), State::Canceled);
    m_errand->work = [](const Job &, jobs::JobContext &) { return Result<jobs::Completion>(jobs::Completion{}); };
    QVERIFY(m_queue->retry(Teacher, id).ok());
    QCOMPARE(waitForEnd(id), State::Succeeded);
}

void JobQueueTest::aLongJobKeepsItsLease()
{
    const JobId id = add(u"a"_s);
    const Job taken = **m_queue->claim(u"w"_s);
    for (int i = 1; i <= 5; ++i) {
        m_clock->advance(jobs::LeaseTime - 1);
        m_queue->report(taken, u"w"_s, i / 10.0, 2.0, 30'000);
        QTRY_COMPARE(job(id).progress, i / 10.0);
        QVERIFY(!*m_queue->claim(u"thief"_s));
    }
    QCOMPARE(job(id).eta, std::optional<Millis>(30'000));
    QCOMPARE(job(id).speed, 2.0);
}

QTEST_GUILESS_MAIN(JobQueueTest)
#include "tst_jobqueue.moc"
