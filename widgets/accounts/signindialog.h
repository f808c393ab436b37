#pragma once

#include "models/api/session.h"
#include "widgets/common/controls/sheet.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {
class ErrorBanner;
class ProgressRing;
}  // namespace ui

namespace accounts {

/// Signs in to a remote server: address, name, password. Servers used before are offered; where the system's key store
/// still holds their refresh token, no password is needed. Errors show in place; the dialog closes when the server has
/// said yes (accepted: the session is that server's). `session` outlives it. Thread: GUI.
class SignInDialog : public ui::Sheet
{
    Q_OBJECT
public:
    explicit SignInDialog(api::Session &session, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void retranslate();
    void chooseServer(int index);
    void submit();
    void finish(const Result<void> &done);
    void setBusy(bool busy);
    std::optional<api::KnownServer> remembered() const;

    api::Session &m_session;
    QList<api::KnownServer> m_known;
    QLabel *m_title;
    QLabel *m_intro;
    ui::ErrorBanner *m_error;
    QLabel *m_serverLabel;
    QComboBox *m_server;
    QLabel *m_loginLabel;
    QLineEdit *m_login;
    QLabel *m_passwordLabel;
    QLineEdit *m_password;
    ui::ProgressRing *m_ring;
    QPushButton *m_cancel;
    QPushButton *m_submit;
};

}  // namespace accounts
