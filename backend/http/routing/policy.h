#pragma once

#include "backend/http/routing/bodyrule.h"
#include "models/domain/accounts/actor.h"

namespace http {

/// How often one caller may use a route (DOMAIN §16). The figures are `RateLimits`.
enum class Rate {
    Shared,     ///< from what the caller has for the whole API
    Bulk,       ///< from a share of its own, named by the permission: what a device sends that comes back on line
    Unlimited,  ///< probes, pages, and bytes whose signature is their limit
};

/// What `Idempotency-Key` means to a write (API §1).
enum class Repeats {
    ByKey,  ///< the key tells a repeat
    Known,  ///< the route knows its repeats by itself, or its answers are secrets that are not kept
};

/// Whose thread a handler that writes runs on.
enum class Carrying {
    OnWorker,    ///< a worker's; each of its writes is durable by itself, and it waits for them
    AsOneWrite,  ///< the store's, as one write: all that it wrote, and its answer under a key, are there or nothing is
};

/// Whether an answer may be kept by its reader. With a tag, reads are answered 304 when the reader has that.
enum class Caching {
    None,      ///< JSON is "no-store"; a handler that says otherwise (files) is believed
    Shared,    ///< tagged; everybody sees the same
    Personal,  ///< tagged; what one sees depends on who one is
};

/// What the guards must know of a route before its handler runs, written beside the route, so that the door knows no
/// feature's address. A value; built up by the calls below:
///   router.add(Method::Put, "/api/courses/{id}/cover", Policy(catalogEdit).takes(BodyRule::raw(8'000'000)), …);
struct Policy {
    /// Not explicit: most routes have nothing to say but their permission.
    constexpr Policy(accounts::Permission who) : permission(who) {}

    accounts::Permission permission;
    BodyRule body;
    Rate rate = Rate::Shared;
    Repeats repeats = Repeats::ByKey;
    Carrying carrying = Carrying::OnWorker;
    Caching caching = Caching::None;
    bool isEntrance = false;    ///< strangers become known here: a stale token doesn't bar the way
    bool hidesAddress = false;  ///< its address holds a secret: logs show the pattern, see Request::shownPath

private:
    // Stands before its callers: in a constant expression clang doesn't look further down.
    template<class Field>
    constexpr Policy with(Field Policy::*field, Field value) const
    {
        Policy changed = *this;
        changed.*field = value;
        return changed;
    }

public:
    constexpr Policy takes(BodyRule rule) const { return with(&Policy::body, rule); }
    constexpr Policy limited(Rate how) const { return with(&Policy::rate, how); }
    constexpr Policy knowsRepeats() const { return with(&Policy::repeats, Repeats::Known); }
    /// For handlers that answer at once and are quick: they parse a small body, write, and make a small answer. They wait
    /// for nobody who may wait for the store (no lane, no lock that is held while somebody writes), and touch nothing
    /// but the store, because a handler may run more than once before one run counts. An answer from 400 on takes back
    /// what was written. What it reads outside of its writes is what was committed before.
    constexpr Policy asOneWrite() const { return with(&Policy::carrying, Carrying::AsOneWrite); }
    constexpr Policy cached(Caching how) const { return with(&Policy::caching, how); }
    constexpr Policy entrance() const { return with(&Policy::isEntrance, true); }
    constexpr Policy secretAddress() const { return with(&Policy::hidesAddress, true); }
};

}  // namespace http
