#pragma once

#include <QByteArray>

#include <memory>

namespace http {

/// Who a body is charged to: a person, or a stranger's address block.
struct BodyPayer {
    QByteArray key;
    qint64 most = 0;  ///< bytes at once
};

/// How much of clients' bodies the server holds at once, unread, half read or being worked on: so much for each payer
/// and so much in all. Small bodies, which cost no more than a head, are not counted. Thread: any.
class BodyBudget
{
public:
    enum class Verdict { Granted, PayerFull, HouseFull };

    explicit BodyBudget(qint64 total);
    ~BodyBudget();

    /// One body's share; given back when it is destroyed, which may be after the budget.
    class Charge;
    std::shared_ptr<Charge> open(const BodyPayer &payer) const;
    qint64 held() const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

class BodyBudget::Charge
{
public:
    Charge(std::shared_ptr<State> state, BodyPayer payer);
    ~Charge();
    Charge(const Charge &) = delete;
    /// Holds `bytes` from now on, if there is room; otherwise what it held.
    Verdict raise(qint64 bytes);

private:
    const std::shared_ptr<State> m_state;
    const BodyPayer m_payer;
    qint64 m_held = 0;
};

}  // namespace http
