#pragma once

#include "models/api/apiclient.h"
#include "models/api/session.h"
#include "models/domain/clock.h"
#include "widgets/common/controls/parts.h"
#include "widgets/service/servicecontrol.h"

#include <QTimer>

#include <functional>
#include <optional>

class QProgressBar;
class QSpinBox;

namespace service {

/// Backups of the school in front, for its administrators: the last one, one now, when and how many; of the school on this
/// computer also a restore into a new folder. Thread: GUI; everything takes place elsewhere.
class BackupCard : public ui::Card
{
    Q_OBJECT
public:
    BackupCard(api::ApiClient &api, api::Session &session, ServiceControl &control, const Clock &clock,
               QWidget *parent = nullptr);

    /// Asks a person for the backup, then for the new folder; empty: changed their mind. Tests answer themselves.
    using Choose = std::function<QString(QWidget *parent, const QString &start)>;
    void setChoosers(Choose backup, Choose folder, Choose keyFile);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void connectParts();
    void retranslate();
    void ask();
    void take(const QJsonObject &found);
    void takeFailure(const Error &error);
    void say(const QString &text, const QString &more = {});
    void showFound();
    QString nextText() const;
    void order();
    void cancel();
    void change();
    void restore();
    void saveKeys();
    void restored(const QString &folder, const Result<void> &done);

    api::ApiClient &m_api;
    api::Session &m_session;
    ServiceControl &m_control;
    const Clock &m_clock;
    Choose m_chooseBackup, m_chooseFolder, m_chooseKeyFile;
    QTimer m_again;    ///< asks again, often while one is being made
    QTimer m_changed;  ///< hour and number stand still for a moment, then they are sent
    QJsonObject m_found;
    bool m_isKnown = false;
    std::optional<double> m_restoring;  ///< 0–1
    QString m_note;                     ///< what became of the last thing that was asked for

    QLabel *m_title;
    QLabel *m_text;
    QLabel *m_more;
    QProgressBar *m_progress;
    QPushButton *m_now;
    QPushButton *m_cancel;
    QPushButton *m_restore;
    QPushButton *m_keys;
    QLabel *m_hourLabel;
    QSpinBox *m_hour;
    QLabel *m_keepLabel;
    QSpinBox *m_keep;
};

}  // namespace service
