#include "widgets/commerce/memberships/plansheet.h"

#include "models/domain/commerce/membership/plan.h"
#include "widgets/catalog/forms/fields.h"
#include "widgets/commerce/page/commerceparts.h"
#include "widgets/commerce/page/scopefield.h"

#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace commerce {

PlanSheet::PlanSheet(const QJsonObject &before, PlanListModel &plans, const std::vector<PricedItem> &courses,
                     const catalog::CategoryModel &categories, QWidget *parent)
    : SheetForm(
              [isNew = before.isEmpty()] { return isNew ? tr("New membership plan") : tr("Change a membership plan"); },
              [] { return tr("Save"); }, 1, parent),
      m_before(before), m_plans(plans), m_name(new QLineEdit(this)), m_months(new catalog::NumberField(this)),
      m_percent(new catalog::NumberField(this)), m_price(new catalog::PriceField(this)),
      m_benefit(new catalog::ChoiceField(this)), m_scope(new ScopeField(courses, categories, this)),
      m_warning(new HintLine(this)), m_costs(before[u"price"].toInteger())
{
    m_name->setObjectName(u"planName"_s);
    m_price->setObjectName(u"planPrice"_s);
    m_name->setMaxLength(MembershipPlan::MaxName);
    m_months->setRange(1, MembershipPlan::MaxMonths);
    m_percent->setRange(1, 99);
    m_percent->setSuffix(u" %"_s);
    m_benefit->setItems({tr("Members watch for nothing"), tr("Members buy for less")});
    form(0)->add([] { return tr("Name"); }, m_name, u"name"_s);
    form(0)->add([] { return tr("Months"); }, m_months, u"months"_s);
    form(0)->add([] { return tr("Price"); }, m_price, u"price"_s);
    form(0)->add([] { return tr("What it gives"); }, m_benefit, u"benefit"_s);
    form(0)->add([] { return tr("Percent off"); }, m_percent, u"percentOff"_s);
    form(0)->add([] { return tr("For"); }, m_scope, u"scope.ids"_s);
    addWide(m_warning);
    m_name->setText(before[u"name"].toString());
    m_months->setValue(before[u"months"].toInt(12));
    m_price->show(m_costs);
    m_benefit->show(before[u"benefit"] == "percent"_L1 ? 1 : 0);
    m_percent->setValue(before[u"percentOff"].toInt(20));
    m_scope->show(before[u"scope"].toObject());
    connect(m_price, &catalog::PriceField::valueEdited, this, [this](Fen price) {
        m_costs = price;
        showState();
    });
    connect(m_benefit, &catalog::ChoiceField::valueEdited, this, &PlanSheet::showState);
    connect(this, &SheetForm::submitted, this, &PlanSheet::send);
    if (!before.isEmpty())
        setIntro([] { return tr("Who is a member already keeps what was bought."); });
    showState();
    m_name->setFocus();
}

void PlanSheet::retranslate()
{
    SheetForm::retranslate();
    m_benefit->setItems({tr("Members watch for nothing"), tr("Members buy for less")});
    m_scope->retranslate();
    showState();
}

QJsonObject PlanSheet::body() const
{
    const bool percent = m_benefit->currentIndex() == 1;
    QJsonObject body{{u"name"_s, m_name->text().trimmed()},
                     {u"months"_s, m_months->value()},
                     {u"price"_s, m_costs},
                     {u"scope"_s, m_scope->scope()},
                     {u"benefit"_s, benefitName(percent ? Benefit::Percent : Benefit::Free)}};
    if (percent)
        body.insert(u"percentOff"_s, m_percent->value());
    return body;
}

void PlanSheet::showState()
{
    form(0)->setShown(m_percent, m_benefit->currentIndex() == 1);
    m_warning->say(m_costs == 0 ? tr("At ¥0.00 everybody can become a member for nothing.") : QString());
}

void PlanSheet::send()
{
    setBusy(true);
    m_plans.save(m_before[u"id"].toInteger(), body(), this, [this](const Result<QJsonObject> &done) {
        if (!done)
            return showError(done.error());
        Q_EMIT saved(*done);
        accept();
    });
}

}  // namespace commerce
