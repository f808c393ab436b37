#pragma once

#include "models/commerce/couponlistmodel.h"
#include "models/commerce/priceditem.h"
#include "widgets/commerce/page/sheetform.h"

#include <optional>

namespace catalog {
class CategoryModel;
class CheckField;
class ChoiceField;
class NumberField;
class PriceField;
}  // namespace catalog
class QLineEdit;

namespace commerce {

class DayField;
class HintLine;
class ScopeField;

/// Makes a coupon or a batch of them, or changes one. It warns where a course would cost nothing with it. Thread: GUI.
class CouponSheet : public SheetForm
{
    Q_OBJECT
public:
    enum class Kind { One, Batch };
    /// `before`: the coupon that is changed; empty: a new one.
    CouponSheet(Kind kind, const QJsonObject &before, CouponListModel &coupons, const std::vector<PricedItem> &courses,
                const catalog::CategoryModel &categories, const Clock &clock, QWidget *parent);

    /// As POST and PUT /api/coupons take it.
    QJsonObject body() const;

Q_SIGNALS:
    void made(const QJsonObject &answer);  ///< of a batch with its `codes`

protected:
    void retranslate() override;

private:
    void buildWorth();
    void buildLimits();
    void take(const QJsonObject &coupon);
    void send();
    void showState();

    const Kind m_kind;
    const QJsonObject m_before;
    CouponListModel &m_coupons;
    const std::vector<PricedItem> m_courses;
    const Clock &m_clock;
    QLineEdit *m_code;
    catalog::NumberField *m_count;
    catalog::ChoiceField *m_worth;
    catalog::PriceField *m_amount, *m_cap, *m_threshold;
    catalog::NumberField *m_percent;
    ScopeField *m_scope;
    DayField *m_from, *m_to;
    catalog::NumberField *m_total, *m_perUser;
    catalog::CheckField *m_firstOnly, *m_withSale;
    HintLine *m_warning;
    Fen m_amountOff = 0, m_capAt = 0, m_fromPrice = 0;
};

}  // namespace commerce
