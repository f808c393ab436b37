#include "backend/http/connection/answerbatch.h"

#include "backend/http/server/networkthread.h"

namespace http {

namespace {
thread_local AnswerBatch *currentBatch = nullptr;
}

AnswerBatch::AnswerBatch()
{
    currentBatch = this;
}

AnswerBatch::~AnswerBatch()
{
    currentBatch = nullptr;
    wakeAll();
}

AnswerBatch *AnswerBatch::current()
{
    return currentBatch;
}

void AnswerBatch::delivered(std::shared_ptr<NetworkThread> thread, bool first)
{
    if (first)
        m_waiting.push_back(std::move(thread));
    if (++m_answers % Most == 0)
        wakeAll();
}

void AnswerBatch::wakeAll()
{
    for (const auto &thread : m_waiting)
        thread->wakeForMail();
    m_waiting.clear();
}

}  // namespace http
