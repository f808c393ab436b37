#pragma once

#include "models/analytics/completionmodel.h"
#include "models/analytics/overviewmodel.h"
#include "models/api/eventstream.h"
#include "widgets/common/controls/page.h"

#include <QTimer>

#include <vector>

class QLabel;
class QPushButton;
class QSettings;
class QStackedWidget;

namespace ui {
class EmptyState;
class ErrorBanner;
class PageHeader;
class Segmented;
class ToastHost;
}  // namespace ui

namespace analytics {

class CompletionView;
class KpiCard;

/// Dashboards: five minutes of an administrator. The top row's figures for a range of days against the range before,
/// and how learners finish what they start, always of the school that is in front, with the time they are of. The range
/// is remembered. What is handed in outlives the page. Thread: GUI.
class DashboardPage : public ui::Page
{
    Q_OBJECT
public:
    DashboardPage(api::ApiClient &api, api::EventStream &events, const Clock &clock, QSettings &settings,
                  QWidget *parent = nullptr);
    ~DashboardPage() override;

    QString pageId() const override { return QStringLiteral("dashboards"); }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("dashboards"); }
    void activated() override;
    bool isLoaded() const override { return m_settled; }

    QStringList views() const override;
    void showView(const QString &view) override;

    CompletionModel &completion() { return m_completion; }
    OverviewModel &overview() { return m_overview; }
    CompletionView *completionView() { return m_view; }
    /// The table as it is sorted, as CSV; says where it went, or why it didn't.
    void exportTo(const QString &file);

protected:
    void retranslate() override;

private:
    void build();
    void connectModels();
    void showState();
    void fetch();
    void showAge();
    void forget();
    void exportCsv();

    api::ApiClient &m_api;
    QSettings &m_settings;
    OverviewModel m_overview;
    CompletionModel m_completion;
    ui::PageHeader *m_header;
    ui::Segmented *m_range;
    QPushButton *m_export;
    ui::ErrorBanner *m_error;
    QStackedWidget *m_stack;
    ui::EmptyState *m_empty;
    ui::ToastHost *m_toasts;
    std::vector<KpiCard *> m_cards;
    CompletionView *m_view;
    QTimer m_changed;  ///< learners watch all the time; the figures follow every few seconds
    bool m_settled = false;
};

}  // namespace analytics
