#pragma once

#include <memory>
#include <vector>

namespace http {

class NetworkThread;

/// While one lives, answers given on its thread wake a network thread once for many instead of once each. Where both
/// share a core a wake-up is a switch away from the thread that answers, in the middle of its work. At most `Most`
/// answers wait for the end of the batch. Thread: made, used and ended on one thread; not nested. The store's writer
/// makes one around the answers of a group.
class AnswerBatch
{
public:
    static constexpr int Most = 64;

    AnswerBatch();
    ~AnswerBatch();  ///< sends off what waits
    AnswerBatch(const AnswerBatch &) = delete;
    AnswerBatch &operator=(const AnswerBatch &) = delete;

    /// This thread's, or null.
    static AnswerBatch *current();
    /// `thread` has got mail; `first`: its mailbox was empty.
    void delivered(std::shared_ptr<NetworkThread> thread, bool first);

private:
    void wakeAll();

    std::vector<std::shared_ptr<NetworkThread>> m_waiting;
    int m_answers = 0;
};

}  // namespace http
