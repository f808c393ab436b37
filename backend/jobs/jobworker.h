#pragma once

#include "backend/jobs/jobqueue.h"

#include <QElapsedTimer>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace jobs {

/// What a handler sees of the queue while it works. Thread: the job's.
class JobContext
{
public:
    JobContext(JobQueue &queue, const Job &job, QString worker, const std::atomic<bool> &stopping);

    /// The work should end now. Also keeps the lease, so ask at least every few seconds.
    bool cancelled();
    /// Shown to people, at most once a second.
    void progress(double fraction, double speed, std::optional<Millis> eta);

private:
    JobQueue &m_queue;
    const Job &m_job;
    const QString m_worker;
    const std::atomic<bool> &m_stopping;
    QElapsedTimer m_sinceReport;
    double m_fraction = 0;
    double m_speed = 0;
    std::optional<Millis> m_eta;
};

/// One thread of low priority that takes one job of its lane at a time. On start it first gives back what it was at
/// when its program died. Owner: the composition root; stop before the queue's database closes.
class JobWorker
{
public:
    /// `name` is the same after a restart of the same installation and no other's ("host:/data/folder").
    JobWorker(JobQueue &queue, events::EventHub &events, QString name, Lane lane = Lane::Long);
    ~JobWorker();  ///< stops

    void start();
    /// Ends the running job's child, puts the job back into the queue and joins. Idempotent.
    void stop();

private:
    /// What wakes the thread. Shared with the subscription: an event may be on its way while the worker is destroyed.
    struct WakeSignal {
        std::mutex mutex;
        std::condition_variable changed;
        bool news = false;  ///< guarded by mutex
        void notify();
    };
    void loop();
    void runOne(const Job &job);

    JobQueue &m_queue;
    const QString m_name;
    const Lane m_lane;
    std::shared_ptr<WakeSignal> m_wake = std::make_shared<WakeSignal>();
    std::shared_ptr<events::EventHub::Subscription> m_subscription;
    std::atomic<bool> m_stopping{false};
    std::thread m_thread;
};

}  // namespace jobs
