#pragma once

#include "models/domain/clock.h"

#include <QString>

#include <deque>
#include <optional>

namespace service {

/// One answered request, as a line of the access log tells it.
struct LoggedRequest {
    Millis time = 0;
    int status = 0;
    double ms = 0;  ///< that the server took
    QString method;
    QString path;
};

/// nullopt: not a line of the access log. Pure.
std::optional<LoggedRequest> readLogLine(const QString &line);

/// What the last minutes were like, from the access log. Pure but for what it remembers; bounded. Thread: its owner's.
class RequestFigures
{
public:
    static constexpr Millis Window = 5 * 60 * 1000;
    static constexpr size_t MostKept = 200'000;

    struct Figures {
        int requests = 0;
        int failures = 0;  ///< answers of 500 and above
        double medianMs = 0;
        double p99Ms = 0;
    };

    void add(const LoggedRequest &request);
    Figures at(Millis now) const;
    void clear() { m_seen.clear(); }

private:
    std::deque<LoggedRequest> m_seen;
};

}  // namespace service
