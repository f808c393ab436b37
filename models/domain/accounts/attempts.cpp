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

Millis delayAfter(int failures)
{
    constexpr int Free = 4;
    constexpr Millis First = 60'000, Longest = 3'600'000;
    if (failures <= Free)
        return 0;
    return std::min(Longest, First << std::min(failures - Free - 1, 10));
}

namespace {

/// Of the moments at which the keys of a full table were last used, the one in the middle.
Millis middleOf(std::vector<Millis> lastUses)
{
    const auto middle = lastUses.begin() + std::ptrdiff_t(lastUses.size() / 2);
    std::nth_element(lastUses.begin(), middle, lastUses.end());
    return *middle;
}

}  // namespace

AttemptLimiter::AttemptLimiter(std::vector<AttemptRule> rules) : m_rules(std::move(rules))
{
    for (const AttemptRule &rule : m_rules)
        m_longest = std::max(m_longest, rule.window);
}

Millis AttemptLimiter::attempt(const QByteArray &key, Millis now)
{
    const std::lock_guard lock(m_mutex);
    if (m_past.size() >= MaxKeys && !m_past.contains(key))
        makeRoom(now);
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

qsizetype AttemptLimiter::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_past.size();
}

void AttemptLimiter::makeRoom(Millis now)
{
    erase_if(m_past, [&](auto entry) { return entry.value().empty() || entry.value().back() + m_longest <= now; });
    if (m_past.size() < MaxKeys)
        return;
    std::vector<Millis> uses;
    uses.reserve(size_t(m_past.size()));
    for (const std::vector<Millis> &past : std::as_const(m_past))
        uses.push_back(past.back());
    const Millis middle = middleOf(std::move(uses));
    erase_if(m_past, [&](auto entry) { return entry.value().back() <= middle; });
}

GuessDelays::Verdict GuessDelays::begin(const QByteArray &key, Millis now)
{
    const std::lock_guard lock(m_mutex);
    if (m_rows.size() >= MaxKeys && !m_rows.contains(key))
        makeRoom(now);
    Row &row = m_rows[key];
    if (row.last + Memory <= now)
        row.failures = 0;
    if (const Millis until = row.last + delayAfter(row.failures); until > now)
        return {until - now, row.failures};
    row.last = now;
    return {0, ++row.failures};
}

void GuessDelays::wasRight(const QByteArray &key)
{
    const std::lock_guard lock(m_mutex);
    m_rows.remove(key);
}

void GuessDelays::takeBack(const QByteArray &key)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_rows.find(key);
    if (it != m_rows.end() && --it->failures <= 0)
        m_rows.erase(it);
}

qsizetype GuessDelays::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_rows.size();
}

void GuessDelays::makeRoom(Millis now)
{
    erase_if(m_rows, [&](auto entry) { return entry.value().last + Memory <= now; });
    if (m_rows.size() < MaxKeys)
        return;
    std::vector<Millis> uses;
    uses.reserve(size_t(m_rows.size()));
    for (const Row &row : std::as_const(m_rows))
        uses.push_back(row.last);
    const Millis middle = middleOf(std::move(uses));
    erase_if(m_rows, [&](auto entry) { return entry.value().last <= middle; });
}

}  // namespace accounts
