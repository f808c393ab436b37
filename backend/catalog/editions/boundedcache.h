#pragma once

#include "models/domain/result.h"

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace catalog {

/// Immutable values by key, up to a number of bytes: what was not used for longest goes first. A value that isn't there
/// is loaded by the one who asks first, while the others wait for it: twenty questions about a large course cost one
/// reading. A hit costs a shared lock and a look-up. What could not be loaded is not kept. Thread: any.
template<class Value, class Key = qint64, class Hash = std::hash<Key>>
class BoundedCache
{
public:
    using Ptr = std::shared_ptr<const Value>;
    struct Loaded {
        Ptr value;  ///< null: there is none, which is worth remembering too
        qsizetype bytes = 0;
    };

    explicit BoundedCache(qsizetype budget) : m_budget(budget) {}

    /// `load` runs on this thread, or on that of whoever asked first. What forget() was called for meanwhile is answered
    /// to those who had asked before, and not kept.
    Result<Ptr> get(const Key &key, const std::function<Result<Loaded>()> &load)
    {
        if (const auto known = find(key))
            return *known;
        auto mine = std::make_shared<Flight>();
        std::shared_ptr<Flight> flight;
        {
            const std::unique_lock lock(m_lock);
            if (const auto found = m_entries.find(key); found != m_entries.end())
                return found->second.value;
            flight = m_flights.try_emplace(key, mine).first->second;
        }
        if (flight != mine)
            return flight->answer.get();
        ++m_loads;
        const Result<Loaded> loaded = load();
        const Result<Ptr> answer = loaded ? Result<Ptr>(loaded->value) : Result<Ptr>(loaded.error());
        {
            const std::unique_lock lock(m_lock);
            if (const auto found = m_flights.find(key); found != m_flights.end() && found->second == mine) {
                m_flights.erase(found);
                if (loaded)
                    keep(key, *loaded);
            }
        }
        mine->promise.set_value(answer);
        return answer;
    }
    void forget(const Key &key)
    {
        const std::unique_lock lock(m_lock);
        m_flights.erase(key);
        drop(m_entries.find(key));
    }
    void clear()
    {
        const std::unique_lock lock(m_lock);
        m_flights.clear();
        m_entries.clear();
        m_bytes = 0;
    }
    qint64 loads() const { return m_loads; }  ///< so many values were loaded
    qsizetype bytes() const
    {
        const std::shared_lock lock(m_lock);
        return m_bytes;
    }

private:
    struct Flight {
        std::promise<Result<Ptr>> promise;
        std::shared_future<Result<Ptr>> answer = promise.get_future().share();
    };
    struct Entry {
        Entry(Ptr v, qsizetype b, quint64 now) : value(std::move(v)), bytes(b), used(now) {}
        Ptr value;
        qsizetype bytes;
        std::atomic<quint64> used;
    };
    using Entries = std::unordered_map<Key, Entry, Hash>;

    std::optional<Ptr> find(const Key &key)
    {
        const std::shared_lock lock(m_lock);
        const auto found = m_entries.find(key);
        if (found == m_entries.end())
            return std::nullopt;
        found->second.used = ++m_clock;
        return found->second.value;
    }
    void drop(typename Entries::iterator entry)
    {
        if (entry == m_entries.end())
            return;
        m_bytes -= entry->second.bytes;
        m_entries.erase(entry);
    }
    /// One value may be larger than the whole budget: it is kept until another one comes.
    void keep(const Key &key, const Loaded &loaded)
    {
        drop(m_entries.find(key));
        m_entries.try_emplace(key, loaded.value, loaded.bytes, ++m_clock);
        m_bytes += loaded.bytes;
        while (m_bytes > m_budget && m_entries.size() > 1) {
            auto oldest = m_entries.begin();
            for (auto it = m_entries.begin(); it != m_entries.end(); ++it)
                if (it->second.used < oldest->second.used)
                    oldest = it;
            drop(oldest);
        }
    }

    const qsizetype m_budget;
    mutable std::shared_mutex m_lock;  ///< not QReadWriteLock: ThreadSanitizer does not see those of Debian's Qt
    Entries m_entries;
    std::unordered_map<Key, std::shared_ptr<Flight>, Hash> m_flights;
    std::atomic<quint64> m_clock{0};
    std::atomic<qint64> m_loads{0};
    qsizetype m_bytes = 0;
};

}  // namespace catalog
