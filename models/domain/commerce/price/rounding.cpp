#include "models/domain/commerce/price/rounding.h"

#include <QtGlobal>

#include <algorithm>
#include <numeric>

namespace commerce {

Fen percentOff(Fen amount, int percent)
{
    return (amount * percent + 50) / 100;
}

qint64 shareOf(qint64 amount, qint64 numerator, qint64 denominator)
{
    // Divided before it is multiplied: three years of milliseconds times a million yuan don't fit 64 bits.
    return amount / denominator * numerator + amount % denominator * numerator / denominator;
}

std::vector<Fen> allocate(Fen total, const std::vector<Fen> &weights)
{
    std::vector<Fen> parts(weights.size(), 0);
    if (weights.empty())
        return parts;
    const Fen sum = std::accumulate(weights.begin(), weights.end(), Fen(0));
    if (sum == 0) {
        parts[0] = total;
        return parts;
    }
    // total = whole × sum + rest: the whole rounds give each line its weight, only the rest has to be divided.
    const Fen whole = total / sum, rest = total % sum;
    std::vector<size_t> byRemainder(weights.size());
    std::iota(byRemainder.begin(), byRemainder.end(), size_t(0));
    std::vector<Fen> remainders(weights.size());
    Fen left = total;
    for (size_t i = 0; i < weights.size(); ++i) {
        const Fen share = rest * weights[i];
        parts[i] = whole * weights[i] + share / sum;
        remainders[i] = share % sum;
        left -= parts[i];
    }
    std::stable_sort(byRemainder.begin(), byRemainder.end(),
                     [&](size_t a, size_t b) { return remainders[a] > remainders[b]; });
    for (size_t i = 0; left > 0; ++i, --left)
        ++parts[byRemainder[i]];
    return parts;
}

}  // namespace commerce
