#pragma once

#include "models/domain/clock.h"

#include <QByteArray>

#include <mutex>
#include <optional>

namespace commerce {

/// The last key that a message to a channel's door or an answer named and that isn't known: said in the log, at most once a
/// minute, and to staff for a day. What was named may be a stranger's invention. Thread: any.
class UnknownKey
{
public:
    struct Named {
        QByteArray name;  ///< letters, digits and '_' of it, at most 80
        Millis at = 0;    ///< when it was named last
    };

    void note(const QByteArray &name, const char *channel, Millis now);
    void known(const QByteArray &name);  ///< it is now
    std::optional<Named> last(Millis now) const;

private:
    mutable std::mutex m_mutex;
    std::optional<Named> m_named;
    std::optional<Millis> m_warned;
};

}  // namespace commerce
