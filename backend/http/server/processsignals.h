#pragma once

#include <functional>
#include <memory>

namespace http {

/// What the system asks of a server. `stop` is called once, when the process is to end (SIGINT, SIGTERM; Ctrl+C and
/// console close on Windows); `reopenLogs` each time somebody has moved the logs and says so (SIGHUP; never on
/// Windows). Both run on a thread of its own; `stop` may block. The destructor waits for the call that is running, so
/// it must not run in one.
class ProcessSignals
{
public:
    ProcessSignals(std::function<void()> stop, std::function<void()> reopenLogs);
    ~ProcessSignals();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace http
