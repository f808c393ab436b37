#include "backend/http/connection/bodyintake.h"

namespace http {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 BufferBytes = 64 * 1024;  ///< what a connection needs to read a body, however little of it comes
constexpr qint64 SlowestUpload = 16;       ///< bytes a ms

}  // namespace

BodyIntake::BodyIntake(Order order, QString folder, Millis window)
    : m_order(std::move(order)), m_folder(std::move(folder)), m_window(window)
{
}

std::optional<Response> BodyIntake::came(qint64 bytes, Millis now)
{
    m_bytes = bytes;
    // A body that is slow on the whole is given up within one window of its slow part.
    if (m_deadline == 0 || bytes - m_windowBegan >= SlowestUpload * m_window) {
        m_windowBegan = bytes;
        m_deadline = now + m_window;
    }
    return m_order.grows ? raise(*m_order.charge, bytes) : std::nullopt;
}

std::optional<Response> BodyIntake::raise(BodyBudget::Charge &charge, qint64 bytes)
{
    switch (charge.raise(BufferBytes + bytes)) {
    case BodyBudget::Verdict::Granted: return std::nullopt;
    case BodyBudget::Verdict::PayerFull:
        return failure({ErrorCode::RateLimited,
                        u"too_much_at_once"_s,
                        u"You are sending too much at once. Please wait for the other requests."_s,
                        {{u"retryAfter"_s, 2}}});
    case BodyBudget::Verdict::HouseFull: break;
    }
    return failure({ErrorCode::Unavailable,
                    u"overloaded"_s,
                    u"The server is receiving too much at the moment."_s,
                    {{u"retryAfter"_s, 2}}});
}

bool BodyIntake::wantsToStore(qint64 inMemory, bool complete) const
{
    if (m_folder.isEmpty() || inMemory == 0)
        return false;
    return complete ? m_file != nullptr : inMemory >= BlockBytes;
}

const std::shared_ptr<BodyFile> &BodyIntake::file()
{
    if (!m_file)
        m_file = std::make_shared<BodyFile>(m_folder);
    return m_file;
}

std::function<void()> BodyIntake::finish(QByteArray inMemory)
{
    ArrivedBody body{std::move(inMemory), std::move(m_file), std::move(m_order.charge), {}};
    return [then = std::move(m_order.then), body = std::move(body)] { then(body); };
}

std::function<void()> BodyIntake::refuse(Response refusal)
{
    m_file.reset();
    m_order.charge.reset();
    return [then = std::move(m_order.then), refusal = std::move(refusal)] { then({{}, {}, {}, refusal}); };
}

}  // namespace http
