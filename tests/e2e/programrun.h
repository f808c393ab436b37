#pragma once

#include <QProcess>
#include <QStringList>

/// What came of a program that was run to its end.
struct Ended {
    int code = -1;  ///< -1: a signal ended it, or it was given up after a minute
    QString out;
    QString said;  ///< on the error channel
};

/// Runs SERVER_PROGRAM, which the test's target defines, and waits. Thread: the test's.
inline Ended run(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(QStringLiteral(SERVER_PROGRAM), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished(-1);
        return {};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError())};
}
