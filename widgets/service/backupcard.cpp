#include "widgets/service/backupcard.h"

#include "widgets/common/controls/focus.h"
#include "widgets/common/text/errortext.h"
#include "widgets/common/text/format.h"
#include "widgets/common/theme/tokens.h"

#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace service {

namespace {

constexpr int Often = 1'000, Seldom = 30'000, Settled = 800;  // ms

bool isOpen(const QJsonObject &job)
{
    const QString state = job.value("state"_L1).toString();
    return state == "queued"_L1 || state == "running"_L1;
}

Millis timeIn(const QJsonObject &object, QLatin1String name)
{
    return fromIso(object.value(name).toString()).value_or(0);
}

Error errorOf(const QJsonObject &job)
{
    const QJsonObject error = job.value("error"_L1).toObject();
    return {ErrorCode::Internal, error.value("error"_L1).toString(), error.value("message"_L1).toString(), {}};
}

}  // namespace

BackupCard::BackupCard(api::ApiClient &api, api::Session &session, ServiceControl &control, const Clock &clock,
                       QWidget *parent)
    : ui::Card(parent), m_api(api), m_session(session), m_control(control), m_clock(clock),
      m_title(ui::strongLabel(this)), m_text(ui::label(this)), m_more(ui::label(this, true)),
      m_progress(new QProgressBar(this)), m_now(ui::button(this)), m_cancel(ui::button(this)),
      m_restore(ui::button(this)), m_keys(ui::button(this)), m_hourLabel(ui::label(this)), m_hour(new QSpinBox(this)),
      m_keepLabel(ui::label(this)), m_keep(new QSpinBox(this))
{
    m_chooseBackup = [](QWidget *over, const QString &start) {
        return QFileDialog::getExistingDirectory(over, tr("Choose a backup: the folder that is named by its time"),
                                                 start);
    };
    m_chooseFolder = [](QWidget *over, const QString &start) {
        return QFileDialog::getSaveFileName(over, tr("Name a new folder for the restored school"), start, {}, nullptr,
                                            QFileDialog::DontConfirmOverwrite);
    };
    m_chooseKeyFile = [](QWidget *over, const QString &start) {
        return QFileDialog::getSaveFileName(over, tr("Save the keys of the school"), start);
    };
    build();
    connectParts();
    retranslate();
}

void BackupCard::setChoosers(Choose backup, Choose folder, Choose keyFile)
{
    m_chooseKeyFile = std::move(keyFile);
    m_chooseBackup = std::move(backup);
    m_chooseFolder = std::move(folder);
}

void BackupCard::build()
{
    for (QLabel *words : {m_text, m_more})
        words->setWordWrap(true);
    m_progress->setRange(0, 100);
    m_progress->setTextVisible(false);
    m_hour->setRange(0, 23);
    m_hour->setSuffix(u":00"_s);
    m_keep->setRange(1, 365);
    m_hourLabel->setBuddy(m_hour);
    m_keepLabel->setBuddy(m_keep);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    for (QWidget *part : {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_text),
                          static_cast<QWidget *>(m_more), static_cast<QWidget *>(m_progress)})
        words->addWidget(part);
    auto *top = new QHBoxLayout;
    top->setSpacing(ui::metrics::Grid);
    top->addLayout(words, 1);
    for (QPushButton *button : {m_cancel, m_restore, m_now})
        top->addWidget(button, 0, Qt::AlignVCenter);
    auto *settings = new QHBoxLayout;
    settings->setSpacing(ui::metrics::Grid);
    settings->addWidget(m_hourLabel);
    settings->addWidget(m_hour);
    settings->addSpacing(ui::metrics::Gap);
    settings->addWidget(m_keepLabel);
    settings->addWidget(m_keep);
    settings->addStretch(1);
    settings->addWidget(m_keys);
    column()->addLayout(top);
    column()->addLayout(settings);
}

void BackupCard::connectParts()
{
    m_changed.setSingleShot(true);
    m_changed.setInterval(Settled);
    connect(&m_again, &QTimer::timeout, this, &BackupCard::ask);
    connect(&m_changed, &QTimer::timeout, this, &BackupCard::change);
    connect(&m_api, &api::ApiClient::connectionChanged, this, [this] {
        m_isKnown = false;
        m_note.clear();
        m_changed.stop();
        ask();
    });
    connect(&m_session, &api::Session::changed, this, &BackupCard::ask);
    connect(m_now, &QPushButton::clicked, this, &BackupCard::order);
    connect(m_cancel, &QPushButton::clicked, this, &BackupCard::cancel);
    connect(m_restore, &QPushButton::clicked, this, &BackupCard::restore);
    connect(m_keys, &QPushButton::clicked, this, &BackupCard::saveKeys);
    for (QSpinBox *box : {m_hour, m_keep})
        connect(box, &QSpinBox::valueChanged, &m_changed, qOverload<>(&QTimer::start));
    connect(&m_control, &ServiceControl::restoreProgressed, this, [this](double fraction) {
        m_restoring = fraction;
        showFound();
    });
    connect(&m_control, &ServiceControl::restoreEnded, this, &BackupCard::restored);
}

void BackupCard::showEvent(QShowEvent *event)
{
    ui::Card::showEvent(event);
    ask();
}

void BackupCard::hideEvent(QHideEvent *event)
{
    ui::Card::hideEvent(event);
    m_again.stop();
}

void BackupCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    ui::Card::changeEvent(event);
}

void BackupCard::retranslate()
{
    m_title->setText(tr("Backup"));
    m_now->setText(tr("Back up now"));
    m_cancel->setText(tr("Cancel"));
    m_restore->setText(tr("Restore…"));
    m_keys->setText(tr("Save the keys…"));
    m_keys->setToolTip(
            tr("What is sealed in the school, such as numbers of payments, can't be read without its keys. No backup "
               "holds them: keep a copy of them in another place."));
    m_hourLabel->setText(tr("Every day at"));
    m_keepLabel->setText(tr("Backups to keep"));
    ui::setName(m_progress, tr("Progress of the backup"));
    for (const auto &[box, name] : {std::pair(m_hour, m_hourLabel), std::pair(m_keep, m_keepLabel)}) {
        box->setAccessibleName(name->text());
        box->findChild<QLineEdit *>()->setAccessibleName(name->text());  // it is what has the focus
    }
    showFound();
}

void BackupCard::ask()
{
    if (!isVisible())
        return;
    m_again.start(Seldom);
    if (m_session.role() == "admin"_L1 && m_api.isConnected() && !m_api.isPaused())
        m_api.get(u"/api/backups"_s, this, [this](const api::Answer &answer) {
            if (answer)
                take(answer->toObject());
            else
                takeFailure(answer.error());
        });
    showFound();
}

void BackupCard::take(const QJsonObject &found)
{
    m_found = found;
    m_isKnown = true;
    if (!m_changed.isActive() && !m_hour->hasFocus() && !m_keep->hasFocus()) {
        const QSignalBlocker hourStays(m_hour), keepStays(m_keep);
        const QJsonObject settings = found.value("settings"_L1).toObject();
        m_hour->setValue(settings.value("hour"_L1).toInt());
        m_keep->setValue(settings.value("keep"_L1).toInt());
    }
    m_again.start(isOpen(found.value("last"_L1).toObject()) ? Often : Seldom);
    showFound();
}

void BackupCard::takeFailure(const Error &error)
{
    if (error.code == ErrorCode::Cancelled)
        return;
    m_note = ui::describe(error).what;
    showFound();
}

void BackupCard::say(const QString &text, const QString &more)
{
    m_text->setText(text);
    m_more->setText(more);
    m_more->setVisible(!more.isEmpty());
}

/// The hour that is set is the school's; where this computer shows another one, both are said.
QString BackupCard::nextText() const
{
    const Millis next = timeIn(m_found, "nextTime"_L1);
    const QString name = m_found.value("timeZone"_L1).toString();
    const QTimeZone zone(name.toLatin1());
    const QString here = ui::formatDateTime(next);
    const QDateTime there = QDateTime::fromMSecsSinceEpoch(next, zone);
    if (!zone.isValid() || there.offsetFromUtc() == QDateTime::fromMSecsSinceEpoch(next).offsetFromUtc())
        return tr("Next: %1").arg(here);
    return tr("Next: %1 (%2 in %3)").arg(here, QLocale().toString(there.time(), u"H:mm"_s), name);
}

void BackupCard::showFound()
{
    const bool isAdmin = m_session.role() == "admin"_L1;
    const QJsonObject job = m_found.value("last"_L1).toObject();
    const bool busy = m_isKnown && isOpen(job);
    const bool working = busy || m_restoring;
    m_progress->setVisible(working);
    m_cancel->setVisible(working);
    ui::setEnabledKeepingFocus(m_now, isAdmin && m_isKnown && !working);
    for (QPushButton *button : {m_restore, m_keys})
        button->setVisible(m_session.kind() != api::Session::Kind::Remote);
    ui::setEnabledKeepingFocus(m_restore, !m_restoring);
    for (QWidget *setting : {static_cast<QWidget *>(m_hour), static_cast<QWidget *>(m_keep)})
        setting->setEnabled(isAdmin && m_isKnown);
    if (m_restoring) {
        m_progress->setValue(int(*m_restoring * 100));
        return say(tr("A school is being restored…"), m_note);
    }
    if (!isAdmin || !m_isKnown)
        return say(isAdmin ? tr("Not known yet.") : tr("Administrators of the school see to its backups."), m_note);
    m_progress->setValue(int(job.value("progress"_L1).toDouble() * 100));
    const QJsonArray backups = m_found.value("backups"_L1).toArray();
    const QString next = nextText();
    QString more = m_note.isEmpty() ? next : m_note;
    if (busy && job.value("cancel_requested"_L1).toBool())
        return say(tr("The backup is being canceled…"));
    if (busy)
        return say(job.value("state"_L1) == "running"_L1 ? tr("A backup is being made…")
                                                         : tr("A backup is about to begin…"),
                   job.value("error"_L1).isNull() ? m_note : ui::describe(errorOf(job)).what);
    if (job.value("state"_L1) == "failed"_L1)
        more = tr("The last attempt failed: %1").arg(ui::describe(errorOf(job)).what);
    if (backups.isEmpty())
        return say(tr("This school has no backup yet. A folder on another disk keeps it safest."), more);
    const QJsonObject newest = backups.first().toObject();
    const QString when = ui::formatRelative(timeIn(newest, "madeTime"_L1), m_clock.now());
    const QString size = ui::formatBytes(newest.value("bytes"_L1).toInteger());
    say(newest.value("verifiedTime"_L1).isNull() ? tr("Last backup: %1, %2, not verified").arg(when, size)
                                                 : tr("Last backup: %1, %2, verified").arg(when, size),
        more);
}

void BackupCard::order()
{
    m_note.clear();
    m_api.post(u"/api/backups"_s, {}, this, [this](const api::Answer &answer) {
        if (!answer)
            takeFailure(answer.error());
        ask();
    });
}

void BackupCard::cancel()
{
    if (m_restoring)
        return m_control.cancelRestore();
    const qint64 id = m_found.value("last"_L1).toObject().value("id"_L1).toInteger();
    m_api.post(u"/api/jobs/%1/cancel"_s.arg(id), {}, this, [this](const api::Answer &answer) {
        if (!answer)
            takeFailure(answer.error());
        ask();
    });
}

void BackupCard::change()
{
    QJsonObject settings = m_found.value("settings"_L1).toObject();
    settings.insert("hour"_L1, m_hour->value());
    settings.insert("keep"_L1, m_keep->value());
    m_api.put(u"/api/backups/settings"_s, settings, this, [this](const api::Answer &answer) {
        m_note.clear();
        if (answer)
            take(answer->toObject());
        else
            takeFailure(answer.error());
    });
}

void BackupCard::restore()
{
    const QString backup = m_chooseBackup(this, m_found.value("folder"_L1).toString());
    if (backup.isEmpty())
        return;
    const QString folder = m_chooseFolder(this, QDir::homePath());
    if (folder.isEmpty())
        return;
    m_note.clear();
    m_restoring = 0;
    showFound();
    m_control.restoreBackup(backup, folder);
}

void BackupCard::saveKeys()
{
    const QString file = m_chooseKeyFile(this, QDir::home().filePath(u"coursewright-keys.json"_s));
    if (file.isEmpty())
        return;
    const auto saved = m_control.saveKeys(file);
    m_note = saved ? tr("The keys are in %1. Keep that file apart from the backups: whoever has both can read what is "
                        "sealed.")
                             .arg(QDir::toNativeSeparators(file))
                   : tr("The keys were not saved: %1").arg(saved.error().message);
    showFound();
}

void BackupCard::restored(const QString &folder, const Result<void> &done)
{
    m_restoring.reset();
    if (done)
        m_note = tr("The school has been restored into %1. To work in it, choose that folder in the settings.")
                         .arg(QDir::toNativeSeparators(folder));
    else
        m_note = done.error().code == ErrorCode::Cancelled ? tr("The restore was canceled; nothing is left of it.")
                                                           : tr("Nothing was restored: %1").arg(done.error().message);
    showFound();
}

}  // namespace service
