#pragma once

#include "backend/commerce/coupon/couponrepository.h"
#include "backend/commerce/quote/entitlements.h"
#include "backend/commerce/quote/itemsonsale.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/commerce/price/quote.h"

namespace commerce {

/// A quote with what belongs beside it.
struct PersonalQuote {
    Quote quote;
    std::optional<Access> access;  ///< to the course or the lesson; nothing for a plan
    /// One of the person's own coupons on this item.
    struct Own {
        QString code;
        CouponVerdict verdict;
        Millis endsAt = 0;
    };
    std::vector<Own> own;
};

/// What a person would pay now. The sums are models/domain/commerce/price/quote.h; this brings the facts. Thread: workers;
/// `quoteIn` also the writer's.
class QuoteService
{
public:
    QuoteService(database::Database &database, const Clock &clock, const ItemsOnSale &items)
        : m_database(database), m_clock(clock), m_items(items)
    {
    }

    /// For the actor, or for nobody in particular. NotFound: nothing of this kind is sold.
    /// `withOwn`: also what each of her own coupons that can still be used would do: those that take most off first, then
    /// those that are refused. The newest MostOwn count.
    Result<PersonalQuote> quote(const accounts::Actor &actor, ItemType type, qint64 id, const QString &couponCode,
                                bool withOwn = false) const;
    static constexpr size_t MostOwn = 20;

    /// The same for an item that is known, with the facts as `c` sees them: what an order is made from. `coupon`: what was
    /// found under the code.
    static Result<Quote> quoteIn(database::Connection &c, UserId buyer, const ItemOnSale &sold,
                                 const QString &couponCode, Millis now, std::optional<StoredCoupon> *coupon = nullptr);

private:
    static Result<std::vector<PersonalQuote::Own>> ownCoupons(database::Connection &c, UserId buyer,
                                                              const ItemOnSale &sold, Millis now);
    database::Database &m_database;
    const Clock &m_clock;
    const ItemsOnSale &m_items;
};

}  // namespace commerce
