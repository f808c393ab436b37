#pragma once

#include "models/domain/ids.h"

#include <QString>
#include <QtGlobal>

#include <optional>

/// Who acts, and what a role may do. Source: API §5, ARCHITECTURE §1 ("roles are checked in one place").
/// Thread: any (values).
namespace accounts {

/// Ordered: each role may do what the ones before it may.
enum class Role { Anonymous, Learner, Instructor, Admin };

QString roleName(Role role);                            ///< "learner"; Anonymous → "anonymous"
std::optional<Role> roleFromName(const QString &name);  ///< only the three roles of the contract

/// Is what `owner` owns this user's? What has no owner (0: its author's account was erased) is nobody's, not even of
/// one who has no id.
constexpr bool owns(UserId user, UserId owner)
{
    return owner.isValid() && user == owner;
}

/// The one who makes a request. Services take it as their first argument.
struct Actor {
    UserId user;
    Role role = Role::Anonymous;
    bool localOwner = false;  ///< the desktop that runs this backend in its own process; may import local files

    bool isAnonymous() const { return role == Role::Anonymous; }
    bool isAdmin() const { return role == Role::Admin; }
    bool atLeast(Role least) const { return role >= least; }
    /// Ownership rule of API §5: instructors manage only their own, admins everything, also what has no owner.
    bool manages(UserId owner) const { return isAdmin() || (role == Role::Instructor && owns(user, owner)); }
};

/// What a route asks for, written beside the route. A permission names its feature; a route without one doesn't
/// compile.
struct Permission {
    const char *name;         ///< "catalog.edit"
    Role least;               ///< Anonymous: public
    bool localOwner = false;  ///< only the local owner
};

namespace permission {
inline constexpr Permission serverRead{"server.read", Role::Anonymous};
inline constexpr Permission serverMetrics{"server.metrics",
                                          Role::Anonymous};  ///< loopback or admin; checked by its handler
inline constexpr Permission serverEvents{"server.events", Role::Learner};
inline constexpr Permission serverAdmin{"server.admin", Role::Admin};
inline constexpr Permission accountsEnter{"accounts.enter", Role::Anonymous};
inline constexpr Permission accountsSelf{"accounts.self", Role::Learner};
inline constexpr Permission accountsManage{"accounts.manage", Role::Admin};
inline constexpr Permission mediaImport{"media.import", Role::Instructor, true};
inline constexpr Permission mediaManage{"media.manage", Role::Instructor};
inline constexpr Permission mediaBytes{"media.bytes", Role::Anonymous};  ///< the signature in the URL is the permission
inline constexpr Permission catalogRead{"catalog.read", Role::Anonymous};
inline constexpr Permission catalogEdit{"catalog.edit", Role::Instructor};
inline constexpr Permission catalogTaxonomy{"catalog.taxonomy", Role::Admin};
inline constexpr Permission commerceEnrol{"commerce.enrol", Role::Learner};
inline constexpr Permission commerceQuote{"commerce.quote", Role::Anonymous};    ///< prices and plans are for everybody
inline constexpr Permission commerceNotice{"commerce.notice", Role::Anonymous};  ///< the signature is the permission
inline constexpr Permission commerceBuy{"commerce.buy", Role::Learner};
inline constexpr Permission commercePrices{"commerce.prices", Role::Instructor};
inline constexpr Permission commerceLedger{"commerce.ledger", Role::Instructor};
inline constexpr Permission commerceManage{"commerce.manage", Role::Admin};
inline constexpr Permission learningPlay{"learning.play", Role::Anonymous};  ///< free lessons play without an account
inline constexpr Permission learningProgress{"learning.progress", Role::Learner};
inline constexpr Permission learningManage{"learning.manage", Role::Admin};
inline constexpr Permission analyticsRead{"analytics.read", Role::Instructor};
inline constexpr Permission backupManage{"backup.manage", Role::Admin};
}  // namespace permission

}  // namespace accounts
