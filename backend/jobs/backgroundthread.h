#pragma once

namespace jobs {

/// Lowers the priority of the calling thread, and with it of the child processes it starts, below that of the threads
/// people wait for: reading a large file must not slow a request. Does nothing where the system has no such thing. Thread: the
/// one that calls, for as long as it lives.
void runInBackground();

}  // namespace jobs
