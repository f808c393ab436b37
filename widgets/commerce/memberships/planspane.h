#pragma once

#include "models/catalog/list/categorymodel.h"
#include "models/commerce/planlistmodel.h"
#include "models/commerce/pricelistmodel.h"
#include "widgets/commerce/page/tablepane.h"

class QPushButton;

namespace ui {
class ToastHost;
}

namespace commerce {

/// The tab "Memberships": the plans that are offered, and those that were withdrawn. Thread: GUI.
class PlansPane : public TablePane
{
    Q_OBJECT
public:
    PlansPane(api::ApiClient &api, PlanListModel &plans, PriceListModel &prices, ui::ToastHost &toasts,
              QWidget *parent = nullptr);

    void refresh() override;
    void retranslate() override;
    void heard(const QString &type, qint64 id) override;

protected:
    bool isNarrowed() const override { return false; }
    void showChosen() override;
    void openChosen() override;
    QString countText() const override;

private:
    void openSheet(const QJsonObject &before);
    void setWithdrawn();
    void offerUndo(const QJsonObject &before, const QJsonObject &plan);

    PlanListModel &m_plans;
    PriceListModel &m_prices;
    catalog::CategoryModel m_categories;
    ui::ToastHost &m_toasts;
    QPushButton *m_new, *m_edit, *m_withdraw;
};

}  // namespace commerce
