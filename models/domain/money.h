#pragma once

#include <QString>
#include <QtGlobal>

#include <optional>

/// Money is an integer of fen (1/100 yuan), never a float (API §1, DOMAIN §4). Thread: any (pure).
using Fen = qint64;

/// The largest price the studio accepts: ¥1,000,000.00.
inline constexpr Fen MaxPrice = 100'000'000;

/// "¥1,299.00" for 129900, "−¥0.50" (with a word joiner behind the sign, so that no line
/// ends in between): two decimals, thousands grouped, the same in every language and wherever a price
/// is shown or typed. parseYuan() reads it again.
QString formatPrice(Fen amount);

/// Reads "99", "99.5", "¥99.50", " 1,299.00 ", also in full width. At most two decimals; nullopt for anything else or
/// beyond MaxPrice.
std::optional<Fen> parseYuan(const QString &text);
