#include "app/desktop/schoolconnection.h"

#include <QSettings>

using namespace Qt::StringLiterals;

namespace desktop {

namespace {
using State = service::ServiceControl::State;
using Kind = api::Session::Kind;
constexpr int ResumePatience = 700;  // ms: a notice that comes and goes at once only startles
}  // namespace

SchoolConnection::SchoolConnection(api::Session &session, api::ApiClient &api, service::ServiceControl &local,
                                   OwnerToken ownerToken, QSettings &settings, const Clock &clock, QObject *parent)
    : QObject(parent), m_session(session), m_api(api), m_local(local), m_ownerToken(std::move(ownerToken)),
      m_settings(settings), m_clock(clock)
{
    connect(&m_local, &service::ServiceControl::stateChanged, this, &SchoolConnection::followLocal);
    connect(&m_local, &service::ServiceControl::storingChanged, this, &SchoolConnection::changed);
    connect(&m_session, &api::Session::changed, this, &SchoolConnection::followSession);
    connect(&m_session, &api::Session::ended, this, [this] {
        m_endedSession = m_api.base().host();
        m_settings.setValue(u"session/remote"_s, false);
        Q_EMIT changed();
    });
    connect(&m_api, &api::ApiClient::reachableChanged, this, &SchoolConnection::followReachable);
    m_resumeSlow.setSingleShot(true);
    m_resumeSlow.setInterval(ResumePatience);
    connect(&m_resumeSlow, &QTimer::timeout, this, &SchoolConnection::changed);
}

void SchoolConnection::start(bool resume)
{
    m_local.start();
    Q_EMIT changed();
    if (resume && m_settings.value(u"session/remote"_s).toBool())
        resumeServer();
}

bool SchoolConnection::wantsLocal() const
{
    return !isRemote() && !m_session.hasEnded();
}

SchoolConnection::Trouble SchoolConnection::trouble() const
{
    if (m_resuming && (!m_unreachable.isEmpty() || !m_resumeSlow.isActive()))
        return Trouble::Connecting;
    if (!m_unreachable.isEmpty())
        return Trouble::Unreachable;
    if (!m_endedSession.isEmpty())
        return Trouble::SignedOut;
    if (wantsLocal() && m_local.state() == State::Failed)
        return Trouble::LocalFailed;
    if (wantsLocal() && m_local.state() == State::Stopped && m_session.kind() == Kind::Embedded)
        return Trouble::LocalStopped;
    if (wantsLocal() && m_session.kind() == Kind::Embedded && m_local.state() == State::Running && !m_local.storing())
        return Trouble::NotStoring;
    const bool answersExpected = isRemote() || (wantsLocal() && m_local.state() == State::Running);
    return answersExpected && m_api.isConnected() && !m_api.isReachable() ? Trouble::Lost : Trouble::None;
}

QString SchoolConnection::host() const
{
    switch (trouble()) {
    case Trouble::Connecting:
        return m_session.knownServers().isEmpty() ? QString() : m_session.knownServers().constFirst().url.host();
    case Trouble::Unreachable: return m_unreachable;
    case Trouble::SignedOut: return m_endedSession;
    default: return isRemote() ? m_api.base().host() : QString();
    }
}

void SchoolConnection::followReachable(bool reachable)
{
    m_lostSince = reachable ? std::nullopt : std::optional(m_clock.now());
    Q_EMIT changed();  // what is shown fetches by itself as soon as the events are heard again
}

void SchoolConnection::followLocal()
{
    const bool running = m_local.state() == State::Running;
    if (running && (wantsLocal() || m_localWanted)) {
        openLocal();
    } else if (!running && m_session.kind() == Kind::Embedded) {
        // The pages of a school that is only stopped stay, with what is typed in them; those of another one go.
        if (m_local.dataFolder() == m_shownFolder)
            m_api.pause();
        else
            m_api.disconnectFrom();
    }
    Q_EMIT changed();
}

void SchoolConnection::openLocal()
{
    m_localWanted = m_local.state() != State::Running;
    if (m_localWanted) {
        m_local.start();
        return;
    }
    const bool same =
            m_session.kind() == Kind::Embedded && m_api.isConnected() && m_local.dataFolder() == m_shownFolder;
    m_shownFolder = m_local.dataFolder();
    if (same)
        m_session.reopenEmbedded(m_local.url(), m_ownerToken());
    else
        m_session.openEmbedded(m_local.url(), m_ownerToken());
}

void SchoolConnection::followSession()
{
    if (isRemote()) {
        m_settings.setValue(u"session/remote"_s, true);
        m_resuming.reset();
        m_localWanted = false;
        m_unreachable.clear();
        m_endedSession.clear();
    }
    m_lostSince.reset();
    // Signed out by the server: its pages stay, with what is typed in them, and so does what belongs to it.
    if (m_session.kind() != Kind::None)
        Q_EMIT schoolChanged();
    Q_EMIT changed();
    if (m_session.kind() != Kind::None)
        Q_EMIT opened();
}

void SchoolConnection::resumeServer()
{
    const QList<api::KnownServer> known = m_session.knownServers();
    if (known.isEmpty() || m_resuming)
        return;
    // One at a time: a refresh token is good for one use, and the second would end the session (API §5).
    m_resuming = std::make_unique<QObject>();
    m_resumeSlow.start();
    Q_EMIT changed();
    m_session.resume(known.constFirst(), m_resuming.get(),
                     [this, host = known.constFirst().url.host()](const Result<void> &done) { resumed(done, host); });
}

void SchoolConnection::resumed(const Result<void> &done, const QString &host)
{
    m_resuming.reset();
    m_resumeSlow.stop();
    if (done)
        return;
    // A server that can't be reached has signed nobody out: it is asked again at the next start, or when people say so.
    const bool refused = done.error().code == ErrorCode::Unauthenticated;
    m_unreachable = refused ? QString() : host;
    m_endedSession = refused ? host : QString();
    if (refused)
        m_settings.setValue(u"session/remote"_s, false);
    if (m_session.kind() != Kind::Embedded)
        openLocal();
    Q_EMIT changed();
}

void SchoolConnection::leaveServer()
{
    m_settings.setValue(u"session/remote"_s, false);
    m_resuming.reset();
    m_unreachable.clear();
    m_endedSession.clear();
    if (m_session.kind() != Kind::Embedded)
        openLocal();
    Q_EMIT changed();
}

void SchoolConnection::help()
{
    switch (trouble()) {
    case Trouble::Connecting: leaveServer(); break;
    case Trouble::Unreachable: resumeServer(); break;
    case Trouble::SignedOut: Q_EMIT signInWanted(); break;
    case Trouble::LocalFailed:
    case Trouble::LocalStopped: m_local.start(); break;
    case Trouble::Lost: m_api.get(u"/api/me"_s, this, [](const api::Answer &) {}); break;
    case Trouble::NotStoring:
    case Trouble::None: break;
    }
}

}  // namespace desktop
