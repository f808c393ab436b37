#include "widgets/service/requestfigures.h"

#include "models/domain/json.h"

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace service {

std::optional<LoggedRequest> readLogLine(const QString &line)
{
    const auto parsed = json::parseObject(line.toUtf8());
    if (!parsed || !parsed->contains("status"_L1))
        return std::nullopt;
    return LoggedRequest{fromIso(parsed->value("time"_L1).toString()).value_or(0), parsed->value("status"_L1).toInt(),
                         parsed->value("ms"_L1).toDouble(), parsed->value("method"_L1).toString(),
                         parsed->value("path"_L1).toString()};
}

void RequestFigures::add(const LoggedRequest &request)
{
    m_seen.push_back(request);
    while (m_seen.size() > MostKept || (!m_seen.empty() && m_seen.front().time < request.time - Window))
        m_seen.pop_front();
}

RequestFigures::Figures RequestFigures::at(Millis now) const
{
    Figures out;
    std::vector<double> times;
    for (const LoggedRequest &one : m_seen) {
        if (one.time < now - Window)
            continue;
        ++out.requests;
        constexpr int FirstServerFailure = 500;
        out.failures += one.status >= FirstServerFailure;
        times.push_back(one.ms);
    }
    if (times.empty())
        return out;
    const auto rank = [&times](double q) {
        const auto at = times.begin() +
                        std::min<std::ptrdiff_t>(std::ptrdiff_t(q * double(times.size())), std::ssize(times) - 1);
        std::nth_element(times.begin(), at, times.end());
        return *at;
    };
    out.medianMs = rank(0.5);
    out.p99Ms = rank(0.99);
    return out;
}

}  // namespace service
