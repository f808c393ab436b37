#include "app/desktop/embeddedservice.h"

#include "backend/backend.h"
#include "backend/backup/restorer.h"
#include "backend/encryption/fieldkeys.h"
#include "backend/schoolidentity.h"
#include "models/domain/clock.h"
#include "models/domain/json.h"

#include <QDirIterator>
#include <QHostAddress>
#include <QStorageInfo>
#include <QTcpServer>

#include <vector>

using namespace Qt::StringLiterals;

namespace desktop {

namespace {
constexpr int MostLogLines = 2000;
constexpr int OwnersRequestsPerMinute = 6000;  // importing a folder of hundreds of videos is one person's normal work
constexpr int Neighbours = 20;

QString keyFileOf(const QString &dataFolder)
{
    return QDir(dataFolder).filePath(u"keys/fields.json"_s);
}

/// No backup holds the keys of what is sealed; where it is a backup of the school that is here, they are here.
Result<void> takeKeysAlong(const QString &from, const QString &to)
{
    const auto here = SchoolIdentity::ofFolder(from), there = SchoolIdentity::ofFolder(to);
    if (!here || !there || !*here || *here != *there)
        return {};
    const auto keys = encryption::FieldKeys::read(keyFileOf(from));
    return keys ? keys->write(keyFileOf(to)) : Result<void>();
}

/// The remembered port, else a neighbour of the usual one: those that a system hands out by itself may be in use by the
/// time of the next start. 0 when all are taken.
quint16 freePort(EmbeddedService::Ports ports)
{
    std::vector<quint16> wanted;
    if (ports.other != 0)
        wanted.push_back(ports.other);
    for (int step = 1; step <= Neighbours; ++step)
        wanted.push_back(quint16(ports.usual + step));
    for (const quint16 port : wanted) {
        QTcpServer probe;
        if (probe.listen(QHostAddress::LocalHost, port))
            return port;
    }
    return 0;
}
}  // namespace

EmbeddedService::EmbeddedService(QString dataFolder, QObject *parent)
    : ServiceControl(parent), m_dataFolder(std::move(dataFolder)), m_host(new QObject)
{
    m_thread.setObjectName(u"backend"_s);
    m_host->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_host, &QObject::deleteLater);
    m_thread.start();
}

EmbeddedService::~EmbeddedService()
{
    m_stopMeasuring = true;
    m_stopRestoring = true;
    for (QThread *thread : {m_measuring.data(), m_restoring.data()}) {
        if (thread)
            thread->wait();
    }
    QMetaObject::invokeMethod(
            m_host, [this] { m_backend.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void EmbeddedService::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

void EmbeddedService::takeLogLine(const QString &folder, const QByteArray &line)
{
    QMetaObject::invokeMethod(
            this,
            [this, folder, text = QString::fromUtf8(line).trimmed()] {
                if (folder != m_dataFolder)
                    return;  // the last words of the school that was open before
                m_log.append(text);
                if (m_log.size() > MostLogLines)
                    m_log.removeFirst();
                Q_EMIT logLine(text);
            },
            Qt::QueuedConnection);
}

/// From any thread of the backend: what it logs of its store, and what the pages say of it.
void EmbeddedService::takeHealth(const QString &folder, const Result<void> &state)
{
    const QJsonObject line{{u"time"_s, toIso(SystemClock().now())},
                           {u"store"_s, state ? u"takes writes again"_s : state.error().message}};
    takeLogLine(folder, json::compact(line));
    QMetaObject::invokeMethod(
            this,
            [this, folder, state] {
                if (folder != m_dataFolder)
                    return;
                m_storing = state;
                Q_EMIT storingChanged();
            },
            Qt::QueuedConnection);
}

Result<void> EmbeddedService::listen(const QString &folder, quint16 port, const Payments &payments)
{
    m_backend.reset();
    Backend::Options options;
    options.dataFolder = folder;
    options.embedded = true;
    options.payments = commerce::paymentSettingsOf(payments);
    options.requestsPerMinute = OwnersRequestsPerMinute;
    options.logSink = [this, folder](const QByteArray &line) { takeLogLine(folder, line); };
    options.healthChanged = [this, folder](const Result<void> &state) { takeHealth(folder, state); };
    options.http.port = port;
    auto backend = Backend::open(options);
    if (!backend)
        return backend.error();
    m_backend = std::move(*backend);
    return m_backend->listen();
}

EmbeddedService::Opened EmbeddedService::open(const QString &folder, Ports ports, const Payments &payments)
{
    const auto isTaken = [](const Result<void> &done) { return !done && done.error().reason == "address_in_use"_L1; };
    Result<void> done = listen(folder, ports.usual, payments);
    if (isTaken(done))
        done = listen(folder, freePort(ports), payments);
    if (isTaken(done))
        done = listen(folder, 0, payments);  // somebody was quicker: any port will do
    if (!done) {
        m_backend.reset();
        return {done.error(), false, {}, {}};
    }
    return {{}, true, QUrl(m_backend->url()), m_backend->ownerToken()};
}

void EmbeddedService::start()
{
    if (m_state == State::Starting || m_state == State::Running)
        return;
    if (m_state == State::Stopping) {
        m_startAgain = true;
        return;
    }
    m_storing = {};
    setState(State::Starting);
    QMetaObject::invokeMethod(
            m_host,
            [this, folder = m_dataFolder, ports = m_ports, payments = m_payments] {
                const Opened opened = open(folder, ports, payments);
                QMetaObject::invokeMethod(
                        this,
                        [this, opened] {
                            m_url = opened.url;
                            m_token = opened.token;
                            m_error = opened.error;
                            if (!usualUrl().isEmpty())
                                m_ports.other = quint16(m_url.port());
                            setState(opened.ok ? State::Running : State::Failed);
                            startAgain();
                        },
                        Qt::QueuedConnection);
            },
            Qt::QueuedConnection);
}

void EmbeddedService::setPayments(const Payments &values, bool byPerson)
{
    m_payments = values;
    // Behind what the thread does now: a start that goes on had the ones before.
    QMetaObject::invokeMethod(
            m_host,
            [this, folder = m_dataFolder, values, byPerson] {
                if (m_backend && m_backend->dataFolder() == folder)
                    std::ignore = m_backend->setPayments(commerce::paymentSettingsOf(values), byPerson);
            },
            Qt::QueuedConnection);
}

void EmbeddedService::stop()
{
    if (m_state != State::Running)
        return;
    setState(State::Stopping);
    QMetaObject::invokeMethod(
            m_host,
            [this] {
                m_backend.reset();
                QMetaObject::invokeMethod(
                        this,
                        [this] {
                            m_url.clear();
                            m_token.clear();
                            setState(State::Stopped);
                            startAgain();
                        },
                        Qt::QueuedConnection);
            },
            Qt::QueuedConnection);
}

void EmbeddedService::restart()
{
    if (m_state == State::Running) {
        m_startAgain = true;
        stop();
    } else {
        start();
    }
}

QUrl EmbeddedService::usualUrl() const
{
    if (m_url.isEmpty() || m_ports.usual == 0 || m_url.port() == m_ports.usual)
        return {};
    QUrl usual = m_url;
    usual.setPort(m_ports.usual);
    return usual;
}

/// Something was wanted while the service was on its way somewhere else.
void EmbeddedService::startAgain()
{
    if (!m_startAgain)
        return;
    if (m_state == State::Running) {
        stop();  // and comes back here, stopped
    } else if (m_state == State::Stopped || m_state == State::Failed) {
        m_startAgain = false;
        start();
    }
}

void EmbeddedService::openFolder(const QString &folder)
{
    if (folder != m_dataFolder) {
        m_dataFolder = folder;
        m_payments.clear();  // they are the other school's
        m_log.clear();
        Q_EMIT folderChanged();
    }
    m_startAgain = m_state != State::Stopped && m_state != State::Failed;
    if (m_startAgain)
        startAgain();
    else
        start();
}

void EmbeddedService::measureStorage()
{
    // Thousands of files take a while to add up; not on the backend's thread either, which may be wanted for stopping.
    if (m_measuring)
        return;
    QThread *thread = QThread::create([this, folder = m_dataFolder] {
        qint64 used = 0;
        QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (!m_stopMeasuring && files.hasNext()) {
            files.next();
            used += files.fileInfo().size();
        }
        const qint64 free = QStorageInfo(folder).bytesAvailable();
        QMetaObject::invokeMethod(
                this,
                [this, folder, used, free] {
                    if (folder == m_dataFolder)
                        Q_EMIT storageMeasured(used, free);
                },
                Qt::QueuedConnection);
    });
    m_measuring = thread;
    thread->setParent(this);
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start(QThread::LowPriority);
}

// It has nothing to do with the school that is open: a thread of its own, hours long where there are many films.
Result<void> EmbeddedService::saveKeys(const QString &file)
{
    const auto keys = encryption::FieldKeys::read(keyFileOf(m_dataFolder));
    return keys ? keys->write(file) : Result<void>(keys.error());
}

void EmbeddedService::restoreBackup(const QString &backup, const QString &folder)
{
    if (m_restoring)
        return;
    m_stopRestoring = false;
    QThread *thread = QThread::create([this, from = backup, folder, own = m_dataFolder] {
        int shown = -1;
        const auto restored = backup::restore(from, folder, [&](double fraction, const QString &) {
            if (const int percent = int(fraction * 100); percent != std::exchange(shown, percent))
                QMetaObject::invokeMethod(
                        this, [this, fraction] { Q_EMIT restoreProgressed(fraction); }, Qt::QueuedConnection);
            return !m_stopRestoring;
        });
        const Result<void> done = restored ? takeKeysAlong(own, folder) : Result<void>(restored.error());
        QMetaObject::invokeMethod(
                this, [this, folder, done] { Q_EMIT restoreEnded(folder, done); }, Qt::QueuedConnection);
    });
    m_restoring = thread;
    thread->setParent(this);
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start(QThread::LowPriority);
}

}  // namespace desktop
