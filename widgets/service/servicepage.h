#pragma once

#include "models/api/session.h"
#include "widgets/common/page.h"
#include "widgets/service/requestfigures.h"
#include "widgets/service/servicecontrol.h"

#include <QTimer>

class QLabel;
class QPushButton;
class QToolButton;

namespace ui {
class Card;
class ElidedLabel;
class ErrorBanner;
class PageHeader;
}  // namespace ui

namespace service {

class FigureCard;
class LogView;
class StateLight;

/// Service: whether the school can be reached and where, what it is doing, its log; and which school this desktop works
/// in.
class ServicePage : public ui::Page
{
    Q_OBJECT
public:
    ServicePage(ServiceControl &control, api::Session &session, const Clock &clock, QWidget *parent = nullptr);
    ~ServicePage() override;

    QString pageId() const override { return QStringLiteral("service"); }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("service"); }
    void activated() override;
    void deactivated() override;

Q_SIGNALS:
    void signInRequested();
    void embeddedRequested();  ///< back to the school on this computer
    void signOutRequested();

protected:
    void retranslate() override;

private:
    void build();
    QLayout *buildAddress();
    QLayout *buildAccount();
    void showState();
    void showAccount();
    void showFigures();
    void toggle();

    ServiceControl &m_control;
    api::Session &m_session;
    const Clock &m_clock;
    RequestFigures m_figures;
    QTimer m_tick;
    qint64 m_used = -1;
    qint64 m_free = -1;

    ui::PageHeader *m_header;
    ui::ErrorBanner *m_error;
    StateLight *m_light;
    QLabel *m_state;
    QLabel *m_hint;
    ui::ElidedLabel *m_address;
    QToolButton *m_copy;
    QPushButton *m_open;
    QPushButton *m_toggle;
    FigureCard *m_requests;
    FigureCard *m_median;
    FigureCard *m_slow;
    FigureCard *m_storage;
    QLabel *m_accountTitle;
    QLabel *m_account;
    QPushButton *m_signIn;
    QPushButton *m_embedded;
    QPushButton *m_signOut;
    QLabel *m_logTitle;
    LogView *m_log;
};

}  // namespace service
