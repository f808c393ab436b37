#include "widgets/commerce/page/pricingpage.h"

#include "models/commerce/schoolzone.h"
#include "widgets/commerce/channels/channelspane.h"
#include "widgets/commerce/coupons/couponspane.h"
#include "widgets/commerce/memberships/planspane.h"
#include "widgets/commerce/orders/orderspane.h"
#include "widgets/commerce/prices/pricespane.h"
#include "widgets/commerce/prices/simulatorpane.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/segmented.h"
#include "widgets/common/controls/toast.h"

#include <QStackedWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

PricingPage::PricingPage(api::ApiClient &api, api::Session &session, api::EventStream &events, const Clock &clock,
                         ChannelSettings *channels, QWidget *parent)
    : ui::Page(parent), m_api(api), m_session(session), m_priceList(api, clock), m_couponList(api), m_plans(api),
      m_orderList(api), m_header(new ui::PageHeader(this)), m_tabBar(new ui::Segmented(this)),
      m_error(new ui::ErrorBanner(this)), m_stack(new QStackedWidget(this)), m_toasts(new ui::ToastHost(this)),
      m_prices(new PricesPane(api, m_priceList, clock, *m_toasts)),
      m_coupons(new CouponsPane(api, m_couponList, m_priceList, clock, *m_toasts)),
      m_orders(new OrdersPane(api, m_orderList))
{
    m_tabBar->setObjectName(u"pricingTabs"_s);
    m_error->setRetryVisible(true);
    addTab(u"prices"_s, m_prices, false);
    addTab(u"coupons"_s, m_coupons, true);
    addTab(u"memberships"_s, new PlansPane(api, m_plans, m_priceList, *m_toasts), true);
    addTab(u"orders"_s, m_orders, false);
    addTab(u"simulator"_s, new SimulatorPane(api, m_priceList, m_plans), true);
    addTab(u"channels"_s, new ChannelsPane(api, session, channels, *m_toasts), true);
    arrange({m_header, m_tabBar, m_error}, m_stack);
    listTabs();
    connect(m_tabBar, &ui::Segmented::changed, this, &PricingPage::showTab);
    connect(m_error, &ui::ErrorBanner::retry, this, &PricingPage::activated);
    connect(&m_session, &api::Session::changed, this, &PricingPage::listTabs);
    connect(&m_api, &api::ApiClient::connectionChanged, this, [this] {
        m_error->clear();
        m_toasts->dismiss();
        if (setSchoolZone({}))
            retranslate();
        if (isVisible() && m_api.isConnected())
            activated();
    });
    connect(&events, &api::EventStream::changed, this, [this](const QString &type, qint64 id) {
        if (isVisible() && m_api.isConnected())
            current()->heard(type, id);
    });
    connect(&events, &api::EventStream::resumed, this, [this] {
        if (isVisible())
            activated();
    });
}

PricingPage::~PricingPage() = default;

void PricingPage::addTab(const QString &name, Pane *pane, bool administrators)
{
    m_tabs.push_back({name, pane, administrators});
    m_stack->addWidget(pane);
    connect(pane, &Pane::loaded, this, [this, pane] {
        if (pane == current())
            Q_EMIT loaded();
    });
    connect(pane, &Pane::failed, this, [this, pane](const Error &why) {
        if (pane == current())
            m_error->setPageError(why);
    });
}

Pane *PricingPage::current() const
{
    return static_cast<Pane *>(m_stack->currentWidget());
}

/// The local owner is an administrator too.
void PricingPage::listTabs()
{
    const bool admin = m_session.kind() != api::Session::Kind::Remote || m_session.role() == "admin"_L1;
    m_orders->setManaging(admin);
    m_offered.clear();
    QStringList words;
    for (size_t at = 0; at < m_tabs.size(); ++at) {
        if (m_tabs[at].administrators && !admin)
            continue;
        m_offered.push_back(at);
        words << tabText(m_tabs[at].name);
    }
    m_tabBar->setItems(words);
    m_tabBar->setVisible(words.size() > 1);
    const auto shown = std::find_if(m_offered.begin(), m_offered.end(),
                                    [this](size_t at) { return m_tabs[at].pane == current(); });
    const int index = shown == m_offered.end() ? 0 : int(shown - m_offered.begin());
    m_tabBar->setCurrentIndex(index);
    m_stack->setCurrentWidget(m_tabs[m_offered[size_t(index)]].pane);
}

void PricingPage::showTab(int index)
{
    m_error->clear();
    m_stack->setCurrentWidget(m_tabs[m_offered[size_t(index)]].pane);
    activated();
}

QString PricingPage::title() const
{
    return tr("Pricing");
}

void PricingPage::activated()
{
    m_error->clear();
    if (!m_api.isConnected())
        return;
    askZone();
    current()->refresh();
}

/// What is on screen is said again when the school counts its days elsewhere than was thought.
void PricingPage::askZone()
{
    askSchoolZone(m_api, this, [this] { retranslate(); });
}

void PricingPage::setSchool(QSettings &settings, const QString &school)
{
    m_prices->keepDrafts(&settings, school);
}

bool PricingPage::isLoaded() const
{
    return current()->isLoaded();
}

QStringList PricingPage::views() const
{
    QStringList out;
    for (const size_t at : m_offered) {
        if (at > 0)
            out << m_tabs[at].name;
        for (const QString &view : m_tabs[at].pane->views())
            out << m_tabs[at].name + u'-' + view;
    }
    return out;
}

void PricingPage::showView(const QString &view)
{
    const QString tab = view.section(u'-', 0, 0);
    for (size_t index = 0; index < m_offered.size(); ++index) {
        const Tab &one = m_tabs[m_offered[index]];
        if (one.name != tab && !(tab.isEmpty() && index == 0))
            continue;
        if (one.pane != current()) {
            m_tabBar->setCurrentIndex(int(index));
            showTab(int(index));
        }
        one.pane->showView(view.section(u'-', 1));
    }
}

QString PricingPage::tabText(const QString &name) const
{
    if (name == "coupons"_L1)
        return tr("Coupons");
    if (name == "memberships"_L1)
        return tr("Memberships");
    if (name == "orders"_L1)
        return tr("Orders");
    if (name == "simulator"_L1)
        return tr("Try a price");
    if (name == "channels"_L1)
        return tr("Ways to pay");
    return tr("Prices");
}

void PricingPage::retranslate()
{
    m_header->setTitle(tr("Pricing"));
    m_tabBar->setAccessibleName(tr("What to set"));
    listTabs();
    for (const Tab &tab : m_tabs)
        tab.pane->retranslate();
}

}  // namespace commerce
