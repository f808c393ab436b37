#pragma once

#include "models/api/session.h"
#include "models/domain/clock.h"
#include "widgets/service/servicecontrol.h"

#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

class QSettings;

namespace desktop {

/// The connection to the school that the window shows: the one on this computer or one on a server, whether it answers,
/// since when it doesn't, and what can be done about it. It opens the local school when its service runs, takes up a
/// server's session at the start, and notices what becomes of either. The same school that comes back keeps its pages;
/// another one empties them first. Thread: GUI; everything handed in outlives it.
class SchoolConnection : public QObject
{
    Q_OBJECT
public:
    /// What stands between the window and its school, the gravest first.
    enum class Trouble {
        None,
        Connecting,   ///< a server is being asked to take us back
        Unreachable,  ///< it did not answer: the local school is shown instead
        SignedOut,    ///< it wants a sign-in; its pages stay
        LocalFailed,  ///< the local school is wanted and could not be opened
        LocalStopped,
        NotStoring,  ///< the local school answers, but takes nothing
        Lost         ///< the school in front has stopped answering; what its pages show is as old as lostSince()
    };
    using OwnerToken = std::function<QByteArray()>;

    SchoolConnection(api::Session &session, api::ApiClient &api, service::ServiceControl &local, OwnerToken ownerToken,
                     QSettings &settings, const Clock &clock, QObject *parent = nullptr);

    /// The local service is started, and the server that was open when the program ended is asked again.
    void start(bool resumeServer);

    Trouble trouble() const;
    bool isRemote() const { return m_session.kind() == api::Session::Kind::Remote; }
    bool isLocalShown() const { return m_session.kind() == api::Session::Kind::Embedded; }
    bool isReachable() const { return m_api.isReachable(); }
    /// The server that is open, wanted or has signed us out; empty for the local school.
    QString host() const;
    QString displayName() const { return m_session.displayName(); }
    const service::ServiceControl &local() const { return m_local; }
    /// When the school in front was last known to answer; none while it answers.
    std::optional<Millis> lostSince() const { return m_lostSince; }

    /// Does what helps against trouble(): asks again, starts, stays here. SignedOut only asks for a sign-in.
    void help();
    /// Back to the school on this computer, for good.
    void leaveServer();

Q_SIGNALS:
    void changed();        ///< trouble(), host() or the local service's state
    void schoolChanged();  ///< perhaps another school is in front; said before any answer of it arrives
    void opened();         ///< there is a school to fetch from: another one, or the local one started anew
    void signInWanted();

private:
    void followLocal();
    void followSession();
    void followReachable(bool reachable);
    void openLocal();
    void resumeServer();
    void resumed(const Result<void> &done, const QString &host);
    bool wantsLocal() const;

    api::Session &m_session;
    api::ApiClient &m_api;
    service::ServiceControl &m_local;
    OwnerToken m_ownerToken;
    QSettings &m_settings;
    const Clock &m_clock;
    QString m_shownFolder;   ///< of the local school that is or was in front
    QString m_endedSession;  ///< host that has signed us out
    QString m_unreachable;   ///< host whose school is wanted but did not answer
    std::optional<Millis> m_lostSince;
    std::unique_ptr<QObject> m_resuming;  ///< while a server is asked to take us back; gone: its answer is dropped
    QTimer m_resumeSlow;                  ///< so long that somebody wants to know what is going on
    bool m_localWanted = false;           ///< as soon as its service runs
};

}  // namespace desktop
