#pragma once

#include "models/domain/clock.h"
#include "models/domain/commerce/words.h"

#include <QString>

#include <optional>

/// The number that people and payment channels call an order by (DOMAIN §18). Thread: any (pure).
namespace commerce {

inline constexpr int OrderNumberLength = 21;

/// 10 digits of time (ms, so numbers sort by it) and 11 drawn at random (55 bits: nobody guesses the next one), base 32
/// (0-9 A-Z without I L O U): 21 characters, which fit every channel (WeChat's out_trade_no: 6–32 of [0-9A-Za-z_\-|*]).
/// `now` before 1970 counts as 1970.
QString orderNumber(Millis now, const RandomBytes &random);

/// When it was made; nullopt: not a number of ours.
std::optional<Millis> orderNumberTime(const QString &number);

}  // namespace commerce
