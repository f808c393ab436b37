#include "models/domain/commerce/coupon/coupon.h"
#include "models/domain/commerce/coupon/couponcode.h"

using namespace Qt::StringLiterals;

namespace commerce {

namespace {

void readWorth(json::Reader &in, Coupon &coupon)
{
    coupon.kind =
            CouponKind(in.oneOf("kind", {couponKindName(CouponKind::Amount), couponKindName(CouponKind::Percent)}));
    const bool percent = coupon.kind == CouponKind::Percent;
    coupon.value = in.integer("value", 1, percent ? 99 : MaxPrice);
    if (percent)
        coupon.cap = in.optionalInteger("cap", 1, MaxPrice);
    else if (in.has("cap") && in.object()[u"kind"] == couponKindName(CouponKind::Amount))
        in.fault("cap", u"is only for the kind 'percent'"_s);
    coupon.threshold = in.integer("threshold", 0, MaxPrice, 0);
}

void readWindow(json::Reader &in, Coupon &coupon)
{
    for (const char *name : {"startsAt", "endsAt"})
        if (!in.has(name))
            in.fault(name, u"is required"_s);
    const auto starts = in.time("startsAt"), ends = in.time("endsAt");
    if (starts && ends && *ends <= *starts)
        in.fault("endsAt", u"must be after startsAt"_s);
    coupon.startsAt = starts.value_or(0);
    coupon.endsAt = ends.value_or(0);
}

void readLimits(json::Reader &in, Coupon &coupon)
{
    coupon.totalLimit = in.optionalInteger("totalLimit", 1, Coupon::MaxLimit);
    coupon.perUserLimit = in.optionalInteger("perUserLimit", 1, Coupon::MaxLimit);
    coupon.firstOrderOnly = in.boolean("firstOrderOnly", false);
    coupon.withSale = in.boolean("withSale", false);
}

void readTerms(json::Reader &in, Coupon &coupon)
{
    readWorth(in, coupon);
    coupon.scope = readScope(in, "scope");
    readWindow(in, coupon);
    readLimits(in, coupon);
}

// Read as long as they may be typed (spaces around), judged in their stored form.
QString readCode(json::Reader &in, const char *name, QString (*fault)(const QString &))
{
    const QString code = normalCouponCode(in.text(name, 0, 64));
    if (const QString wrong = fault(code); !wrong.isEmpty())
        in.fault(name, wrong);
    return code;
}

void readNames(json::Reader &in, CouponInput &input)
{
    const bool batch = in.has("prefix") || in.has("count");
    if (batch && in.has("code"))
        in.fault("code", u"can't be given beside prefix and count"_s);
    else if (!batch)
        input.coupon.code = readCode(in, "code", couponCodeFault);
    if (batch) {
        input.prefix = readCode(in, "prefix", couponPrefixFault);
        input.count = int(in.integer("count", 1, MaxCouponBatch));
    }
}

}  // namespace

Result<CouponInput> couponInputOf(const QJsonObject &body)
{
    json::Reader in(body);
    CouponInput input;
    readNames(in, input);
    readTerms(in, input.coupon);
    if (!in.ok())
        return in.error();
    return input;
}

Result<Coupon> couponEditOf(const QJsonObject &body, const Coupon &before)
{
    json::Reader in(body);
    Coupon coupon;
    coupon.code = before.code;
    coupon.disabled = before.disabled;
    if (in.has("code") && readCode(in, "code", couponCodeFault) != before.code)
        in.fault("code", u"can't be changed"_s);
    readTerms(in, coupon);
    if (!in.ok())
        return in.error();
    return coupon;
}

}  // namespace commerce
