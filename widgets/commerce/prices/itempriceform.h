#pragma once

#include "models/commerce/priceditem.h"
#include "models/domain/clock.h"
#include "widgets/catalog/forms/fields.h"
#include "widgets/catalog/forms/formparts.h"

namespace commerce {

class DayField;
class HintLine;
class SalesField;

/// Price, sales and validity of a course or a lesson. It tells what is edited and saves nothing itself. Thread: GUI.
class ItemPriceForm : public catalog::FormColumn
{
    Q_OBJECT
public:
    ItemPriceForm(const Clock &clock, QWidget *parent);

    /// `stored` is what the server has, `edited` what stands in the fields. `coursePublished`: whether hints speak of an
    /// edition to come.
    void show(const PricedItem &stored, const PricedItem &edited, bool coursePublished);
    const PricedItem &edited() const { return m_edited; }
    bool isChanged() const { return m_edited != m_stored; }
    /// By field of the contract.
    void showFaults(const QHash<QString, QString> &faults);
    /// Codes of live coupons with which what is edited would cost nothing.
    void setGiveaways(const QStringList &codes);
    void retranslate();

Q_SIGNALS:
    void changed();

private:
    void build();
    void take();
    void takeValidity();
    void showState();
    QString publishHint() const;
    QString zeroWarning() const;
    QString couponWarning() const;

    const Clock &m_clock;
    PricedItem m_stored, m_edited;
    bool m_coursePublished = false;
    bool m_showing = false;
    QStringList m_giveaways;

    QLabel *m_heading;
    HintLine *m_hint;
    HintLine *m_warning;
    catalog::CheckField *m_free;
    catalog::PriceField *m_price;
    SalesField *m_sales;
    QLabel *m_zone;
    catalog::ChoiceField *m_validity;
    DayField *m_until;
    catalog::NumberField *m_days;
    QLabel *m_priceCaption = nullptr;
    QLabel *m_salesCaption = nullptr;
    QLabel *m_validityCaption = nullptr;
};

}  // namespace commerce
