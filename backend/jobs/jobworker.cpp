#include "backend/jobs/jobworker.h"

#include "backend/database/store/storehealth.h"
#include "backend/jobs/backgroundthread.h"

#include <QtDebug>

using namespace Qt::StringLiterals;

namespace jobs {

namespace {

constexpr qint64 ReportInterval = 1'000;
constexpr qint64 LeaseRenewal = LeaseTime / 4;
constexpr auto LookAgain = std::chrono::seconds(5);  ///< for leases that run out and delays that end

}  // namespace

JobContext::JobContext(JobQueue &queue, const Job &job, QString worker, const std::atomic<bool> &stopping)
    : m_queue(queue), m_job(job), m_worker(std::move(worker)), m_stopping(stopping)
{
    m_sinceReport.start();
}

bool JobContext::cancelled()
{
    if (m_sinceReport.elapsed() >= LeaseRenewal) {
        m_sinceReport.restart();
        m_queue.report(m_job, m_worker, m_fraction, m_speed, m_eta);
    }
    return m_stopping || m_queue.shouldStop(m_job.id);
}

void JobContext::progress(double fraction, double speed, std::optional<Millis> eta)
{
    m_fraction = fraction;
    m_speed = speed;
    m_eta = eta;
    if (m_sinceReport.elapsed() < ReportInterval)
        return;
    m_sinceReport.restart();
    m_queue.report(m_job, m_worker, fraction, speed, eta);
}

JobWorker::JobWorker(JobQueue &queue, events::EventHub &events, QString name, Lane lane)
    : m_queue(queue), m_name(std::move(name)), m_lane(lane)
{
    m_subscription = events.subscribe([wake = m_wake](const events::Event &event) {
        if (event.type == "jobs.job"_L1)
            wake->notify();
    });
}

void JobWorker::WakeSignal::notify()
{
    const std::lock_guard lock(mutex);
    news = true;
    changed.notify_one();
}

JobWorker::~JobWorker()
{
    stop();
}

void JobWorker::start()
{
    if (!m_thread.joinable())
        m_thread = std::thread([this] { loop(); });
}

void JobWorker::stop()
{
    m_subscription.reset();
    m_stopping = true;
    m_wake->notify();
    if (m_thread.joinable())
        m_thread.join();
}

void JobWorker::loop()
{
    runInBackground();
    if (auto ok = m_queue.recover(m_name); !ok)
        qWarning("jobs: %s", qPrintable(ok.error().message));
    while (!m_stopping) {
        {
            const std::lock_guard lock(m_wake->mutex);
            m_wake->news = m_stopping;
        }
        const auto job = m_queue.claim(m_name, m_lane);
        if (job && *job) {
            runOne(**job);
            continue;
        }
        if (!job && !database::isStoreState(job.error()))
            qWarning("jobs: %s", qPrintable(job.error().message));
        std::unique_lock lock(m_wake->mutex);
        m_wake->changed.wait_for(lock, LookAgain, [this] { return m_wake->news; });
    }
}

void JobWorker::runOne(const Job &job)
{
    JobHandler *handler = m_queue.handler(job.kind);
    JobContext context(m_queue, job, m_name, m_stopping);
    const Result<Completion> done =
            handler ? handler->run(job, context)
                    : Error::internal(u"This program knows no jobs of the kind %1"_s.arg(job.kind));
    Result<void> written;
    if (done)
        written = m_queue.succeed(job, m_name, *done);
    else if (done.error().code == ErrorCode::Cancelled && m_stopping && !m_queue.shouldStop(job.id))
        written = m_queue.putBack(job, m_name);
    else
        written = m_queue.fail(job, m_name, done.error());
    // Removed in the meantime: nobody waits for the outcome any more.
    if (!written && written.error().reason != "lease_lost"_L1)
        qWarning("jobs: job %lld: %s", static_cast<long long>(job.id.value), qPrintable(written.error().message));
}

}  // namespace jobs
