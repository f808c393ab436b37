#pragma once

#include "models/domain/clock.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

/// Everything that touches FFmpeg, which runs only as child processes (ARCHITECTURE §3): probing, planning,
/// transcoding, checking. Knows no database and no HTTP; the desktop uses it too.
namespace transcode {

/// Asked often while a child runs; true means: stop as soon as you can.
using Cancelled = std::function<bool()>;

/// How far work that nobody waits for steps back (Unix niceness): 10, or what COURSEWRIGHT_NICENESS says, 0 to 19. With 0 it
/// is as urgent as requests are: for a machine that does nothing else, and for tests, where others may keep it busy and a
/// film must be ready all the same.
int backgroundNiceness();

struct ChildOptions {
    QString program;  ///< absolute path
    QStringList arguments;
    QString workingDirectory;            ///< empty: ours
    Millis timeout = 0;                  ///< 0: none
    Millis stallTime = 0;                ///< without a line that made progress; 0: none
    qint64 maxOutput = 8 * 1024 * 1024;  ///< bytes of standard output kept or passed on
    bool background = true;              ///< lower priority than the server that runs it
    Cancelled cancelled;
    /// Lines of standard output as they come, instead of keeping them. Answers whether the line shows progress.
    std::function<bool(const QByteArray &line)> onLine;
};

struct ChildOutcome {
    int exitCode = 0;
    QByteArray output;      ///< standard output, when no `onLine` was given
    QStringList lastLines;  ///< the end of what it wrote to standard error, at most 40 lines of 400 characters
};

/// Unavailable "disk_full" where that is what the child met, whatever it was doing.
std::optional<Error> metFullDisk(const ChildOutcome &outcome);

/// Starts a child, waits for its end and answers how it went, also with a non-zero exit code. The child has no standard
/// input, does not outlive this process (Linux: parent-death signal; Windows: job object; elsewhere its progress pipe
/// breaks), and has been reaped when this returns. Thread: any but the GUI's; needs no event loop. On Linux the thread
/// must live as long as the child, which it does: it waits here. Errors: Unavailable "program_missing", Cancelled,
/// Internal "child_timeout" | "child_stalled" | "child_crashed" | "too_much_output"; `detail.log` holds the last lines.
Result<ChildOutcome> runChild(const ChildOptions &options);

}  // namespace transcode
