#include "widgets/accounts/signindialog.h"

#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/progressring.h"
#include "widgets/common/theme/tokens.h"

#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace accounts {

SignInDialog::SignInDialog(api::Session &session, QWidget *parent)
    : ui::Sheet(parent), m_session(session), m_known(session.knownServers()), m_title(ui::titleLabel(this)),
      m_intro(ui::label(this, true)), m_error(new ui::ErrorBanner(this)), m_serverLabel(ui::label(this)),
      m_server(new QComboBox(this)), m_loginLabel(ui::label(this)), m_login(new QLineEdit(this)),
      m_passwordLabel(ui::label(this)), m_password(new QLineEdit(this)), m_ring(new ui::ProgressRing(20, this)),
      m_cancel(ui::button(this)), m_submit(ui::primaryButton(this))
{
    build();
    for (const api::KnownServer &server : m_known)
        m_server->addItem(server.url.toString());
    connect(m_server, &QComboBox::activated, this, &SignInDialog::chooseServer);
    connect(m_submit, &QPushButton::clicked, this, &SignInDialog::submit);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_submit->setDefault(true);
    setBusy(false);
    retranslate();
    chooseServer(m_known.isEmpty() ? -1 : 0);
    if (!m_known.isEmpty())
        m_password->setFocus();  // all that is left to type; it must not land readably in another field
}

void SignInDialog::build()
{
    constexpr int Width = 440;
    setFixedWidth(Width);
    m_intro->setWordWrap(true);
    m_server->setEditable(true);
    m_server->setInsertPolicy(QComboBox::NoInsert);
    m_server->lineEdit()->setStyleSheet(u"border: none; padding: 0; min-height: 0"_s);
    m_password->setEchoMode(QLineEdit::Password);
    m_serverLabel->setBuddy(m_server);
    m_loginLabel->setBuddy(m_login);
    m_passwordLabel->setBuddy(m_password);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin);
    column->setSpacing(ui::metrics::Half);
    column->addWidget(m_title);
    column->addWidget(m_intro);
    column->addSpacing(ui::metrics::Grid);
    column->addWidget(m_error);
    const std::pair<QLabel *, QWidget *> fields[] = {
            {m_serverLabel, m_server}, {m_loginLabel, m_login}, {m_passwordLabel, m_password}};
    for (const auto &[label, field] : fields) {
        column->addSpacing(ui::metrics::Grid);
        column->addWidget(label);
        column->addWidget(field);
    }
    column->addSpacing(ui::metrics::Gap);
    auto *row = new QHBoxLayout;
    row->setSpacing(ui::metrics::Grid);
    row->addWidget(m_ring);
    row->addStretch(1);
    row->addWidget(m_cancel);
    row->addWidget(m_submit);
    column->addLayout(row);
}

void SignInDialog::chooseServer(int index)
{
    if (index < 0 || index >= m_known.size())
        return;
    m_server->setCurrentText(m_known.at(index).url.toString());
    m_login->setText(m_known.at(index).login);
}

std::optional<api::KnownServer> SignInDialog::remembered() const
{
    const auto url = api::Session::parseServer(m_server->currentText());
    for (const api::KnownServer &server : m_known) {
        if (url && server.url == *url && server.login == m_login->text().trimmed())
            return server;
    }
    return std::nullopt;
}

void SignInDialog::submit()
{
    m_error->clear();
    const auto url = api::Session::parseServer(m_server->currentText().trimmed());
    if (!url) {
        m_error->setError({ErrorCode::InvalidArgument, u"bad_url"_s, {}, {}});
        m_server->setFocus();
        return;
    }
    const auto server = remembered();
    if (m_password->text().isEmpty() && !server) {
        m_error->setError({ErrorCode::InvalidArgument, u"password_needed"_s, {}, {}});
        m_password->setFocus();
        return;
    }
    setBusy(true);
    const auto done = [this](const Result<void> &result) { finish(result); };
    if (m_password->text().isEmpty())
        m_session.resume(*server, this, done);
    else
        m_session.signIn(*url, m_login->text().trimmed(), m_password->text(), this, done);
}

void SignInDialog::finish(const Result<void> &done)
{
    setBusy(false);
    if (done) {
        accept();
        return;
    }
    m_error->setError(done.error());
    m_password->setFocus();
    m_password->selectAll();
}

void SignInDialog::setBusy(bool busy)
{
    m_ring->setVisible(busy);
    for (QWidget *field : {static_cast<QWidget *>(m_server), static_cast<QWidget *>(m_login),
                           static_cast<QWidget *>(m_password), static_cast<QWidget *>(m_submit)})
        field->setEnabled(!busy);
}

void SignInDialog::retranslate()
{
    setWindowTitle(tr("Sign in to a server"));
    m_title->setText(tr("Sign in to a server"));
    m_intro->setText(
            tr("Work on your organisation's school from this computer. The school on this computer stays as it is."));
    m_serverLabel->setText(tr("Server"));
    m_server->lineEdit()->setPlaceholderText(u"https://school.example"_s);
    m_loginLabel->setText(tr("Name, phone or e-mail"));
    m_passwordLabel->setText(tr("Password"));
    m_password->setPlaceholderText(m_known.isEmpty() ? QString() : tr("Leave empty if this computer remembers you"));
    m_cancel->setText(tr("Cancel"));
    m_submit->setText(tr("Sign in"));
    m_server->setAccessibleName(m_serverLabel->text());
    m_login->setAccessibleName(m_loginLabel->text());
    m_password->setAccessibleName(m_passwordLabel->text());
}

void SignInDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

}  // namespace accounts
