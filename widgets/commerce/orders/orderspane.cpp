#include "widgets/commerce/orders/orderspane.h"

#include "models/commerce/commercetext.h"
#include "widgets/commerce/orders/orderview.h"
#include "widgets/commerce/page/chipdelegate.h"
#include "widgets/common/controls/emptystate.h"
#include "widgets/common/controls/searchfield.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {
const QStringList OrderStates{QString(), u"pending"_s, u"paid"_s, u"partially_refunded"_s, u"refunded"_s, u"closed"_s};
}

OrdersPane::OrdersPane(api::ApiClient &api, OrderListModel &orders, QWidget *parent)
    : TablePane(orders, OrderListModel::What, u"table"_s, parent), m_orders(orders),
      m_search(new ui::SearchField(this)), m_status(new QComboBox(this)), m_view(new OrderView(api, this))
{
    table()->setObjectName(u"orders"_s);
    table()->horizontalHeader()->setMinimumSectionSize(72);  // seven columns beside each other at 1024
    table()->setItemDelegateForColumn(OrderListModel::Status, new ChipDelegate(orderStatus, table()));
    m_status->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_search->setMaximumWidth(280);
    tools()->addWidget(m_search, 1);
    tools()->addWidget(m_status);
    tools()->addStretch(1);
    addFace(m_view);
    connect(m_search, &ui::SearchField::searched, this,
            [this](const QString &text) { m_orders.setShown(OrderStates.at(m_status->currentIndex()), text); });
    connect(m_status, &QComboBox::activated, this,
            [this](int at) { m_orders.setShown(OrderStates.at(at), m_search->text().trimmed()); });
    connect(m_view, &OrderView::closed, this, &OrdersPane::closeOrder);
    connect(m_view, &OrderView::loaded, this, &OrdersPane::settle);
    connect(m_view, &OrderView::changed, &m_orders, &OrderListModel::refresh);
    connect(&m_orders, &QAbstractItemModel::modelReset, this, [this] {
        m_view->close();
        m_search->clear();
        m_status->setCurrentIndex(0);
    });
}

void OrdersPane::refresh()
{
    TablePane::refresh();
    m_view->refresh();
}

void OrdersPane::setManaging(bool managing)
{
    m_view->setManaging(managing);
}

void OrdersPane::heard(const QString &type, qint64 id)
{
    if (type != "commerce.order"_L1)
        return;
    refreshSoon();
    if (id == m_view->order())
        m_view->refresh();
}

void OrdersPane::openChosen()
{
    if (const QJsonObject row = chosen(); !row.isEmpty())
        openOrder(row[u"orderId"].toInteger());
}

void OrdersPane::openOrder(qint64 id)
{
    m_view->open(id);
    showFace(m_view);
}

void OrdersPane::closeOrder()
{
    m_view->close();
    showTable();
    table()->setFocus();
}

QStringList OrdersPane::views() const
{
    return m_orders.rowCount() > 0 ? QStringList{u"order"_s} : QStringList();
}

void OrdersPane::showView(const QString &view)
{
    if (view == "order"_L1 && m_orders.rowCount() > 0)
        openOrder(m_orders.rowAt(0)[u"orderId"].toInteger());
    else if (face() == m_view)
        closeOrder();
}

QString OrdersPane::countText() const
{
    return m_orders.rowCount() == 0 ? tr("Nothing found") : tr("%n order(s)", nullptr, int(m_orders.total()));
}

void OrdersPane::retranslate()
{
    m_orders.retranslate();
    table()->setAccessibleName(tr("Orders"));
    m_search->setPrompt(tr("Search order numbers"));
    const int at = std::max(0, m_status->currentIndex());
    m_status->clear();
    for (const QString &status : OrderStates)
        m_status->addItem(status.isEmpty() ? tr("All orders") : orderStatusText(status));
    m_status->setCurrentIndex(at);
    m_status->setAccessibleName(tr("Status"));
    m_view->retranslate();
    empty()->setTexts(tr("No orders yet"),
                      tr("When learners order something, it appears here, with what they paid and what became of it."));
    if (face() != m_view)
        showTable();
}

}  // namespace commerce
