#pragma once

#include "models/commerce/orderlistmodel.h"
#include "widgets/commerce/page/tablepane.h"

#include <memory>

class QComboBox;
class QPushButton;

namespace ui {
class SearchField;
}

namespace commerce {

class OrderView;

/// The tab "Orders": the school's, or an instructor's; one is opened by Enter or a double click. Thread: GUI.
class OrdersPane : public TablePane
{
    Q_OBJECT
public:
    OrdersPane(api::ApiClient &api, OrderListModel &orders, QWidget *parent = nullptr);

    void refresh() override;
    void retranslate() override;
    void heard(const QString &type, qint64 id) override;
    QStringList views() const override;
    void showView(const QString &view) override;
    void setManaging(bool managing);
    void openOrder(qint64 id);

protected:
    bool isNarrowed() const override { return m_orders.isNarrowed(); }
    void showChosen() override {}
    void openChosen() override;
    QString countText() const override;

private:
    void closeOrder();

    OrderListModel &m_orders;
    ui::SearchField *m_search;
    QComboBox *m_status;
    OrderView *m_view;
};

}  // namespace commerce
