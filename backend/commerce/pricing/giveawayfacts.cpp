#include "backend/commerce/pricing/giveawayfacts.h"

#include "backend/catalog/taxonomy/taxonomyservice.h"
#include "backend/commerce/coupon/couponrepository.h"
#include "backend/commerce/pricing/pricingrepository.h"
#include "models/domain/commerce/price/giveaway.h"

namespace commerce {

namespace {
constexpr qint64 LookedAt = 1'000;  // the newest; of a batch one is as good as all
constexpr qsizetype Named = 3;
}  // namespace

Result<catalog::PriceFacts> GiveawayFacts::priceFacts(CourseId course, const catalog::CourseFields &draft) const
{
    const Millis now = m_clock.now();
    return m_database.read([&](database::Connection &c) -> Result<catalog::PriceFacts> {
        catalog::PriceFacts out;
        const auto sales = PricingRepository::sales(c, ItemType::Column, course.value, now);
        if (!sales)
            return sales.error();
        out.saleAtZero = salesGiveAway(*sales, now);
        auto path = catalog::TaxonomyService::path(c, draft.category);
        if (!path)
            return path.error();
        const SoldItem item{ItemType::Column, course.value, course, std::move(*path)};
        QStringList batches;
        for (const CouponState state : {CouponState::Running, CouponState::Scheduled}) {
            const auto live = CouponRepository::list(c, {{}, {}, state, now}, LookedAt, 0);
            if (!live)
                return live.error();
            for (const StoredCoupon &one : live->coupons) {
                if (out.coupons.size() == Named)
                    return out;
                if (batches.contains(one.batch) && !one.batch.isEmpty())
                    continue;
                batches << one.batch;
                if (couponGivesAway(one.coupon, item, draft.price, *sales, now))
                    out.coupons << one.coupon.code;
            }
        }
        return out;
    });
}

}  // namespace commerce
