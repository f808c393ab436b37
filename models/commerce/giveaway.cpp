#include "models/commerce/giveaway.h"

#include "models/domain/commerce/price/giveaway.h"

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

/// The coupon of a body or of a row; which categories a course is in isn't known here.
std::optional<Coupon> couponOf(const QJsonObject &body)
{
    auto input = couponInputOf(body);
    if (!input)
        return std::nullopt;
    Coupon coupon = input->coupon;
    if (coupon.scope.kind == ScopeKind::Categories)
        coupon.scope = {};
    return coupon;
}

bool givesAway(const Coupon &coupon, const PricedItem &item, Fen price, Millis now)
{
    const SoldItem sold{item.type, item.id, CourseId(item.type == ItemType::Column ? item.id : 0), {}};
    return couponGivesAway(coupon, sold, price, item.pricing.sales, now);
}

}  // namespace

QStringList coursesGivenAway(const QJsonObject &body, const std::vector<PricedItem> &courses, Millis now)
{
    const auto coupon = couponOf(body);
    QStringList titles;
    for (const PricedItem &course : courses) {
        if (coupon && !course.publishedFree &&
            givesAway(*coupon, course, course.published.value_or(course.pricing.price), now))
            titles << course.title;
    }
    return titles;
}

QStringList couponsThatGiveAway(const std::vector<QJsonObject> &coupons, const PricedItem &item, qint64 course,
                                Millis now)
{
    QStringList codes;
    for (const QJsonObject &row : coupons) {
        auto coupon = couponOf(row);
        if (!coupon || item.pricing.isFree)
            continue;
        const SoldItem sold{item.type, item.id, CourseId(course), {}};
        if (couponGivesAway(*coupon, sold, item.pricing.price, item.pricing.sales, now))
            codes << row[u"code"].toString();
    }
    return codes;
}

}  // namespace commerce
