#include "backend/backup/backuprules.h"
#include "backend/backup/backupservice.h"
#include "backend/events/eventhub.h"
#include "tests/support/teststore.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace {

constexpr Millis Hour = 3'600'000;
const accounts::Actor Admin{UserId(1), accounts::Role::Admin, false};

class NoBackup final : public jobs::JobHandler
{
public:
    QString kind() const override { return u"backup"_s; }
    Result<jobs::Completion> run(const jobs::Job &, jobs::JobContext &) override { return jobs::Completion{}; }
    Result<void> stateChanged(database::Transaction &, const jobs::Job &) override { return {}; }
};

}  // namespace

/// What the schedule queues each minute that it asks (DOMAIN §14). It begins at eight in the morning in Shanghai; backups
/// are due at three.
class BackupDueTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aSchoolWithoutOneGetsOne();
    void oneThatWaitsOrRunsIsEnough();
    void oneADay();
    void aFailureIsTriedAgainAfterAnHour();
    void whoCancelsOneHasItTomorrow();
    void aClockSetBackMakesNoneAgain();

private:
    int queued();
    jobs::Job taken();
    void keep(Millis made);

    std::unique_ptr<support::TestStore> m_store;
    ManualClock m_clock;
    NoBackup m_handler;
    std::unique_ptr<events::EventHub> m_events;
    std::unique_ptr<jobs::JobQueue> m_queue;
    std::unique_ptr<backup::BackupService> m_service;
};

void BackupDueTest::init()
{
    m_service.reset();
    m_queue.reset();
    m_clock.set(1'767'225'600'000);
    m_store = std::make_unique<support::TestStore>();
    m_events = std::make_unique<events::EventHub>();
    m_queue = std::make_unique<jobs::JobQueue>(**m_store, m_clock, *m_events);
    m_queue->addHandler(m_handler);
    m_service = std::make_unique<backup::BackupService>(**m_store, m_clock, *m_queue, m_store->folder(),
                                                        "Asia/Shanghai"_ba);
}

/// Jobs that wait after the schedule has asked.
int BackupDueTest::queued()
{
    const auto asked = m_service->startIfDue();
    if (!asked)
        qFatal("%s", qPrintable(asked.error().message));
    jobs::JobFilter filter;
    filter.states = {jobs::State::Queued};
    return int(m_queue->list(Admin, filter, {})->total);
}

jobs::Job BackupDueTest::taken()
{
    return **m_queue->claim(u"w"_s);
}

/// A whole backup, as far as its name tells.
void BackupDueTest::keep(Millis made)
{
    const QString folder = m_store->folder() + u"/backups/"_s + backup::stampOf(made);
    QFile list(folder + u"/manifest.json"_s);
    QVERIFY(QDir().mkpath(folder) && list.open(QFile::WriteOnly));
}

void BackupDueTest::aSchoolWithoutOneGetsOne()
{
    QCOMPARE(queued(), 1);
}

void BackupDueTest::oneThatWaitsOrRunsIsEnough()
{
    QCOMPARE(queued(), 1);
    QCOMPARE(queued(), 1);
    (void)taken();
    QCOMPARE(queued(), 0);
}

void BackupDueTest::oneADay()
{
    keep(m_clock.now() - 6 * Hour);  // before three
    QCOMPARE(queued(), 1);
    QVERIFY(m_queue->succeed(taken(), u"w"_s, {}));
    keep(m_clock.now());
    QCOMPARE(queued(), 0);
    m_clock.advance(19 * Hour - 1);
    QCOMPARE(queued(), 0);
    m_clock.advance(1);
    QCOMPARE(queued(), 1);
}

void BackupDueTest::aFailureIsTriedAgainAfterAnHour()
{
    QCOMPARE(queued(), 1);
    QVERIFY(m_queue->fail(taken(), u"w"_s, Error::internal(u"No."_s)));
    QCOMPARE(queued(), 0);
    m_clock.advance(Hour - 1);
    QCOMPARE(queued(), 0);
    m_clock.advance(1);
    QCOMPARE(queued(), 1);
}

void BackupDueTest::whoCancelsOneHasItTomorrow()
{
    QCOMPARE(queued(), 1);
    QVERIFY(m_queue->cancel(Admin, m_service->start(Admin).value()));
    QCOMPARE(queued(), 0);
    m_clock.advance(19 * Hour);
    QCOMPARE(queued(), 1);
}

void BackupDueTest::aClockSetBackMakesNoneAgain()
{
    keep(m_clock.now());
    keep(m_clock.now() + 300 * 24 * Hour);  // made while the clock was wrong
    QCOMPARE(queued(), 0);
    m_clock.advance(24 * Hour);
    QCOMPARE(queued(), 1);
}

QTEST_GUILESS_MAIN(BackupDueTest)
#include "tst_backupdue.moc"
