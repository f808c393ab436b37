#include "widgets/commerce/memberships/planspane.h"

#include "widgets/commerce/memberships/plansheet.h"
#include "widgets/commerce/page/chipdelegate.h"
#include "widgets/common/controls/emptystate.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/focus.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/toast.h"

#include <QTableView>

using namespace Qt::StringLiterals;

namespace commerce {

PlansPane::PlansPane(api::ApiClient &api, PlanListModel &plans, PriceListModel &prices, ui::ToastHost &toasts,
                     QWidget *parent)
    : TablePane(plans, PlanListModel::Name, u"users"_s, parent), m_plans(plans), m_prices(prices), m_categories(api),
      m_toasts(toasts), m_new(ui::primaryButton(this)), m_edit(ui::button(this)), m_withdraw(ui::button(this))
{
    table()->setObjectName(u"plans"_s);
    table()->setItemDelegateForColumn(PlanListModel::State, new ChipDelegate(
                                                                    [](const QJsonObject &plan) {
                                                                        return plan[u"withdrawn"].toBool()
                                                                                       ? ui::Status::Neutral
                                                                                       : ui::Status::Success;
                                                                    },
                                                                    table()));
    tools()->addStretch(1);
    tools()->addWidget(m_new);
    foot()->addWidget(m_withdraw);
    foot()->addWidget(m_edit);
    connect(m_new, &QPushButton::clicked, this, [this] { openSheet({}); });
    connect(empty(), &ui::EmptyState::primary, this, [this] { openSheet({}); });
    connect(m_edit, &QPushButton::clicked, this, &PlansPane::openChosen);
    connect(m_withdraw, &QPushButton::clicked, this, &PlansPane::setWithdrawn);
}

void PlansPane::refresh()
{
    TablePane::refresh();
    m_categories.refresh();
    if (!m_prices.isLoaded())
        m_prices.refresh();
}

void PlansPane::heard(const QString &type, qint64)
{
    if (type == "commerce.plan"_L1)
        m_plans.refresh();
}

void PlansPane::showChosen()
{
    const QJsonObject row = chosen();
    ui::setEnabledKeepingFocus(m_edit, !row.isEmpty());
    ui::setEnabledKeepingFocus(m_withdraw, !row.isEmpty());
    m_withdraw->setText(row[u"withdrawn"].toBool() ? tr("Offer again") : tr("Withdraw"));
}

void PlansPane::openChosen()
{
    if (const QJsonObject row = chosen(); !row.isEmpty())
        openSheet(row);
}

void PlansPane::openSheet(const QJsonObject &before)
{
    auto *sheet = new PlanSheet(before, m_plans, m_prices.courses(), m_categories, this);
    connect(sheet, &PlanSheet::saved, this, [this, before](const QJsonObject &plan) { offerUndo(before, plan); });
    sheet->open();
}

/// A plan that somebody has bought meanwhile stays as she bought it.
void PlansPane::offerUndo(const QJsonObject &before, const QJsonObject &plan)
{
    m_plans.newestOrder(this, [this, before, plan](const Result<qint64> &newest) {
        const QString words = tr("Saved: %1").arg(plan[u"name"].toString());
        if (!newest)
            return m_toasts.say(words);
        m_toasts.offer(words, tr("Undo"), [this, before, id = plan[u"id"].toInteger(), newest = *newest] {
            const auto undone = [this](const Result<QJsonObject> &done) {
                if (!done)
                    return error()->setError(done.error());
                error()->clear();
                m_toasts.say(tr("Taken back"));
            };
            if (before.isEmpty())
                m_plans.setWithdrawn(id, true, this, undone);
            else
                m_plans.restore(before, newest, this, undone);
        });
    });
}

void PlansPane::setWithdrawn()
{
    const QJsonObject row = chosen();
    const qint64 id = row[u"id"].toInteger();
    const bool withdraw = !row[u"withdrawn"].toBool();
    const QString name = row[u"name"].toString();
    m_plans.setWithdrawn(id, withdraw, this, [this, id, withdraw, name](const Result<QJsonObject> &done) {
        if (!done)
            return error()->setError(done.error());
        error()->clear();
        m_toasts.offer(
                withdraw ? tr("Withdrawn: %1. Members stay members.").arg(name) : tr("Offered again: %1").arg(name),
                tr("Undo"), [this, id, withdraw] { m_plans.setWithdrawn(id, !withdraw, this, [](const auto &) {}); });
    });
}

QString PlansPane::countText() const
{
    return tr("%n plan(s)", nullptr, m_plans.rowCount());
}

void PlansPane::retranslate()
{
    m_plans.retranslate();
    table()->setAccessibleName(tr("Membership plans"));
    m_new->setText(tr("New plan"));
    m_edit->setText(tr("Change…"));
    empty()->setTexts(
            tr("No memberships yet"),
            tr("A membership lasts some months. Members watch what it is for without buying it, or buy it for "
               "less."));
    empty()->setPrimary(tr("New plan"));
    showChosen();
    showTable();
}

}  // namespace commerce
