#include "backend/transcode/childprocess.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>
#include <QRegularExpression>

#ifdef Q_OS_WIN
#include <windows.h>
#endif
#ifdef Q_OS_UNIX
#include <sys/resource.h>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <csignal>
#include <sys/prctl.h>
#endif

using namespace Qt::StringLiterals;

namespace transcode {

namespace {

constexpr int PollMilliseconds = 100;
constexpr int KeptLines = 40;
constexpr int KeptLineLength = 400;

#ifdef Q_OS_WIN
/// A job object of Windows that takes its processes along when the handle closes, so also when we crash.
class ChildGuard
{
public:
    ChildGuard() : m_job(CreateJobObjectW(nullptr, nullptr))
    {
        JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
        limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
        SetInformationJobObject(m_job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    }
    ~ChildGuard() { CloseHandle(m_job); }
    ChildGuard(const ChildGuard &) = delete;

    void prepare(QProcess &process, bool background)
    {
        if (background) {
            process.setCreateProcessArgumentsModifier(
                    [](QProcess::CreateProcessArguments *args) { args->flags |= BELOW_NORMAL_PRIORITY_CLASS; });
        }
    }
    void started(const QProcess &process)
    {
        if (HANDLE child = OpenProcess(PROCESS_SET_QUOTA | PROCESS_TERMINATE, FALSE, DWORD(process.processId()))) {
            AssignProcessToJobObject(m_job, child);
            CloseHandle(child);
        }
    }

private:
    HANDLE m_job;
};
#else
class ChildGuard
{
public:
    /// The modifier runs between fork and exec: nothing but async-signal-safe calls in it.
    void prepare(QProcess &process, bool background)
    {
        const pid_t parent = getpid();
        const int niceness = background ? backgroundNiceness() : 0;
        process.setChildProcessModifier([parent, niceness] {
            if (niceness > 0)
                setpriority(PRIO_PROCESS, 0, niceness);
#ifdef Q_OS_LINUX
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (getppid() != parent)  // it died before the line above
                _exit(127);
#else
            Q_UNUSED(parent)
#endif
        });
    }
    void started(const QProcess &) {}
};
#endif

/// The end of a child's chatter, in lines.
class LogTail
{
public:
    void add(const QByteArray &bytes)
    {
        m_pending += bytes;
        // FFmpeg redraws status lines with carriage returns.
        m_pending.replace('\r', '\n');
        qsizetype end;
        while ((end = m_pending.indexOf('\n')) >= 0) {
            keep(m_pending.left(end));
            m_pending.remove(0, end + 1);
        }
        if (m_pending.size() > 4 * KeptLineLength)
            m_pending = m_pending.left(KeptLineLength);
    }
    QStringList lines()
    {
        keep(m_pending);
        m_pending.clear();
        return m_lines;
    }

private:
    void keep(const QByteArray &line)
    {
        const QString text = QString::fromUtf8(line).trimmed().left(KeptLineLength);
        if (text.isEmpty())
            return;
        m_lines.append(text);
        if (m_lines.size() > KeptLines)
            m_lines.removeFirst();
    }
    QByteArray m_pending;
    QStringList m_lines;
};

class Run
{
public:
    explicit Run(const ChildOptions &options) : m_options(options) {}

    Result<ChildOutcome> operator()()
    {
        m_process.setStandardInputFile(QProcess::nullDevice());
        if (!m_options.workingDirectory.isEmpty())
            m_process.setWorkingDirectory(m_options.workingDirectory);
        m_guard.prepare(m_process, m_options.background);
        m_process.start(m_options.program, m_options.arguments, QIODevice::ReadOnly);
        if (!m_process.waitForStarted(10'000)) {
            return Error{ErrorCode::Unavailable,
                         u"program_missing"_s,
                         u"%1 could not be started"_s.arg(QFileInfo(m_options.program).fileName()),
                         {}};
        }
        m_guard.started(m_process);
        m_total.start();
        m_progress.start();
        while (m_process.state() != QProcess::NotRunning) {
            m_process.waitForReadyRead(PollMilliseconds);
            drain();
            if (const auto why = mustStop()) {
                m_process.kill();
                m_process.waitForFinished(-1);
                drain();
                return failure(*why);
            }
        }
        m_process.waitForFinished(-1);
        drain();
        if (m_process.exitStatus() != QProcess::NormalExit)
            return failure({ErrorCode::Internal, u"child_crashed"_s, u"%1 crashed"_s.arg(name()), {}});
        if (m_overflow)
            return failure({ErrorCode::Internal, u"too_much_output"_s, u"%1 wrote too much"_s.arg(name()), {}});
        return ChildOutcome{m_process.exitCode(), std::move(m_output), m_log.lines()};
    }

private:
    QString name() const { return QFileInfo(m_options.program).completeBaseName(); }

    std::optional<Error> mustStop() const
    {
        if (m_options.cancelled && m_options.cancelled())
            return Error{ErrorCode::Cancelled, {}, u"Cancelled"_s, {}};
        if (m_options.timeout > 0 && m_total.elapsed() > m_options.timeout)
            return Error{ErrorCode::Internal, u"child_timeout"_s, u"%1 took too long"_s.arg(name()), {}};
        if (m_options.stallTime > 0 && m_progress.elapsed() > m_options.stallTime)
            return Error{ErrorCode::Internal, u"child_stalled"_s, u"%1 made no progress"_s.arg(name()), {}};
        if (m_overflow)
            return Error{ErrorCode::Internal, u"too_much_output"_s, u"%1 wrote too much"_s.arg(name()), {}};
        return std::nullopt;
    }

    void drain()
    {
        m_log.add(m_process.readAllStandardError());
        const QByteArray bytes = m_process.readAllStandardOutput();
        m_received += bytes.size();
        if (m_received > m_options.maxOutput) {
            m_overflow = true;
            return;
        }
        m_output += bytes;
        if (!m_options.onLine)
            return;
        qsizetype from = 0;
        for (qsizetype end; (end = m_output.indexOf('\n', from)) >= 0; from = end + 1) {
            if (m_options.onLine(m_output.mid(from, end - from).trimmed()))
                m_progress.restart();
        }
        m_output.remove(0, from);
    }

    Error failure(Error error)
    {
        error.detail.insert("log"_L1, QJsonArray::fromStringList(m_log.lines()));
        return error;
    }

    const ChildOptions &m_options;
    ChildGuard m_guard;
    QProcess m_process;
    QElapsedTimer m_total;
    QElapsedTimer m_progress;
    LogTail m_log;
    QByteArray m_output;
    qint64 m_received = 0;
    bool m_overflow = false;
};

}  // namespace

std::optional<Error> metFullDisk(const ChildOutcome &outcome)
{
    // FFmpeg says what the system said, in the language of the C locale.
    static const QRegularExpression words(
            u"No space left on device|Disk quota exceeded|not enough space on the disk"_s);
    if (outcome.lastLines.filter(words).isEmpty())
        return std::nullopt;
    return Error{ErrorCode::Unavailable,
                 u"disk_full"_s,
                 u"The disk of the school is full"_s,
                 {{"log"_L1, QJsonArray::fromStringList(outcome.lastLines)}}};
}

int backgroundNiceness()
{
    constexpr int Usual = 10;
    bool isNumber = false;
    const int wanted = qEnvironmentVariableIntValue("COURSEWRIGHT_NICENESS", &isNumber);
    return isNumber && wanted >= 0 && wanted <= 19 ? wanted : Usual;
}

Result<ChildOutcome> runChild(const ChildOptions &options)
{
    return Run(options)();
}

}  // namespace transcode
