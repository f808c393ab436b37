#pragma once

// A queue with one kind of job, whose work a test holds in its hand.

#include "backend/jobs/jobqueue.h"
#include "backend/jobs/jobworker.h"
#include "tests/support/patience.h"
#include "tests/support/teststore.h"

#include <QJsonArray>
#include <QTest>

#include <future>

using namespace Qt::StringLiterals;
using jobs::Job;
using jobs::State;

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

/// What every test of these begins with.
class JobScene : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

protected:
    JobId add(const QString &title, UserId owner = Teacher.user);
    Job job(JobId id) { return *m_queue->get(Admin, id); }
    std::unique_ptr<jobs::JobWorker> startWorker();
    State waitForEnd(JobId id);
    /// The work says when it has begun, once, and ends by being canceled. `begun` outlives it.
    void workUntilCancelled(std::promise<void> &begun);

    std::unique_ptr<support::TestStore> m_store;
    std::unique_ptr<SharedClock> m_clock;
    std::unique_ptr<events::EventHub> m_events;
    std::unique_ptr<Errand> m_errand;
    std::unique_ptr<jobs::JobQueue> m_queue;
};

inline void JobScene::init()
{
    m_store = std::make_unique<support::TestStore>();
    m_clock = std::make_unique<SharedClock>();
    m_events = std::make_unique<events::EventHub>();
    m_errand = std::make_unique<Errand>();
    m_queue = std::make_unique<jobs::JobQueue>(**m_store, *m_clock, *m_events);
    m_queue->addHandler(*m_errand);
}

inline void JobScene::cleanup()
{
    m_store->close();  // what is still written ends before the queue goes
    m_queue.reset();
}

inline JobId JobScene::add(const QString &title, UserId owner)
{
    const auto id = (*m_store)->write([&](database::Transaction &tx) {
        return m_queue->enqueue(tx, {u"errand"_s, 1, owner, title});
    });
    return id ? *id : JobId();
}

inline std::unique_ptr<jobs::JobWorker> JobScene::startWorker()
{
    auto worker = std::make_unique<jobs::JobWorker>(*m_queue, *m_events, u"w"_s);
    worker->start();
    return worker;
}

inline State JobScene::waitForEnd(JobId id)
{
    if (!QTest::qWaitFor([&] { return !job(id).isOpen(); }, support::Patience))
        qWarning("the job did not end");
    return job(id).state;
}

inline void JobScene::workUntilCancelled(std::promise<void> &begun)
{
    m_errand->work = [&begun](const Job &, jobs::JobContext &context) -> Result<jobs::Completion> {
        begun.set_value();
        while (!context.cancelled())
            std::this_thread::yield();
        return Error{ErrorCode::Cancelled, {}, {}, {}};
    };
}
