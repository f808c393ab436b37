#pragma once

#include "backend/commerce/payment/paymentsettings.h"
#include "backend/events/eventhub.h"
#include "backend/http/routing/router.h"
#include "backend/http/server/server.h"
#include "models/domain/accounts/actor.h"
#include "models/domain/accounts/consentrule.h"
#include "models/domain/clock.h"
#include "models/domain/result.h"

#include <QSet>
#include <QString>

#include <functional>
#include <memory>

namespace accounts {
class DataRights;
}

/// The whole backend of one school, wired by hand (ARCHITECTURE §6.9): store, features, door, jobs, server. The
/// headless program, the desktop and the tests each make one; nobody else does. Thread: open/listen/stop may take a
/// moment (migrations, open requests): never on the GUI thread. The rest from any.
class Backend
{
public:
    struct Options {
        QString dataFolder;   ///< made if missing, for its owner alone; locked for this process
        QString databaseUrl;  ///< empty: a file in the data folder; else mysql://…, see database::Engine::at
        http::ServerOptions http;
        const Clock *clock = nullptr;     ///< null: the system's; outlives the Backend
        bool embedded = false;            ///< inside the desktop: makes the owner account and its token
        int workers = 0;                  ///< threads that run handlers; 0: as many as cores, at least 2
        int requestsPerMinute = 600;      ///< per user; 0: no limit
        QSet<QByteArray> trustedProxies;  ///< whose X-Forwarded-For is believed; as http::plainAddress spells
        /// Whether a person's progress waits for a consent that this school keeps.
        accounts::ConsentRule consent = accounts::ConsentRule::Required;
        commerce::PaymentSettings payments;       ///< the channels that buyers can pay through
        bool runJobs = true;                      ///< false: jobs stay queued (tests)
        bool cheapPasswords = false;              ///< tests only: Argon2 at its least cost
        QString accessLogFile;                    ///< empty: <dataFolder>/logs/access.log
        bool makeMissingKeys = false;             ///< a school that lost its keys gets new ones, and is not refused
        std::function<void(QByteArray)> logSink;  ///< also hears each access log line; called from any thread
        /// Hears when the school stops storing things and when it does again, see Database::health; called from any
        /// thread.
        std::function<void(const Result<void> &)> healthChanged = [](const Result<void> &) {};
    };

    /// Opens (and migrates) the school and wires everything; no socket yet. Errors: those of
    /// DataFolder::prepare and Database::open; Internal.
    static Result<std::unique_ptr<Backend>> open(const Options &options);
    ~Backend();  ///< stops

    /// Starts to serve over HTTP. Errors: those of http::Server::start.
    Result<void> listen();
    /// Lets running requests and the current job step end, then closes. Idempotent.
    void stop();

    /// The log begins a new file under its path, as log rotation asks for.
    void reopenLog();

    QString url() const;  ///< "http://127.0.0.1:8080" while listening
    QString dataFolder() const;
    /// The local owner's access token: memory only, valid while this object lives. Empty unless embedded.
    QByteArray ownerToken() const;

    /// For `user add`, the demo builder and tests.
    Result<UserId> addUser(const QString &login, const QString &password, accounts::Role role,
                           const QString &displayName = {});
    /// For `user password`: ends the sessions of that user. NotFound, InvalidArgument "weak_password".
    Result<UserId> setPassword(const QString &login, const QString &password);
    /// What is wrong with the settings of payment channels, a sentence each; those channels are off.
    QStringList paymentFaults() const;
    /// Other settings of the channels; see Commerce::setPayments.
    Result<void> setPayments(const commerce::PaymentSettings &settings, bool changed);
    /// Whether anybody has an account; the embedded owner counts.
    bool hasPeople() const;
    /// A fresh access token for a user; with localOwner it may import local files.
    QByteArray tokenFor(UserId user, bool localOwner = false) const;

    /// A new key for sealed fields; see encryption::SchoolKeys::rotate.
    Result<qint64> rotateFieldKeys(const std::function<bool(qint64 values)> &progress);

    /// What is stored about a person: its export and its end.
    accounts::DataRights &dataRights();

    const http::Router &router() const;
    events::EventHub &events();

private:
    struct Parts;
    explicit Backend(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};
