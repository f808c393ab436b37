#pragma once

#include "models/domain/commerce/words.h"
#include "models/domain/result.h"

#include <QString>
#include <QStringList>

/// The words that people type for a coupon (DOMAIN §4). Thread: any (pure).
namespace commerce {

inline constexpr int MinCouponCode = 4, MaxCouponCode = 32;
inline constexpr int MaxCouponPrefix = 20;
inline constexpr int MaxCouponBatch = 10'000;

/// NFKC (full width becomes plain), trimmed, upper case: the one form that is stored and looked up, so codes that differ
/// by case only are the same code on every engine. Says nothing about whether such a code is allowed.
QString normalCouponCode(const QString &typed);

/// What is wrong with a normalised code ("must have 4 to 32 characters of A-Z 0-9 - _"); empty: nothing.
QString couponCodeFault(const QString &code);
/// The same for the prefix of a batch: 1 to 20 characters.
QString couponPrefixFault(const QString &prefix);

/// `count` codes: `prefix` and 12 characters drawn evenly from 24 that can't be mistaken for one another (no 0 O, 1 I L,
/// 2 Z, 5 S, 8 B, U V): 55 bits each, no two alike. `prefix` is normalised and allowed, `count` 1..MaxCouponBatch; others
/// are errors ("invalid_fields": prefix, count). That none of them exists already is for the store's unique index to say.
Result<QStringList> couponCodes(const QString &prefix, int count, const RandomBytes &random);

}  // namespace commerce
