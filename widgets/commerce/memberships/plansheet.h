#pragma once

#include "models/commerce/planlistmodel.h"
#include "models/commerce/priceditem.h"
#include "widgets/commerce/page/sheetform.h"

namespace catalog {
class CategoryModel;
class ChoiceField;
class NumberField;
class PriceField;
}  // namespace catalog
class QLineEdit;

namespace commerce {

class HintLine;
class ScopeField;

/// Makes a membership plan or changes one. Who is a member already keeps what was bought. Thread: GUI.
class PlanSheet : public SheetForm
{
    Q_OBJECT
public:
    /// `before`: the plan that is changed; empty: a new one.
    PlanSheet(const QJsonObject &before, PlanListModel &plans, const std::vector<PricedItem> &courses,
              const catalog::CategoryModel &categories, QWidget *parent);

    QJsonObject body() const;

Q_SIGNALS:
    void saved(const QJsonObject &plan);

protected:
    void retranslate() override;

private:
    void send();
    void showState();

    const QJsonObject m_before;
    PlanListModel &m_plans;
    QLineEdit *m_name;
    catalog::NumberField *m_months, *m_percent;
    catalog::PriceField *m_price;
    catalog::ChoiceField *m_benefit;
    ScopeField *m_scope;
    HintLine *m_warning;
    Fen m_costs = 0;
};

}  // namespace commerce
