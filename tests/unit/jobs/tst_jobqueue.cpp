#include "tests/unit/jobs/jobscene.h"

/// Rows with leases: order, rights, leases, attempts, restarts and cancelling.
class JobQueueTest : public JobScene
{
    Q_OBJECT
private Q_SLOTS:
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
    void resultsAndStateAreOneTransaction();
    void theHandlerCanRefuseAChange();
};

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
    QCOMPARE(m_queue->list({UserId(), accounts::Role::Instructor}, {}, {})->total, 0);
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

void JobQueueTest::theHandlerCanRefuseAChange()
{
    const JobId id = add(u"a"_s);
    m_errand->refuseChanges = true;
    QVERIFY(!m_queue->cancel(Teacher, id).ok());
    QCOMPARE(job(id).state, State::Queued);
}

QTEST_GUILESS_MAIN(JobQueueTest)
#include "tst_jobqueue.moc"
