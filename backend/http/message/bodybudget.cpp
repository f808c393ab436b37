#include "backend/http/message/bodybudget.h"

#include <QHash>

#include <mutex>

namespace http {

struct BodyBudget::State {
    explicit State(qint64 most) : total(most) {}
    const qint64 total;
    mutable std::mutex mutex;
    qint64 held = 0;
    QHash<QByteArray, qint64> payers;
};

BodyBudget::BodyBudget(qint64 total) : m_state(std::make_shared<State>(total)) {}
BodyBudget::~BodyBudget() = default;

std::shared_ptr<BodyBudget::Charge> BodyBudget::open(const BodyPayer &payer) const
{
    return std::make_shared<Charge>(m_state, payer);
}

qint64 BodyBudget::held() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->held;
}

BodyBudget::Charge::Charge(std::shared_ptr<State> state, BodyPayer payer)
    : m_state(std::move(state)), m_payer(std::move(payer))
{
}

BodyBudget::Charge::~Charge()
{
    if (m_held == 0)
        return;
    const std::lock_guard lock(m_state->mutex);
    m_state->held -= m_held;
    const auto it = m_state->payers.find(m_payer.key);
    *it -= m_held;
    if (*it == 0)
        m_state->payers.erase(it);
}

BodyBudget::Verdict BodyBudget::Charge::raise(qint64 bytes)
{
    const qint64 more = bytes - m_held;
    if (more <= 0)
        return Verdict::Granted;
    const std::lock_guard lock(m_state->mutex);
    const qint64 payerHolds = m_state->payers.value(m_payer.key);
    if (payerHolds + more > m_payer.most)
        return Verdict::PayerFull;
    if (m_state->held + more > m_state->total)
        return Verdict::HouseFull;
    m_state->held += more;
    m_state->payers.insert(m_payer.key, payerHolds + more);
    m_held = bytes;
    return Verdict::Granted;
}

}  // namespace http
