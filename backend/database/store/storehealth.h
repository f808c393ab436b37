#pragma once

#include "models/domain/result.h"

#include <functional>
#include <mutex>
#include <optional>

namespace database {

/// Whether an error is a state of the whole store: logged once when it began, so whoever meets it afterwards is silent.
bool isStoreState(const Error &error);

/// Whether the store takes writes, and why not. A full disk passes; damage and a lost file end the store for as long as
/// it is open, because what is on the disk is unknown until it has been opened again; a server that is away comes back.
/// Every change is logged once. Thread: any.
class StoreHealth
{
public:
    /// Hears of each change, on the thread that noticed it; must be quick.
    using Changed = std::function<void(const Result<void> &state)>;
    explicit StoreHealth(Changed changed);

    /// DataLoss "corrupt_database", Unavailable "database_replaced" | "database_away" | "storage_full".
    Result<void> state() const;
    /// The same without the disk: it may have room again by the time of the next write.
    Result<void> usable() const;
    bool isFull() const;
    /// Unavailable "database_away": its server can't be reached, so nothing need be tried.
    Result<void> reachable() const;

    void broke(const Error &why);
    void filled(const Error &why);
    void hasRoom();
    void left(const Error &why);
    void returned();

private:
    const Changed m_changed;
    mutable std::mutex m_mutex;
    std::optional<Error> m_broken;
    std::optional<Error> m_away;
    std::optional<Error> m_full;
};

}  // namespace database
