#include "backend/http/logfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;

namespace http {

namespace {

constexpr size_t MaxQueued = 50'000;
constexpr int KeptFiles = 4;
// A line waits this long for company: waking the thread for each line cost a context switch a request (a quarter of
// what a sync costs where everything shares one core).
constexpr std::chrono::milliseconds Gather{50};
constexpr size_t Plenty = 4'000;

}  // namespace

struct LogFile::Impl {
    QFile file;
    qint64 maxBytes = 0;
    std::mutex mutex;
    std::condition_variable wake;
    std::vector<QByteArray> queue;
    qint64 dropped = 0;
    bool stopping = false;
    std::thread thread;

    void run();
    void append(const std::vector<QByteArray> &lines, qint64 lost);
    void rotate();
};

void LogFile::Impl::run()
{
    std::vector<QByteArray> lines;
    for (bool ending = false; !ending;) {
        qint64 lost = 0;
        {
            std::unique_lock lock(mutex);
            wake.wait(lock, [this] { return stopping || !queue.empty(); });
            wake.wait_for(lock, Gather, [this] { return stopping || queue.size() >= Plenty; });
            lines.swap(queue);
            lost = std::exchange(dropped, 0);
            ending = stopping;
        }
        append(lines, lost);
        lines.clear();
    }
}

void LogFile::Impl::append(const std::vector<QByteArray> &lines, qint64 lost)
{
    if (file.size() > maxBytes)
        rotate();
    for (const QByteArray &line : lines) {
        file.write(line);
        file.write("\n");
    }
    if (lost > 0)
        file.write("{\"dropped_lines\":" + QByteArray::number(lost) + "}\n");
    file.flush();
}

void LogFile::Impl::rotate()
{
    const QString path = file.fileName();
    file.close();
    QFile::remove(path + u".%1"_s.arg(KeptFiles));
    for (int i = KeptFiles - 1; i >= 1; --i)
        QFile::rename(path + u".%1"_s.arg(i), path + u".%1"_s.arg(i + 1));
    QFile::rename(path, path + u".1"_s);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append))
        qWarning("the log %s can't be opened again: %s", qPrintable(path), qPrintable(file.errorString()));
}

LogFile::LogFile(std::unique_ptr<Impl> impl) : m_impl(std::move(impl))
{
    m_impl->thread = std::thread([this] { m_impl->run(); });
}

LogFile::~LogFile()
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->stopping = true;
    }
    m_impl->wake.notify_one();
    m_impl->thread.join();
}

Result<std::unique_ptr<LogFile>> LogFile::open(const QString &path, qint64 maxBytes)
{
    auto impl = std::make_unique<Impl>();
    QDir().mkpath(QFileInfo(path).absolutePath());
    impl->file.setFileName(path);
    impl->maxBytes = maxBytes;
    if (!impl->file.open(QIODevice::WriteOnly | QIODevice::Append))
        return Error{ErrorCode::Unavailable,
                     u"log_not_writable"_s,
                     u"The log file %1 can't be written: %2"_s.arg(path, impl->file.errorString()),
                     {}};
    return std::unique_ptr<LogFile>(new LogFile(std::move(impl)));
}

void LogFile::write(QByteArray line)
{
    size_t queued = 0;
    {
        const std::lock_guard lock(m_impl->mutex);
        if (m_impl->queue.size() >= MaxQueued) {
            ++m_impl->dropped;
            return;
        }
        m_impl->queue.push_back(std::move(line));
        queued = m_impl->queue.size();
    }
    if (queued == 1 || queued == Plenty)
        m_impl->wake.notify_one();
}

}  // namespace http
