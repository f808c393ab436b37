#pragma once

#include "models/api/eventstream.h"
#include "models/commerce/learner/grantableitems.h"
#include "models/commerce/learner/learnerlistmodel.h"
#include "widgets/common/controls/page.h"

#include <QList>
#include <QTimer>

#include <utility>

class QPushButton;
class QSettings;

namespace ui {
class ErrorBanner;
class PageHeader;
class ToastHost;
}  // namespace ui

namespace commerce {

class LearnersPane;

/// Learners: everybody with a right or progress, for administrators. What is handed in outlives the page. Thread: GUI.
class LearnersPage : public ui::Page
{
    Q_OBJECT
public:
    LearnersPage(api::ApiClient &api, api::EventStream &events, QSettings &settings, QWidget *parent = nullptr);

    QString pageId() const override { return QStringLiteral("learners"); }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("users"); }
    void activated() override;
    bool isLoaded() const override;
    QStringList views() const override;
    void showView(const QString &view) override;

    LearnersPane &pane() { return *m_pane; }
    LearnerListModel &learners() { return m_learners; }
    GrantableItems &items() { return m_items; }

protected:
    void retranslate() override;

private:
    api::ApiClient &m_api;
    LearnerListModel m_learners;
    GrantableItems m_items;
    ui::PageHeader *m_header;
    ui::ErrorBanner *m_error;
    ui::ToastHost *m_toasts;
    LearnersPane *m_pane;
    QPushButton *m_import, *m_export, *m_give;
    QTimer m_heard;  ///< many people learn at once: one question for all that was heard meanwhile
    QList<std::pair<QString, qint64>> m_news;
};

}  // namespace commerce
