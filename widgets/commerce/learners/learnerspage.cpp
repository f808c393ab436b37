#include "widgets/commerce/learners/learnerspage.h"

#include "models/commerce/schoolzone.h"
#include "widgets/commerce/learners/learnerspane.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/toast.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {
constexpr int HeardAfter = 400;  // ms
}

LearnersPage::LearnersPage(api::ApiClient &api, api::EventStream &events, QSettings &settings, QWidget *parent)
    : ui::Page(parent), m_api(api), m_learners(api), m_items(api), m_header(new ui::PageHeader(this)),
      m_error(new ui::ErrorBanner(this)), m_toasts(new ui::ToastHost(this)),
      m_pane(new LearnersPane(api, m_learners, m_items, *m_toasts, settings)), m_import(ui::button(this)),
      m_export(ui::button(this)), m_give(ui::primaryButton(this))
{
    for (QPushButton *button : {m_import, m_export, m_give})
        m_header->addAction(button);
    m_error->setRetryVisible(true);
    arrange({m_header, m_error}, m_pane);
    m_heard.setSingleShot(true);
    m_heard.setInterval(HeardAfter);
    connect(m_import, &QPushButton::clicked, m_pane, &LearnersPane::openImport);
    connect(m_export, &QPushButton::clicked, m_pane, &LearnersPane::saveShown);
    connect(m_give, &QPushButton::clicked, m_pane, &LearnersPane::openGrant);
    connect(m_pane, &Pane::loaded, this, &ui::Page::loaded);
    connect(m_pane, &Pane::failed, m_error, &ui::ErrorBanner::setPageError);
    connect(m_error, &ui::ErrorBanner::retry, this, &LearnersPage::activated);
    connect(&m_api, &api::ApiClient::connectionChanged, this, [this] {
        m_error->clear();
        m_toasts->dismiss();
        if (isVisible() && m_api.isConnected())
            activated();
    });
    connect(&events, &api::EventStream::changed, this, [this](const QString &type, qint64 id) {
        const std::pair<QString, qint64> news(type, id);
        if (!isVisible() || m_news.contains(news))
            return;
        m_news.append(news);
        if (!m_heard.isActive())
            m_heard.start();
    });
    connect(&m_heard, &QTimer::timeout, this, [this] {
        for (const auto &[type, id] : std::exchange(m_news, {}))
            if (isVisible() && m_api.isConnected())
                m_pane->heard(type, id);
    });
    connect(&events, &api::EventStream::resumed, this, [this] {
        if (isVisible())
            activated();
    });
}

QString LearnersPage::title() const
{
    return tr("Learners");
}

void LearnersPage::activated()
{
    m_error->clear();
    if (!m_api.isConnected())
        return;
    m_pane->refresh();
    askSchoolZone(m_api, this, [this] { m_pane->refresh(); });
}

bool LearnersPage::isLoaded() const
{
    return m_pane->isLoaded();
}

QStringList LearnersPage::views() const
{
    return m_pane->views();
}

void LearnersPage::showView(const QString &view)
{
    m_pane->showView(view);
}

void LearnersPage::retranslate()
{
    m_header->setTitle(tr("Learners"));
    m_import->setText(tr("Import…"));
    m_export->setText(tr("Export…"));
    m_give->setText(tr("Give a right…"));
    m_pane->retranslate();
}

}  // namespace commerce
