#include "backend/telemetry/logfile.h"

#include "models/domain/filestamp.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;

namespace telemetry {

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
    bool reopenWanted = false;
    std::thread thread;

    // The writing thread's.
    std::optional<FileStamp> opened;
    bool failing = false;

    bool openFile();
    void run();
    void follow(bool wanted);
    void append(const std::vector<QByteArray> &lines, qint64 lost);
    void rotate();
};

bool LogFile::Impl::openFile()
{
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append))
        return false;
    opened = FileStamp::of(file.fileName());
    return true;
}

void LogFile::Impl::run()
{
    std::vector<QByteArray> lines;
    for (bool ending = false; !ending;) {
        qint64 lost = 0;
        bool reopening = false;
        {
            std::unique_lock lock(mutex);
            wake.wait(lock, [this] { return stopping || reopenWanted || !queue.empty(); });
            if (!reopenWanted)
                wake.wait_for(lock, Gather, [this] { return stopping || queue.size() >= Plenty; });
            lines.swap(queue);
            lost = std::exchange(dropped, 0);
            reopening = std::exchange(reopenWanted, false);
            ending = stopping;
        }
        follow(reopening);
        append(lines, lost);
        lines.clear();
    }
}

void LogFile::Impl::append(const std::vector<QByteArray> &lines, qint64 lost)
{
    if (file.size() > maxBytes)
        rotate();
    QByteArray text;
    for (const QByteArray &line : lines)
        text += line + '\n';
    if (lost > 0)
        text += "{\"dropped_lines\":" + QByteArray::number(lost) + "}\n";
    if (text.isEmpty())
        return;
    const bool written = file.isOpen() && file.write(text) == text.size() && file.flush();
    if (!written) {
        const std::lock_guard lock(mutex);
        dropped += qint64(lines.size()) + lost;
    }
    if (std::exchange(failing, !written) == written)
        qWarning("the log %s %s", qPrintable(QDir::toNativeSeparators(file.fileName())),
                 written ? "is written again" : "can't be written; its lines are lost");
}

/// Where the path leads to another file or none by now, writes to it from here on. A folder that is gone is not made:
/// with it the school went, and it must not come back as an empty one.
void LogFile::Impl::follow(bool wanted)
{
    const QString path = file.fileName();
    const auto now = FileStamp::of(path);
    if (file.isOpen() && !wanted && now && opened && now->isSameFile(*opened))
        return;
    const QDir folder = QFileInfo(path).absoluteDir();
    if (!folder.exists() && !(QFileInfo(folder.absolutePath()).absoluteDir().exists() && QDir().mkdir(folder.path())))
        return;
    file.close();
    openFile();  // where it fails, `append` says so once
}

void LogFile::Impl::rotate()
{
    const QString path = file.fileName();
    file.close();
    QFile::remove(path + u".%1"_s.arg(KeptFiles));
    for (int i = KeptFiles - 1; i >= 1; --i)
        QFile::rename(path + u".%1"_s.arg(i), path + u".%1"_s.arg(i + 1));
    QFile::rename(path, path + u".1"_s);
    openFile();
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
    if (!impl->openFile())
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

void LogFile::reopen()
{
    {
        const std::lock_guard lock(m_impl->mutex);
        m_impl->reopenWanted = true;
    }
    m_impl->wake.notify_one();
}

}  // namespace telemetry
