#pragma once

#include "widgets/service/servicecontrol.h"

#include <QHash>
#include <QPointer>
#include <QThread>

#include <atomic>
#include <memory>

class Backend;

namespace desktop {

/// The backend inside the desktop, on a thread of its own: opening migrates, stopping waits for running requests, and
/// neither may hold up the window (ARCHITECTURE §4). Thread: GUI; the Backend object lives and dies on the service's
/// thread.
class EmbeddedService : public service::ServiceControl
{
    Q_OBJECT
public:
    /// The port that learners' bookmarks know, and the one that is used while another program has it: the same at every
    /// start, because what a browser keeps (sign-ins, unsent progress) belongs to one address. 0: not chosen yet.
    struct Ports {
        quint16 usual = 8080;
        quint16 other = 0;
    };

    explicit EmbeddedService(QString dataFolder, QObject *parent = nullptr);
    ~EmbeddedService() override;  ///< stops and waits

    State state() const override { return m_state; }
    void setPorts(Ports ports) { m_ports = ports; }  ///< for the next start
    quint16 otherPort() const { return m_ports.other; }

    QUrl url() const override { return m_url; }
    QUrl usualUrl() const override;
    QString dataFolder() const override { return m_dataFolder; }
    Error lastError() const override { return m_error; }
    Result<void> storing() const override { return m_storing; }
    QStringList recentLog() const override { return m_log; }
    QByteArray ownerToken() const { return m_token; }

    void start() override;
    void stop() override;
    void restart() override;
    void measureStorage() override;
    void restoreBackup(const QString &backup, const QString &folder) override;
    void cancelRestore() override { m_stopRestoring = true; }
    /// The payment channels of the school in `folder`, by "wechatpay/app-id" (commerce::ChannelSettings): at once where it
    /// runs, and with every start. `byPerson`: somebody has changed them, which is noted.
    void setPayments(const QHash<QString, QByteArray> &values, bool byPerson);
    Result<void> saveKeys(const QString &file) override;
    /// Another school; reopens if it was running.
    void openFolder(const QString &folder);

private:
    struct Opened {
        Error error;
        bool ok = false;
        QUrl url;
        QByteArray token;
    };
    void setState(State state);
    void startAgain();
    using Payments = QHash<QString, QByteArray>;
    Opened open(const QString &folder, Ports ports, const Payments &payments);
    Result<void> listen(const QString &folder, quint16 port, const Payments &payments);
    void takeLogLine(const QString &folder, const QByteArray &line);
    void takeHealth(const QString &folder, const Result<void> &state);

    QString m_dataFolder;
    Ports m_ports;
    Payments m_payments;  ///< of the school in m_dataFolder; secret
    State m_state = State::Stopped;
    QUrl m_url;
    QByteArray m_token;
    Error m_error;
    Result<void> m_storing;
    bool m_startAgain = false;

    QThread m_thread;
    QPointer<QThread> m_measuring;  ///< adds up the storage; one at a time
    std::atomic<bool> m_stopMeasuring{false};
    QPointer<QThread> m_restoring;  ///< makes a school of a backup; one at a time
    std::atomic<bool> m_stopRestoring{false};
    QObject *m_host;                     ///< lives on m_thread; receives the work
    std::unique_ptr<Backend> m_backend;  ///< only touched on m_thread
    QStringList m_log;                   ///< of the school that is open
};

}  // namespace desktop
