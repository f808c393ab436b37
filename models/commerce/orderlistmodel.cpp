#include "models/commerce/orderlistmodel.h"

#include "models/commerce/commercetext.h"
#include "models/commerce/schoolzone.h"
#include "models/domain/money.h"

using namespace Qt::StringLiterals;

namespace commerce {

OrderListModel::OrderListModel(api::ApiClient &api, QObject *parent)
    : PagedTable(api, u"/api/orders"_s, QUrlQuery{{u"scope"_s, u"school"_s}}, u"orders"_s, u"orderId"_s, parent)
{
}

void OrderListModel::setShown(const QString &status, const QString &number)
{
    QUrlQuery filter;
    if (!status.isEmpty())
        filter.addQueryItem(u"status"_s, status);
    if (!number.isEmpty())
        filter.addQueryItem(u"q"_s, QString::fromLatin1(QUrl::toPercentEncoding(number)));
    m_narrowed = !filter.isEmpty();
    setFilter(filter);
}

QString OrderListModel::text(const QJsonObject &row, int column) const
{
    switch (column) {
    case Number: return row[u"orderNo"].toString();
    case Buyer: return buyerText(row);
    case What: return row[u"title"].toString();
    case Amount: {
        const Fen back = row[u"refunded"].toInteger();
        const QString amount = formatPrice(row[u"amount"].toInteger());
        return back > 0 ? tr("%1, %2 back").arg(amount, formatPrice(back)) : amount;
    }
    case Status: return orderStatusText(row[u"status"].toString());
    case Channel: return channelText(row[u"channel"].toString());
    case At: return momentText(row[u"createdAt"].toString());
    default: return {};
    }
}

QString OrderListModel::header(int column) const
{
    switch (column) {
    case Number: return tr("Number");
    case Buyer: return tr("Learner");
    case What: return tr("What");
    case Amount: return tr("Amount");
    case Status: return tr("Status");
    case Channel: return tr("Paid by");
    case At: return inSchoolZone(tr("Ordered"));
    default: return {};
    }
}

}  // namespace commerce
