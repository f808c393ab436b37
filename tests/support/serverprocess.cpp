#include "tests/support/serverprocess.h"

#include <QRegularExpression>

#ifdef Q_OS_LINUX
#include <sched.h>
#endif

using namespace Qt::StringLiterals;

namespace {

constexpr int StartTime = 30'000;  // ms; a loaded machine, and a journal to read back

}  // namespace

ServerProcess::ServerProcess(QString program, QString dataFolder, int core)
    : m_program(std::move(program)), m_folder(std::move(dataFolder))
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
#ifdef Q_OS_LINUX
    if (core >= 0)
        m_process.setChildProcessModifier([core] {
            cpu_set_t cores;
            CPU_ZERO(&cores);
            CPU_SET(core, &cores);
            sched_setaffinity(0, sizeof(cores), &cores);
        });
#else
    Q_UNUSED(core)  // no portable way: the system places it
#endif
}

ServerProcess::~ServerProcess()
{
    kill();
}

void ServerProcess::setVariable(const QString &name, const QString &value)
{
    QProcessEnvironment environment = m_process.processEnvironment();
    if (environment.isEmpty())
        environment = QProcessEnvironment::systemEnvironment();
    environment.insert(name, value);
    m_process.setProcessEnvironment(environment);
}

bool ServerProcess::start(const QStringList &moreArguments)
{
    m_process.start(m_program,
                    QStringList{u"serve"_s, u"--data"_s, m_folder, u"--listen"_s, u"127.0.0.1:0"_s} + moreArguments);
    static const QRegularExpression listening(u"listening on http://127\\.0\\.0\\.1:(\\d+)\\n"_s);
    m_output.clear();
    while (m_process.state() != QProcess::NotRunning && m_process.waitForReadyRead(StartTime)) {
        if (const auto match = listening.match(output()); match.hasMatch()) {
            m_port = quint16(match.captured(1).toUInt());
            return true;
        }
    }
    m_fault = u"%1 did not start to listen: %2 %3"_s.arg(m_program, m_process.errorString(), output());
    kill();
    return false;
}

QString ServerProcess::output()
{
    return m_output += QString::fromUtf8(m_process.readAllStandardOutput());
}

void ServerProcess::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(-1);
}

bool ServerProcess::wasKilled()
{
    m_process.waitForFinished(StartTime);
    return m_process.state() == QProcess::NotRunning && m_process.exitStatus() == QProcess::CrashExit;
}

bool ServerProcess::stop()
{
    m_process.terminate();
    const bool ended = m_process.waitForFinished(30'000);
    kill();
    return ended && m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
}
