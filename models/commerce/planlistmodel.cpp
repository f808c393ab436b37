#include "models/commerce/planlistmodel.h"

#include "models/commerce/commercetext.h"
#include "models/domain/money.h"

#include <QPointer>

#include <QJsonArray>

#include <algorithm>

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

void PlanListModel::newestOrder(QObject *context, std::function<void(const Result<qint64> &)> done)
{
    const QUrlQuery query{{u"scope"_s, u"school"_s}, {u"per_page"_s, u"1"_s}};
    m_client.get(u"/api/orders"_s, query, context, [done = std::move(done)](const api::Answer &answer) {
        done(answer ? Result<qint64>((*answer)[u"orders"].toArray().first()[u"orderId"].toInteger()) : answer.error());
    });
}

void PlanListModel::restore(const QJsonObject &before, qint64 newest, QObject *context, const Done &done)
{
    const QUrlQuery query{{u"scope"_s, u"school"_s}, {u"per_page"_s, u"100"_s}};
    const qint64 id = before[u"id"].toInteger();
    m_client.get(u"/api/orders"_s, query, context,
                 [this, guard = QPointer(this), before, newest, id, context, done](const api::Answer &answer) {
                     if (!answer)
                         return done(answer.error());
                     const QJsonArray orders = (*answer)[u"orders"].toArray();
                     const bool sold = std::any_of(orders.begin(), orders.end(), [&](const QJsonValue &order) {
                         return order[u"orderId"].toInteger() > newest &&
                                order[u"itemType"].toString() == "membership"_L1 && order[u"itemId"].toInteger() == id;
                     });
                     if (sold)
                         return done(Error::conflict(u"There are orders since."_s, u"sold_since"_s));
                     QJsonObject body = before;
                     body.remove(u"id"_s);
                     body.remove(u"withdrawn"_s);
                     if (guard)
                         save(id, body, context, done);
                 });
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
