#pragma once

#include "models/domain/result.h"

#include <initializer_list>
#include <vector>

namespace database {

/// Who hears of a fact, in order. A fact that several features hear ("enrolled", "edition published") is an interface
/// that the feature declares in which it happens, and a list of it: those who hear stand in the order of the features
/// (ARCHITECTURE §2), hear it inside the transaction of the fact, and the first error ends it and undoes the fact.
///   struct EnrolmentListeners final : EnrolmentListener, database::Listeners<EnrolmentListener> { … tell(…) … };
/// Filled by the composition root before the first request; owns nothing. Thread: that of the fact.
template<class Listener>
class Listeners
{
public:
    Listeners() = default;
    Listeners(std::initializer_list<Listener *> inOrder) : m_inOrder(inOrder) {}
    void add(Listener &next) { m_inOrder.push_back(&next); }

protected:
    template<class... Parameters, class... Arguments>
    Result<void> tell(Result<void> (Listener::*fact)(Parameters...), Arguments &&...arguments) const
    {
        for (Listener *listener : m_inOrder) {
            if (auto heard = (listener->*fact)(arguments...); !heard)
                return heard;
        }
        return {};
    }
    template<class... Parameters, class... Arguments>
    void tell(void (Listener::*fact)(Parameters...), Arguments &&...arguments) const
    {
        for (Listener *listener : m_inOrder)
            (listener->*fact)(arguments...);
    }
    const std::vector<Listener *> &inOrder() const { return m_inOrder; }

private:
    std::vector<Listener *> m_inOrder;
};

}  // namespace database
