#include "app/desktop/embeddedservice.h"

#include "backend/backend.h"
#include "models/domain/clock.h"
#include "models/domain/json.h"

#include <QDirIterator>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace desktop {

namespace {
constexpr int MostLogLines = 2000;
constexpr int OwnersRequestsPerMinute = 6000;  // importing a folder of hundreds of videos is one person's normal work
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
    if (m_measuring)
        m_measuring->wait();
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

QStringList EmbeddedService::recentLog() const
{
    const QMutexLocker lock(&m_logLock);
    return m_log;
}

void EmbeddedService::takeLogLine(const QByteArray &line)
{
    const QString text = QString::fromUtf8(line).trimmed();
    {
        const QMutexLocker lock(&m_logLock);
        m_log.append(text);
        if (m_log.size() > MostLogLines)
            m_log.removeFirst();
    }
    QMetaObject::invokeMethod(
            this, [this, text] { Q_EMIT logLine(text); }, Qt::QueuedConnection);
}

/// From any thread of the backend: what it logs of its store, and what the pages say of it.
void EmbeddedService::takeHealth(const Result<void> &state)
{
    const QJsonObject line{{u"time"_s, toIso(SystemClock().now())},
                           {u"store"_s, state ? u"takes writes again"_s : state.error().message}};
    takeLogLine(json::compact(line));
    QMetaObject::invokeMethod(
            this,
            [this, state] {
                m_storing = state;
                Q_EMIT storingChanged();
            },
            Qt::QueuedConnection);
}

EmbeddedService::Opened EmbeddedService::open(const QString &folder)
{
    Backend::Options options;
    options.dataFolder = folder;
    options.embedded = true;
    options.requestsPerMinute = OwnersRequestsPerMinute;
    options.logSink = [this](const QByteArray &line) { takeLogLine(line); };
    options.healthChanged = [this](const Result<void> &state) { takeHealth(state); };
    const auto listening = [this, &options]() -> Result<void> {
        auto backend = Backend::open(options);
        if (!backend)
            return backend.error();
        m_backend = std::move(*backend);
        return m_backend->listen();
    };
    Result<void> done = listening();
    if (!done && done.error().word == "address_in_use"_L1) {
        m_backend.reset();
        options.http.port = 0;  // another program has the usual port: any free one will do
        done = listening();
    }
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
            [this, folder = m_dataFolder] {
                const Opened opened = open(folder);
                QMetaObject::invokeMethod(
                        this,
                        [this, opened] {
                            m_url = opened.url;
                            m_token = opened.token;
                            m_error = opened.error;
                            setState(opened.ok ? State::Running : State::Failed);
                            startAgain();
                        },
                        Qt::QueuedConnection);
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
    m_dataFolder = folder;
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
                this, [this, used, free] { Q_EMIT storageMeasured(used, free); }, Qt::QueuedConnection);
    });
    m_measuring = thread;
    thread->setParent(this);
    connect(thread, &QThread::finished, thread, &QObject::deleteLater);
    thread->start(QThread::LowPriority);
}

}  // namespace desktop
