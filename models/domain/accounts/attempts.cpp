#include "models/domain/accounts/attempts.h"

#include <algorithm>

namespace accounts {

Millis waitFor(const std::vector<Millis> &past, const std::vector<AttemptRule> &rules, Millis now)
{
    Millis wait = 0;
    for (const AttemptRule &rule : rules) {
        if (past.size() < size_t(rule.count))
            continue;
        // The attempt that has to leave the window before a new one fits in.
        const Millis oldest = past[past.size() - size_t(rule.count)];
        wait = std::max(wait, oldest + rule.window - now);
    }
    return std::max<Millis>(0, wait);
}

AttemptLimiter::AttemptLimiter(std::vector<AttemptRule> rules) : m_rules(std::move(rules))
{
    for (const AttemptRule &rule : m_rules)
        m_longest = std::max(m_longest, rule.window);
}

Millis AttemptLimiter::attempt(const QByteArray &key, Millis now)
{
    const std::lock_guard lock(m_mutex);
    if (!m_past.contains(key) && m_past.size() >= MaxKeys) {
        sweep(now);
        if (m_past.size() >= MaxKeys)
            return m_longest;
    }
    std::vector<Millis> &past = m_past[key];
    std::erase_if(past, [&](Millis t) { return t + m_longest <= now; });
    const Millis wait = waitFor(past, m_rules, now);
    if (wait == 0)
        past.push_back(now);
    return wait;
}

void AttemptLimiter::forgive(const QByteArray &key)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_past.find(key);
    if (it == m_past.end())
        return;
    if (!it->empty())
        it->pop_back();
    if (it->empty())
        m_past.erase(it);
}

void AttemptLimiter::sweep(Millis now)
{
    erase_if(m_past, [&](auto entry) { return entry.value().empty() || entry.value().back() + m_longest <= now; });
}

}  // namespace accounts
