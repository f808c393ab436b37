#pragma once

#include "models/api/apiclient.h"
#include "widgets/commerce/page/sheetform.h"

#include <QJsonObject>
#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui {
class Card;
class ErrorBanner;
class StatusChip;
}  // namespace ui

namespace commerce {

/// One order: what was bought for how much, what happened to it, and what an administrator may do about it. Thread: GUI.
class OrderView : public QWidget
{
    Q_OBJECT
public:
    OrderView(api::ApiClient &api, QWidget *parent);

    void open(qint64 id);
    void refresh();
    void close();
    qint64 order() const { return m_id; }
    void setManaging(bool managing);  ///< administrators
    void retranslate();

Q_SIGNALS:
    void closed();
    void loaded();
    void changed();  ///< something was done to it

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void showOrder();
    void showLines();
    void showEvents();
    bool isAsked() const;  ///< a refund was asked for and nobody has decided
    void openRefund();
    void askFor(SayText title, SayText intro, const QString &path, const QString &field, bool required);

    api::ApiClient &m_api;
    qint64 m_id = 0;
    QJsonObject m_order;
    bool m_managing = false;

    QPushButton *m_back, *m_outside, *m_refuse, *m_refund;
    QLabel *m_number;
    ui::StatusChip *m_status;
    ui::ErrorBanner *m_error;
    QLabel *m_title, *m_facts, *m_eventsTitle;
    ui::Card *m_bought, *m_happened;
    QWidget *m_lines = nullptr, *m_events = nullptr;  ///< made anew with each answer
};

}  // namespace commerce
