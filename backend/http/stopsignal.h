#pragma once

#include <functional>
#include <memory>

namespace http {

/// Calls `stop` once when the process is asked to end (SIGINT, SIGTERM; Ctrl+C and console close on Windows).
/// `stop` runs on a thread of its own and may block.
class StopSignal
{
public:
    explicit StopSignal(std::function<void()> stop);
    ~StopSignal();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace http
