#include "backend/commerce/quote/quotecontroller.h"

#include "models/domain/commerce/coupon/couponcode.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace commerce {

using http::failure;
using http::Request;
using http::Response;

Language languageOf(const Request &request)
{
    return request.headers.value("Accept-Language").trimmed().toLower().startsWith("en") ? Language::English
                                                                                         : Language::Chinese;
}

namespace {

QJsonArray ownJson(const PersonalQuote &found, ItemType type, Language language)
{
    QJsonArray out;
    for (const PersonalQuote::Own &one : found.own) {
        QJsonObject coupon{{u"code"_s, one.code},
                           {u"applied"_s, one.verdict.applied()},
                           {u"off"_s, one.verdict.off},
                           {u"endsAt"_s, toIso(one.endsAt)}};
        if (!one.verdict.applied()) {
            coupon.insert(u"reason"_s, couponRefusalName(one.verdict.refusal));
            coupon.insert(u"message"_s, couponWords(one.verdict, type).in(language));
        }
        out.append(coupon);
    }
    return out;
}

}  // namespace

void QuoteController::addRoutes(http::Router &router)
{
    router.add(http::Method::Get, "/api/quote", accounts::permission::commerceQuote,
               [this](const Request &r) { return quote(r); });
}

Response QuoteController::quote(const Request &request) const
{
    const auto type = itemTypeFromName(request.queryValue(u"itemType"));
    if (!type)
        return failure(Error::invalid(u"Name what is to be bought: itemType is column, article or membership."_s,
                                      u"invalid_parameter"_s, {{u"parameter"_s, u"itemType"_s}}));
    constexpr qint64 AnyId = std::numeric_limits<qint64>::max();
    const auto id = request.queryInteger(u"itemId", 1, AnyId, 0);
    if (!id)
        return failure(id.error());
    if (*id == 0)
        return failure(
                Error::invalid(u"itemId is missing."_s, u"invalid_parameter"_s, {{u"parameter"_s, u"itemId"_s}}));
    const auto other = request.queryInteger(u"userId", 1, AnyId, 0);
    if (!other)
        return failure(other.error());
    accounts::Actor buyer = request.actor;
    if (*other != 0) {
        if (!request.actor.isAdmin())
            return failure(Error::denied(u"Only administrators see what somebody else would pay."_s));
        buyer = {UserId(*other), accounts::Role::Learner};
    }
    const QString code = request.queryValue(u"couponCode").left(MaxCouponCode * 2);
    const auto own = request.queryInteger(u"ownCoupons", 0, 1, 0);
    if (!own)
        return failure(own.error());
    return http::reply(m_quotes.quote(buyer, *type, *id, code, *own == 1), [&](const PersonalQuote &found) {
        QJsonObject json = found.quote.toJson(languageOf(request));
        if (*own == 1)
            json.insert(u"ownCoupons"_s, ownJson(found, *type, languageOf(request)));
        if (found.access)
            json.insert(u"access"_s, found.access->toJson());
        return json;
    });
}

}  // namespace commerce
