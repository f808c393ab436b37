#pragma once

#include "models/commerce/learner/grantableitems.h"
#include "models/commerce/learner/learnerlistmodel.h"
#include "widgets/commerce/page/tablepane.h"

#include <functional>

class QComboBox;
class QPushButton;
class QSettings;

namespace ui {
class SearchField;
class ToastHost;
}  // namespace ui

namespace commerce {

class LearnerView;

/// The table of learners; one is opened by Enter or a double click. Ctrl+F searches, F5 asks again. Remembers columns, order
/// and states that are shown. Thread: GUI.
class LearnersPane : public TablePane
{
    Q_OBJECT
public:
    LearnersPane(api::ApiClient &api, LearnerListModel &learners, GrantableItems &items, ui::ToastHost &toasts,
                 QSettings &settings, QWidget *parent = nullptr);

    void refresh() override;
    void retranslate() override;
    void heard(const QString &type, qint64 id) override;
    QStringList views() const override;
    void showView(const QString &view) override;
    bool isLoaded() const override;

    void openLearner(qint64 person);
    void openGrant();  ///< to the chosen one, or to whom is named
    void openImport();
    /// What is shown, into a file that somebody chooses.
    void saveShown();
    LearnerView &view() { return *m_view; }

    /// Asks a person where a file goes; empty: nowhere. Tests answer themselves.
    using ChooseFile = std::function<QString(QWidget *parent, const QString &name)>;
    void setChooser(ChooseFile choose) { m_choose = std::move(choose); }

protected:
    bool isNarrowed() const override { return m_learners.isNarrowed(); }
    void showChosen() override;
    void openChosen() override;
    QString countText() const override;

private:
    void build();
    void wire();
    void addShortcuts();
    void remember();
    void recall();
    void listCourses();
    void applyFilter();
    void closeLearner();
    void granted(const QJsonObject &right);
    void showMenu(const QPoint &at);

    api::ApiClient &m_api;
    LearnerListModel &m_learners;
    GrantableItems &m_items;
    ui::ToastHost &m_toasts;
    QSettings &m_settings;
    ChooseFile m_choose;
    ui::SearchField *m_search;
    QComboBox *m_course, *m_right, *m_learning;
    QPushButton *m_give, *m_open;
    LearnerView *m_view;
};

}  // namespace commerce
