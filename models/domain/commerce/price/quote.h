#pragma once

#include "models/domain/commerce/coupon/couponverdict.h"
#include "models/domain/commerce/membership/membership.h"
#include "models/domain/commerce/price/listprice.h"

#include <QJsonObject>
#include <QVarLengthArray>

#include <optional>
#include <vector>

/// What a person pays for an item now, rule by rule (DOMAIN §4, §9). One function for the API, orders, the desktop's
/// simulator and tests; an order re-computes it and keeps its lines. Thread: any (pure).
namespace commerce {

/// In the order in which they apply and are printed; fixed.
enum class PriceRule { List, Sale, Membership, Flash, Group, FullReduction, Coupon };

QString priceRuleName(PriceRule rule);  ///< "list", "sale", "membership", "flash", "group", "full_reduction", "coupon"
Words priceRuleWords(PriceRule rule);   ///< "原价" / "List price": the label of a line without words of its own

/// A price that a later feature offers (marketing: DOMAIN §9). Commerce knows no campaign: whether it is open to this
/// person now was decided before it got here.
struct PriceOffer {
    struct Step {
        Fen from = 0;
        Fen off = 0;
    };
    PriceRule rule = PriceRule::Flash;  ///< Flash, Group or FullReduction; others are ignored
    QString label;
    Fen price = 0;            ///< Flash, Group: instead of the price so far, where it is lower
    std::vector<Step> steps;  ///< FullReduction: the step that takes most off counts
};

/// A code that was entered, with what the store knows of it.
struct CouponEntry {
    QString code;                  ///< normalised
    std::optional<Coupon> coupon;  ///< nothing: nobody made it
    CouponFacts facts;
};

struct QuoteInput {
    SoldItem item;
    Fen listPrice = 0;  ///< 0..MaxPrice
    bool isFree = false;
    std::vector<SaleWindow> sales;            ///< a plan has none so far
    std::vector<HeldMembership> memberships;  ///< of this person; they count on courses and lessons
    std::vector<PriceOffer> offers;           ///< empty until marketing comes
    std::optional<CouponEntry> coupon;
};

struct QuoteLine {
    PriceRule rule = PriceRule::List;
    QString label;   ///< the school's own words: of the sale, the plan, the offer; the code of a coupon; may be empty
    Fen amount = 0;  ///< signed: the list price is positive, every other line takes off

    bool operator==(const QuoteLine &) const = default;
};

struct Quote {
    Fen listPrice = 0;  ///< 0 for what is free
    Fen amount = 0;     ///< Σ lines, 0..listPrice
    QVarLengthArray<QuoteLine, 6> lines;

    struct EnteredCoupon {
        QString code;
        CouponVerdict verdict;
    };
    std::optional<EnteredCoupon> coupon;  ///< a code was entered; refused: the amount is without it
    /// A membership makes it cost nothing, and ends then. She may watch it as a member; an order of 0 must not give her a
    /// right that outlives the membership.
    std::optional<Millis> freeByMembershipUntil;
    ItemType item = ItemType::Column;

    /// {listPrice, amount, currency, lines:[{rule, label, amount}], coupon?:{code, applied, reason?, message?}}, the
    /// shape of `/api/quote` (API §4) without `access`, which is another question.
    QJsonObject toJson(Language language) const;
    /// The lines alone, as an order keeps them.
    QJsonArray linesJson(Language language) const;
};

/// list → sale → membership → flash | group → full reduction → one coupon. Only rules that change the price have a line,
/// and the list price always. A sale or an offer that isn't lower than the price so far changes nothing. Of flash and
/// group prices the lowest counts alone; where one counts, neither a full reduction nor a coupon does. Never below 0.
Quote quote(const QuoteInput &input, Millis now);

}  // namespace commerce
