#include "models/commerce/planlistmodel.h"

#include "models/commerce/commercetext.h"
#include "models/domain/money.h"

#include <QPointer>

using namespace Qt::StringLiterals;

namespace commerce {

PlanListModel::PlanListModel(api::ApiClient &api, QObject *parent)
    : PagedTable(api, u"/api/memberships/plans"_s, {}, u"plans"_s, u"id"_s, parent), m_client(api)
{
}

api::OnAnswer PlanListModel::refreshAndTell(Done done)
{
    return [guard = QPointer(this), done = std::move(done)](const api::Answer &answer) {
        if (guard && answer)
            guard->refresh();
        done(answer ? Result<QJsonObject>(answer->toObject()) : answer.error());
    };
}

void PlanListModel::save(qint64 id, const QJsonObject &body, QObject *context, Done done)
{
    if (id == 0)
        m_client.post(u"/api/memberships/plans"_s, body, context, refreshAndTell(std::move(done)));
    else
        m_client.put(u"/api/memberships/plans/%1"_s.arg(id), body, context, refreshAndTell(std::move(done)));
}

void PlanListModel::setWithdrawn(qint64 id, bool withdrawn, QObject *context, Done done)
{
    if (withdrawn)
        m_client.remove(u"/api/memberships/plans/%1"_s.arg(id), context, refreshAndTell(std::move(done)));
    else
        m_client.post(u"/api/memberships/plans/%1/offer"_s.arg(id), {}, context, refreshAndTell(std::move(done)));
}

QString PlanListModel::text(const QJsonObject &row, int column) const
{
    switch (column) {
    case Name: return row[u"name"].toString();
    case Months: return monthsText(row[u"months"].toInt());
    case Price: return formatPrice(row[u"price"].toInteger());
    case For: return scopeText(row[u"scope"].toObject());
    case Gives: return benefitText(row);
    case State: return row[u"withdrawn"].toBool() ? tr("Withdrawn") : tr("Offered");
    default: return {};
    }
}

QString PlanListModel::header(int column) const
{
    switch (column) {
    case Name: return tr("Name");
    case Months: return tr("Length");
    case Price: return tr("Price");
    case For: return tr("For");
    case Gives: return tr("Gives");
    case State: return tr("State");
    default: return {};
    }
}

}  // namespace commerce
