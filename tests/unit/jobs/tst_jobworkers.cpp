#include "tests/unit/jobs/jobscene.h"

/// Workers: leases, crashes, stops.
class JobWorkersTest : public JobScene
{
    Q_OBJECT
private Q_SLOTS:
    void aLeaseThatRanOutGoesToAnotherWorker();
    void theLateWorkerChangesNothing();
    void aRestartedWorkerGetsItsJobBackAtOnce();
    void aJobThatKillsItsProgramIsGivenUp();
    void aRemovedJobStopsItsWorker();
    void aWorkerRunsWhatIsQueued();
    void aStoppedWorkerPutsItsJobBack();
    void cancellingReachesTheRunningWork();
    void aLongJobKeepsItsLease();
};

void JobWorkersTest::aLeaseThatRanOutGoesToAnotherWorker()
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

void JobWorkersTest::theLateWorkerChangesNothing()
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

void JobWorkersTest::aRestartedWorkerGetsItsJobBackAtOnce()
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

void JobWorkersTest::aJobThatKillsItsProgramIsGivenUp()
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

void JobWorkersTest::aRemovedJobStopsItsWorker()
{
    const JobId id = add(u"a"_s);
    const Job taken = **m_queue->claim(u"w"_s);
    QVERIFY((*m_store)->write([&](database::Transaction &tx) { return m_queue->removeOf(tx, {u"errand"_s}, 1); }).ok());
    QVERIFY(m_queue->shouldStop(id));
    QCOMPARE(m_queue->get(Admin, id).error().code, ErrorCode::NotFound);
    QCOMPARE(m_queue->succeed(taken, u"w"_s, {}).error().reason, u"lease_lost"_s);
}

void JobWorkersTest::aWorkerRunsWhatIsQueued()
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

void JobWorkersTest::aStoppedWorkerPutsItsJobBack()
{
    std::promise<void> begun;
    workUntilCancelled(begun);
    const JobId id = add(u"a"_s);
    const auto worker = startWorker();
    begun.get_future().wait();
    worker->stop();
    QCOMPARE(job(id).state, State::Queued);
    QCOMPARE(job(id).attempts, 0);
}

void JobWorkersTest::cancellingReachesTheRunningWork()
{
    std::promise<void> begun;
    workUntilCancelled(begun);
    const JobId id = add(u"a"_s);
    const auto worker = startWorker();
    begun.get_future().wait();
    QVERIFY(m_queue->cancel(Teacher, id).ok());
    QCOMPARE(waitForEnd(id), State::Canceled);
    m_errand->work = [](const Job &, jobs::JobContext &) { return Result<jobs::Completion>(jobs::Completion{}); };
    QVERIFY(m_queue->retry(Teacher, id).ok());
    QCOMPARE(waitForEnd(id), State::Succeeded);
}

void JobWorkersTest::aLongJobKeepsItsLease()
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

QTEST_GUILESS_MAIN(JobWorkersTest)
#include "tst_jobworkers.moc"
