#include "backend/database/writer.h"

#include "backend/database/storelog.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>
#include <future>

Q_LOGGING_CATEGORY(storeLog, "coursewright.store")

namespace database {

namespace {

constexpr double CheckpointPages = 8000;             // about 32 MB of journal: a page that changes often moves once
constexpr qint64 LargestJournal = 64 * 1024 * 1024;  // bytes; the same as journal_size_limit
constexpr std::chrono::seconds WatchEvery{1};
constexpr std::uintmax_t LeastRoom = 256 * 1024;        // bytes; below it the next writes will hardly find room
constexpr std::uintmax_t EnoughRoom = 2 * 1024 * 1024;  // bytes; more, so that the state doesn't flicker

Error unavailable(const char *word, const QString &message, int retryAfter)
{
    return {ErrorCode::Unavailable, QString::fromLatin1(word), message, {{QStringLiteral("retryAfter"), retryAfter}}};
}

QString nameBeside(const QString &path, const QString &what, const QString &suffix)
{
    const QFileInfo file(path);
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    return file.dir().filePath(QStringLiteral("%1-%2-%3.%4").arg(file.completeBaseName(), what, stamp, suffix));
}

// A copy of the database as this connection sees it, the journal's content included, beside the file.
Result<QString> copyBeside(Transaction &connection, const QString &path, const QString &what)
{
    const QString copy = nameBeside(path, what, QStringLiteral("db"));
    if (const auto ok = connection.run("VACUUM INTO ?", copy); !ok)
        return ok.error();
    return copy;
}

bool isLost(const Error &fault)
{
    return fault.reason == QLatin1String("database_replaced");
}

std::optional<std::uintmax_t> roomFor(const QString &path)
{
    std::error_code failed;
    const auto space = std::filesystem::space(QFileInfo(path).filesystemAbsolutePath(), failed);
    return failed || space.capacity == 0 ? std::nullopt : std::optional(space.available);
}

}  // namespace

Writer::Writer(QString path, Around around, StoreHealth &health)
    : m_path(std::move(path)), m_around(std::move(around)), m_health(health),
      m_pages(m_path, [this](const Error &damage) { m_health.broke(damage); }), m_watch(m_path, LargestJournal)
{
}

Writer::~Writer()
{
    stop();
}

Result<void> Writer::start(std::vector<Migration> migrations, bool checkPages)
{
    auto ready = std::make_shared<std::promise<Result<void>>>();
    auto future = ready->get_future();
    m_thread = std::thread([this, migrations = std::move(migrations), ready]() mutable {
        run(std::move(migrations), [&ready](Result<void> result) { ready->set_value(std::move(result)); });
    });
    Result<void> result = future.get();
    if (!result)
        m_thread.join();
    else if (checkPages)
        m_pages.start();
    return result;
}

void Writer::enqueue(Write write)
{
    std::optional<Error> refusal;
    if (const auto usable = m_health.usable(); !usable) {
        refusal = usable.error().code == ErrorCode::Unavailable
                          ? usable.error()
                          : unavailable("store_broken", QStringLiteral("The store stopped after a disk error."), 60);
    } else {
        const std::lock_guard lock(m_mutex);
        if (!m_accepting)
            refusal = unavailable("store_closed", QStringLiteral("The store is closed."), 5);
        else if (m_queue.size() >= MaxQueued)
            refusal = unavailable("store_overloaded", QStringLiteral("Too many writes are waiting."), 1);
        else
            m_queue.push_back(std::move(write));
    }
    if (refusal)
        write.done(*refusal);
    else
        m_wake.notify_one();
}

void Writer::stop()
{
    m_pages.stop();
    {
        const std::lock_guard lock(m_mutex);
        m_accepting = false;
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

WriterStatistics Writer::statistics() const
{
    WriterStatistics s;
    s.commits = m_commits;
    s.writes = m_writes;
    s.largestGroup = m_largestGroup;
    s.checkpoints = m_checkpoints;
    const std::lock_guard lock(m_mutex);
    s.queued = qint64(m_queue.size());
    return s;
}

Result<void> Writer::health() const
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_accepting)
            return unavailable("store_closed", QStringLiteral("The store is closed."), 5);
    }
    return m_health.state();
}

void Writer::run(std::vector<Migration> migrations, const std::function<void(Result<void>)> &ready)
{
    m_threadId = std::this_thread::get_id();
    if (const auto opened = open(std::move(migrations)); !opened) {
        m_file.reset();
        ready(opened);
        return;
    }
    {
        const std::lock_guard lock(m_mutex);
        m_accepting = true;
    }
    ready({});
    std::vector<Write> group;
    for (bool idle = false; takeGroup(group, idle); group.clear()) {
        if (!group.empty())
            runGroup(group);
        watch();
        checkpointIfDue(idle);
    }
    close();
}

// The last connection to close brings the journal into the file and removes it by its name, whatever lies there by now:
// a database that was put in the place of ours would be written over, and its journal would go; of a journal that was cut
// holes would come into the file. So in those cases nothing is closed; the end of the process does it without a word to
// the files.
void Writer::close()
{
    if (m_health.usable())
        checkpoint("TRUNCATE");
    m_commit.reset();
    const auto loss = m_watch.loss();
    if (loss == FileWatch::Loss::None || loss == FileWatch::Loss::Journal) {
        m_file.reset();
        return;
    }
    static auto *const abandoned = new std::vector<std::unique_ptr<SqliteFile>>;  // outlives everything
    static std::mutex mutex;
    {
        const std::lock_guard lock(mutex);
        abandoned->push_back(std::move(m_file));
    }
}

// Waits for work, but not for long: somebody must look after the file while nobody writes. false: the end.
bool Writer::takeGroup(std::vector<Write> &group, bool &idle)
{
    std::unique_lock lock(m_mutex);
    idle = !m_wake.wait_for(lock, WatchEvery, [this] { return !m_queue.empty() || m_stopping; });
    if (m_queue.empty() && m_stopping)
        return false;
    const size_t take = std::min(m_queue.size(), MaxGroup);
    group.assign(std::make_move_iterator(m_queue.begin()), std::make_move_iterator(m_queue.begin() + qint64(take)));
    m_queue.erase(m_queue.begin(), m_queue.begin() + qint64(take));
    return true;
}

Result<void> Writer::open(std::vector<Migration> migrations)
{
    auto file = SqliteFile::open(m_path, SqliteFile::Role::Writer);
    if (!file)
        return file.error();
    m_file = std::move(*file);
    m_commit.emplace(m_file->transaction(), [this] { return mustBeOurs(); });
    Migrator migrator(m_file->transaction(), std::move(migrations));
    const auto pending = migrator.pending();
    if (!pending)
        return pending.error();
    if (!pending->empty() && migrator.hasHistory()) {
        const auto copy = copyBeside(m_file->transaction(), m_path, QStringLiteral("before-") + pending->front().name);
        if (!copy)
            return copy.error();
        qCInfo(storeLog).noquote() << "copied the database to" << *copy << "before changing its schema";
    }
    if (const auto applied = migrator.apply(*pending); !applied)
        return applied;
    if (const auto unread = m_file->transaction().takeUnread())
        return *unread;
    m_watch.remember();
    return {};
}

void Writer::runGroup(std::vector<Write> &group)
{
    std::vector<Result<void>> outcomes;
    std::optional<Error> fault;
    if (const auto usable = m_health.usable(); !usable) {
        outcomes.assign(group.size(), usable);
    } else if (const auto ours = mustBeOurs(); !ours) {  // nothing is added to what is not ours any more
        outcomes.assign(group.size(), ours);
        fault = ours.error();
    } else {
        const qint64 before = m_commit->committed();
        outcomes = m_commit->run(group);
        m_writes += qint64(group.size());
        m_commits = m_commit->commits();
        m_writesSinceCheckpoint += m_commit->committed() - before;
        fault = m_commit->fault();
    }
    if (fault)
        noteFault(*fault);
    m_largestGroup = std::max(m_largestGroup.load(), qint64(group.size()));
    m_around([&] {
        for (size_t i = 0; i < group.size(); ++i)
            group[i].done(std::move(outcomes[i]));
    });
    if (fault && isLost(*fault))
        rescue();
}

void Writer::noteFault(const Error &fault)
{
    if (fault.code == ErrorCode::DataLoss || isLost(fault))
        m_health.broke(fault);
    else if (fault.reason == QLatin1String("storage_full"))
        m_health.filled(fault);
}

Result<void> Writer::mustBeOurs()
{
    const auto found = m_watch.look();
    if (!found)
        return found.error();
    if (*found == FileWatch::Finding::Touched) {
        qCWarning(storeLog).noquote() << "another program has written" << m_path << "- checking its pages";
        m_pages.start();
    }
    return {};
}

void Writer::watch()
{
    const auto now = std::chrono::steady_clock::now();
    if (now - m_watched < WatchEvery || !m_health.usable())
        return;
    m_watched = now;
    if (const auto ours = mustBeOurs(); !ours) {
        noteFault(ours.error());
        rescue();
        return;
    }
    watchRoom();
}

// A disk that is all but full is said to be full before somebody has to find out. Room that is back is believed once a
// commit has found it: quotas are not in the figures of the file system.
void Writer::watchRoom()
{
    const auto room = roomFor(m_path);
    if (!m_health.isFull()) {
        if (room && *room < LeastRoom)
            m_health.filled(unavailable("storage_full",
                                        QStringLiteral("The disk of the school is full: nothing can be stored until "
                                                       "there is room."),
                                        60));
        return;
    }
    if (room && *room < EnoughRoom)
        return;
    const std::vector<Write> trial{{[](Transaction &tx) -> Result<void> {
                                        const auto written = tx.run(
                                                "PRAGMA user_version = 0");  // writes a page whatever was there before
                                        return written ? Result<void>() : Result<void>(written.error());
                                    },
                                    [](const Result<void> &) {}}};
    if (m_commit->run(trial).front())
        m_health.hasRoom();
    else if (const auto &fault = m_commit->fault())
        noteFault(*fault);
}

// What this connection still holds, and nobody after it: of a file that lost its name, a copy beside the place where it
// was; of a journal that lost its own, the way into the file. And the journal leaves the place where it would be read
// into the database that is put there next.
void Writer::rescue()
{
    if (m_watch.loss() == FileWatch::Loss::Journal) {
        Statement s = m_file->connection().prepare("PRAGMA wal_checkpoint(PASSIVE)");
        (void)s.run();
        return;
    }
    if (m_watch.loss() == FileWatch::Loss::Cut || !QFileInfo(m_path).dir().exists())
        return;
    if (m_watch.hasJournal()) {
        const QString aside = nameBeside(m_path, QStringLiteral("journal"), QStringLiteral("db-wal"));
        if (QFile::rename(m_path + QStringLiteral("-wal"), aside))
            qCCritical(storeLog).noquote() << "the journal of the lost database was moved to" << aside;
    }
    if (m_watch.loss() != FileWatch::Loss::Database)
        return;
    const auto copy = copyBeside(m_file->transaction(), m_path, QStringLiteral("rescued"));
    if (copy)
        qCCritical(storeLog).noquote() << "what was stored until then is in" << *copy;
    else
        qCCritical(storeLog).noquote() << "and no copy could be made:" << copy.error().message;
}

// A passive checkpoint between two groups, so that no acknowledgement waits for it. How many pages the journal holds is
// only told by a checkpoint, so it is estimated from the writes since and what the last ones cost.
void Writer::checkpointIfDue(bool idle)
{
    if (m_writesSinceCheckpoint == 0 || !m_health.usable())
        return;
    const bool many = double(m_writesSinceCheckpoint) * m_pagesPerWrite >= CheckpointPages;
    const bool large = QFileInfo(m_path + QStringLiteral("-wal")).size() > LargestJournal;
    if (idle || many || large)
        checkpoint("PASSIVE");
}

void Writer::checkpoint(QByteArrayView mode)
{
    if (const auto ours = mustBeOurs(); !ours) {
        noteFault(ours.error());
        rescue();
        return;
    }
    Transaction &connection = m_file->transaction();
    Statement s = connection.prepare(mode == "TRUNCATE" ? "PRAGMA wal_checkpoint(TRUNCATE)"
                                                        : "PRAGMA wal_checkpoint(PASSIVE)");
    Result<void> done = s.run();
    const bool told = done && s.next();
    if (const auto unread = m_commit->takeFault(); unread && done)
        done = *unread;
    m_watch.remember();
    if (!done)
        noteFault(done.error());
    if (!done || !told)
        return;
    const qint64 pages = s.integer(1);
    const qint64 moved = s.integer(2);
    if (pages > 0 && m_writesSinceCheckpoint > 0)
        m_pagesPerWrite = 0.5 * m_pagesPerWrite + 0.5 * double(pages) / double(m_writesSinceCheckpoint);
    if (moved == pages)
        m_writesSinceCheckpoint = 0;
    ++m_checkpoints;
}

}  // namespace database
