#pragma once

#include "models/api/eventstream.h"
#include "models/api/session.h"
#include "models/commerce/channelsettings.h"
#include "models/commerce/couponlistmodel.h"
#include "models/commerce/orderlistmodel.h"
#include "models/commerce/planlistmodel.h"
#include "models/commerce/pricelistmodel.h"
#include "widgets/common/controls/page.h"

#include <vector>

class QSettings;
class QStackedWidget;

namespace ui {
class ErrorBanner;
class PageHeader;
class Segmented;
class ToastHost;
}  // namespace ui

namespace commerce {

class CouponsPane;
class OrdersPane;
class Pane;
class PricesPane;

/// Pricing: what courses cost, and for administrators all that is sold beside them. One tab is in sight at a time; what
/// the account may not see has none. What is handed in outlives the page. Thread: GUI.
class PricingPage : public ui::Page
{
    Q_OBJECT
public:
    /// `channels`: the settings of the payment channels of the school on this computer; nullptr: none are set here.
    PricingPage(api::ApiClient &api, api::Session &session, api::EventStream &events, const Clock &clock,
                ChannelSettings *channels = nullptr, QWidget *parent = nullptr);
    ~PricingPage() override;

    QString pageId() const override { return QStringLiteral("pricing"); }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("pricing"); }
    void activated() override;
    bool isLoaded() const override;
    QStringList views() const override;
    void showView(const QString &view) override;

    /// Prices that weren't saved are kept in `settings`, under the school's name.
    void setSchool(QSettings &settings, const QString &school);

    PricesPane &prices() { return *m_prices; }
    CouponsPane &coupons() { return *m_coupons; }
    OrdersPane &orders() { return *m_orders; }
    OrderListModel &orderList() { return m_orderList; }
    PlanListModel &plans() { return m_plans; }
    PriceListModel &priceList() { return m_priceList; }

protected:
    void retranslate() override;

private:
    struct Tab {
        QString name;
        Pane *pane;
        bool administrators;
    };
    void addTab(const QString &name, Pane *pane, bool administrators);
    void listTabs();
    void showTab(int index);
    void askZone();
    Pane *current() const;
    QString tabText(const QString &name) const;

    api::ApiClient &m_api;
    api::Session &m_session;
    PriceListModel m_priceList;
    CouponListModel m_couponList;
    PlanListModel m_plans;
    OrderListModel m_orderList;
    ui::PageHeader *m_header;
    ui::Segmented *m_tabBar;
    ui::ErrorBanner *m_error;
    QStackedWidget *m_stack;
    ui::ToastHost *m_toasts;
    std::vector<Tab> m_tabs;
    std::vector<size_t> m_offered;  ///< of m_tabs, in the bar's order
    PricesPane *m_prices;
    CouponsPane *m_coupons;
    OrdersPane *m_orders;
};

}  // namespace commerce
