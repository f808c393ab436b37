#pragma once

#include "models/commerce/learner/rightlistmodel.h"
#include "widgets/commerce/learners/rightsheets.h"

#include <QJsonObject>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QTableView;

namespace ui {
class ErrorBanner;
class StatusChip;
class ToastHost;
}  // namespace ui

namespace commerce {

class FactsCard;

/// One person: the rights with where each comes from and what can be done about it, which rule lets her watch, progress and
/// orders. Esc goes back; in the table of rights Enter changes the end and Delete takes back. Thread: GUI.
class LearnerView : public QWidget
{
    Q_OBJECT
public:
    LearnerView(api::ApiClient &api, LearnerListModel &learners, const GrantableItems &items, ui::ToastHost &toasts,
                QWidget *parent);

    void open(qint64 person);
    void refresh();
    void close();
    qint64 person() const { return m_id; }
    bool isLoaded() const { return m_waiting == 0; }
    QTableView *table() { return m_table; }
    RightListModel &rights() { return m_rights; }
    void retranslate();
    /// After a right was given to this person, here or from the list.
    void offerRevocation(const QJsonObject &right);

Q_SIGNALS:
    void closed();
    void loaded();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void wire();
    using Take = std::function<void(const QJsonObject &)>;
    void fetch(const QString &path, const QUrlQuery &query, Take take);
    void showPerson();
    void showChosen();
    void showTrace(const QJsonObject &access);
    void showProgress(const QJsonObject &learning);
    void showOrders(const QJsonObject &orders);
    QJsonObject chosen() const;
    void give();
    void changeEnd();
    void takeBack();
    void giveBack(qint64 right);
    void showMenu(const QPoint &at);

    api::ApiClient &m_api;
    LearnerListModel &m_learners;
    const GrantableItems &m_items;
    ui::ToastHost &m_toasts;
    RightListModel m_rights;
    qint64 m_id = 0;
    int m_waiting = 0;
    int m_traced = 0;
    QJsonObject m_person, m_learning, m_orders, m_access;

    QPushButton *m_back, *m_give, *m_end, *m_revoke;
    QLabel *m_name, *m_login, *m_rightsTitle, *m_noRights, *m_trace;
    ui::StatusChip *m_state;
    ui::ErrorBanner *m_error;
    FactsCard *m_progress, *m_ordered;
    QTableView *m_table;
    QWidget *m_tableCard = nullptr;
};

}  // namespace commerce
