#pragma once

#include "models/domain/money.h"

#include <vector>

/// The two places where fen are divided (DOMAIN §4): a percent step and an allocation. Both exact in integers. Thread: any
/// (pure).
namespace commerce {

/// What `percent` of `amount` takes off, rounded half up to a fen: 2390 at 25 → 598 (597.5). `amount` 0..10^15, `percent`
/// 0..100.
Fen percentOff(Fen amount, int percent);

/// `amount` × `numerator` / `denominator`, rounded down, without overflow for amounts up to 10^12 and parts up to 10^9.
/// 0 ≤ numerator ≤ denominator, denominator > 0.
qint64 shareOf(qint64 amount, qint64 numerator, qint64 denominator);

/// Splits `total` (≥ 0) over `weights` (each ≥ 0) in proportion, by largest remainder; of equal remainders the earlier
/// line gets the fen. Σ of the answer = total, always; no part is above its weight while total ≤ Σ weights. Nothing weighs
/// anything: all goes to the first line (so that nothing is lost); no lines: nothing.
std::vector<Fen> allocate(Fen total, const std::vector<Fen> &weights);

}  // namespace commerce
