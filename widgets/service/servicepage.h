#pragma once

#include "models/api/session.h"
#include "widgets/common/controls/page.h"
#include "widgets/service/requestfigures.h"
#include "widgets/service/servicecontrol.h"

#include <QTimer>

class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace ui {
class Card;
class ElidedLabel;
class ErrorBanner;
class PageHeader;
class ToastHost;
}  // namespace ui

namespace service {

class FigureCard;
class LogView;
class StateLight;

/// Service: which school this desktop works in, whether it can be reached and where. Of the school on this computer
/// also what it is doing and its log; on a server these are not ours to see, and the school here shrinks to one line.
class ServicePage : public ui::Page
{
    Q_OBJECT
public:
    ServicePage(ServiceControl &control, api::Session &session, const Clock &clock, QWidget *parent = nullptr);
    ~ServicePage() override;

    QString pageId() const override { return QStringLiteral("service"); }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("service"); }
    /// One more part of the page, above the log.
    void addCard(QWidget *card);
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
    QWidget *buildMoved();
    QWidget *buildHere();
    void connectParts();
    void showState();
    void showLocal();
    void showServer();
    void showMoved();
    void showAccount();
    void showFigures();
    void forgetSchool();
    void toggle();
    QUrl address() const;

    ServiceControl &m_control;
    api::Session &m_session;
    const Clock &m_clock;
    RequestFigures m_figures;
    QTimer m_tick;
    qint64 m_used = -1;
    qint64 m_free = -1;
    bool m_goingBack = false;  ///< to the usual port, which may still be taken

    QVBoxLayout *m_parts = nullptr;
    ui::PageHeader *m_header;
    ui::ErrorBanner *m_error;
    ui::ToastHost *m_toasts;
    ui::Card *m_moved = nullptr;  ///< another program has the usual port
    QLabel *m_movedTitle;
    QLabel *m_movedText;
    QPushButton *m_goBack;
    ui::Card *m_here = nullptr;  ///< the school on this computer, while a server's is in front
    QLabel *m_hereTitle;
    QLabel *m_hereText;
    QPushButton *m_hereToggle;
    QWidget *m_figureRow = nullptr;
    ui::Card *m_logCard = nullptr;
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
