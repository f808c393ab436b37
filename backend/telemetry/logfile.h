#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace telemetry {

/// Appends lines to a file from a thread of its own. At `maxBytes` the file becomes "<path>.1" (older ones move on to
/// .2 … .4, then go), so that logs never fill a disk. A file that somebody moved or deleted is followed: the next line
/// begins a new one under the path, unless its folder is gone too. Lines are dropped, and the drop is written down,
/// when the disk is full or slower than the callers. A line is in the file at most about 50 ms later, and when the
/// object is gone. Thread: all from any, never block; what is said of the file by qWarning comes from its own thread.
///
/// spdlog (1.10) was measured and not taken: its asynchronous logger wakes its thread for every line, 4.8 µs more of
/// processor time a request where everything shares one core, which is 6 % of a sync (TESTING §4). It follows no moved
/// file and counts no line that the disk refused either, so that our sink would have stood under it: all of this but
/// the queue.
class LogFile
{
public:
    /// Makes the folder if needed. Unavailable when the file can't be written.
    static Result<std::unique_ptr<LogFile>> open(const QString &path, qint64 maxBytes = 16 * 1024 * 1024);
    ~LogFile();  ///< writes what is queued

    void write(QByteArray line);  ///< one line, without its line break
    /// Opens the path anew before the next line, as log rotation asks for.
    void reopen();

private:
    struct Impl;
    explicit LogFile(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace telemetry
