#pragma once

namespace jobs {

/// Lowers the priority of the calling thread, and with it of the child processes it starts, below that of the threads
/// people wait for: reading a large file must not slow a request. Does nothing where the system has no such thing.
void runInBackground();

}  // namespace jobs
