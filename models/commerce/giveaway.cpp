#include "models/commerce/giveaway.h"

#include "models/domain/commerce/coupon/couponverdict.h"

using namespace Qt::StringLiterals;

namespace commerce {

QStringList coursesGivenAway(const QJsonObject &body, const std::vector<PricedItem> &courses, Millis now)
{
    auto input = couponInputOf(body);
    if (!input)
        return {};
    Coupon &coupon = input->coupon;
    if (coupon.scope.kind == ScopeKind::Categories)
        coupon.scope = {};
    QStringList titles;
    for (const PricedItem &course : courses) {
        Fen price = course.published.value_or(course.pricing.price);
        const SaleWindow *sale = runningSale(course.pricing.sales, now);
        if (sale && coupon.withSale)
            price = std::min(price, sale->price);
        if (price == 0 || course.publishedFree)
            continue;
        const SoldItem item{ItemType::Column, course.id, CourseId(course.id), {}};
        const CouponContext context{item, price, sale && coupon.withSale, false, {}};
        const CouponVerdict verdict = judgeCoupon(&coupon, context, coupon.startsAt);
        if (verdict.applied() && verdict.off == price)
            titles << course.title;
    }
    return titles;
}

}  // namespace commerce
