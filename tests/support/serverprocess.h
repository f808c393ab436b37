#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

/// A coursewright-server of its own on a free port of this machine, as a child process. Thread: the one that made it.
class ServerProcess
{
public:
    /// `program`: the executable; `core`: run on this processor core only, where the system can do that (Linux); −1:
    /// any.
    ServerProcess(QString program, QString dataFolder, int core = -1);
    ~ServerProcess();  ///< kills it if it still runs

    void setVariable(const QString &name, const QString &value);  ///< of its environment; before `start`

    /// Starts it and waits for its "listening on" line. false: see `fault`.
    bool start(const QStringList &moreArguments = {});
    void kill();  ///< at once, as kill -9 does
    bool stop();  ///< asks it to end and waits; false: it had to be killed or ended with a failure

    bool wasKilled();  ///< waits for its end: whether a signal ended it

    quint16 port() const { return m_port; }
    qint64 pid() const { return m_process.processId(); }
    QString fault() const { return m_fault; }
    QString output();  ///< all of its standard output since the start

private:
    QString m_program;
    QString m_folder;
    QProcess m_process;
    quint16 m_port = 0;
    QString m_fault;
    QString m_output;
};
