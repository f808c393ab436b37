#include "backend/database/store/writer.h"

#include "backend/database/store/storelog.h"

#include <future>
#include <utility>

Q_LOGGING_CATEGORY(storeLog, "coursewright.store")

namespace database {

namespace {

constexpr std::chrono::seconds WatchEvery{1};
constexpr quint64 LeastRoom = 256 * 1024;        // bytes; below it the next writes will hardly find room
constexpr quint64 EnoughRoom = 2 * 1024 * 1024;  // bytes; more, so that the state doesn't flicker

Error unavailable(const char *reason, const QString &message, int retryAfter)
{
    return {ErrorCode::Unavailable, QString::fromLatin1(reason), message, {{QStringLiteral("retryAfter"), retryAfter}}};
}

bool isLost(const Error &fault)
{
    return fault.reason == QLatin1String("database_replaced");
}

bool isAway(const Error &fault)
{
    return fault.reason == QLatin1String("database_away");
}

}  // namespace

Writer::Writer(Engine &engine, Around around, StoreHealth &health)
    : m_engine(engine), m_around(std::move(around)), m_health(health)
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
        m_session->checkPages();
    return result;
}

void Writer::enqueue(Write write)
{
    std::optional<Error> refusal;
    if (const auto usable = m_health.usable(); !usable) {
        refusal = usable.error().code == ErrorCode::Unavailable
                          ? usable.error()
                          : unavailable("store_broken", QStringLiteral("The store stopped after a disk error."), 60);
    } else if (const auto reachable = m_health.reachable(); !reachable) {
        refusal = reachable.error();
    } else {
        const std::lock_guard lock(m_mutex);
        if (!m_accepting)
            refusal = unavailable("store_closed", QStringLiteral("The store is closed."), 5);
        else if (m_queue.size() >= MaxQueued)
            refusal = unavailable("store_overloaded", QStringLiteral("Too many writes are waiting."), 1);
        else {
            m_queue.push_back(std::move(write));
            m_wake.notify_one();
            return;
        }
    }
    write.done(*refusal);
}

void Writer::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_accepting = false;
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void Writer::hear(Hears hears)
{
    const std::lock_guard lock(m_mutex);
    m_hearer = std::make_shared<const Hears>(std::move(hears));
    m_wake.notify_one();
}

std::shared_ptr<const Hears> Writer::hearer() const
{
    const std::lock_guard lock(m_mutex);
    return m_hearer;
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
        m_commit.reset();
        m_session.reset();
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
        watch(idle);
        maintain(idle);
    }
    close();
}

void Writer::close()
{
    if (m_health.usable() && m_health.reachable())
        settled(m_session->settle());
    m_commit.reset();
    m_session.reset();
}

// Waits for work, but not for long: somebody must look after the file while nobody writes. false: the end.
bool Writer::takeGroup(std::vector<Write> &group, bool &idle)
{
    std::unique_lock lock(m_mutex);
    // Who hears others does so every second, whatever is written in between.
    const auto now = std::chrono::steady_clock::now();
    const auto until = m_hearer ? std::min(now + WatchEvery, m_watched + WatchEvery) : now + WatchEvery;
    idle = !m_wake.wait_until(lock, until, [this] { return !m_queue.empty() || m_stopping; });
    if (m_queue.empty() && m_stopping)
        return false;
    const size_t take = std::min(m_queue.size(), MaxGroup);
    group.assign(std::make_move_iterator(m_queue.begin()), std::make_move_iterator(m_queue.begin() + qint64(take)));
    m_queue.erase(m_queue.begin(), m_queue.begin() + qint64(take));
    return true;
}

Result<void> Writer::open(std::vector<Migration> migrations)
{
    auto session = m_engine.openWriter([this](const Error &damage) { m_health.broke(damage); });
    if (!session)
        return session.error();
    m_session = std::move(*session);
    Transaction &connection = m_session->transaction();
    m_commit.emplace(*m_session);
    Migrator migrator(connection, std::move(migrations));
    const auto pending = migrator.pending();
    if (!pending)
        return pending.error();
    if (!pending->empty() && migrator.hasHistory()) {
        const auto copy = m_session->copyAside(QStringLiteral("before-") + pending->front().name);
        if (!copy)
            return copy.error();
        if (!copy->isEmpty())
            qCInfo(storeLog).noquote() << "copied the database to" << *copy << "before changing its schema";
    }
    if (const auto applied = migrator.apply(*pending); !applied)
        return applied;
    if (const auto unread = connection.takeUnread())
        return *unread;
    m_session->opened();
    return {};
}

void Writer::runGroup(std::vector<Write> &group)
{
    std::vector<Result<void>> outcomes;
    std::optional<Error> fault;
    if (const auto usable = m_health.usable(); !usable) {
        outcomes.assign(group.size(), usable);
    } else if (const auto reachable = m_health.reachable(); !reachable) {
        outcomes.assign(group.size(), reachable);
    } else if (const auto ours = m_session->verify(); !ours) {  // nothing is added to what is not ours any more
        outcomes.assign(group.size(), ours);
        fault = ours.error();
    } else {
        outcomes = m_commit->run(group);
        m_writes += qint64(group.size());
        m_commits = m_commit->commits();
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
        m_session->rescue();
}

void Writer::noteFault(const Error &fault)
{
    if (fault.code == ErrorCode::DataLoss || isLost(fault))
        m_health.broke(fault);
    else if (fault.reason == QLatin1String("storage_full"))
        m_health.filled(fault);
    else if (isAway(fault))
        m_health.left(fault);
}

void Writer::watch(bool idle)
{
    const auto now = std::chrono::steady_clock::now();
    if (now - m_watched < WatchEvery || !m_health.usable())
        return;
    m_watched = now;
    if (const auto ours = m_session->verify(); !ours) {
        noteFault(ours.error());
        m_session->rescue();
        return;
    }
    watchServer(idle);
    watchRoom();
}

// One that is not asked for anything else is asked for a sign of life: /readyz must not wait for somebody's write to find
// out. What other servers have changed is asked for in any case.
Result<void> Writer::signOfLife(bool idle)
{
    const auto hears = hearer();
    const auto there = hears ? m_session->hear(*hears) : idle ? m_session->stillThere() : Result<void>();
    (void)m_commit->takeFault();
    (void)m_session->transaction().takeUnread();
    if (there || isAway(there.error()))
        return there;
    qCWarning(storeLog).noquote() << "what other servers have changed can't be heard:" << there.error().message;
    return {};
}

// A server that is away is looked for.
void Writer::watchServer(bool idle)
{
    if (m_health.reachable()) {
        if (const auto there = signOfLife(idle); there)
            return;
    }
    auto connected = m_session->reconnect();
    if (connected) {
        if (const auto known = m_session->wasCommitted(); !known)
            connected = known.error();
        (void)m_commit->takeFault();
    }
    if (connected)
        m_health.returned();
    else
        m_health.left(unavailable("database_away", connected.error().message, 2));
}

// A disk that is all but full is said to be full before somebody has to find out. Room that is back is believed once a
// commit has found it: quotas are not in the figures of the file system.
void Writer::watchRoom()
{
    const auto room = m_session->room();
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
    const std::vector<Write> trial{{[this](Transaction &) { return m_session->touch(); }, [](const Result<void> &) {}}};
    if (m_commit->run(trial).front())
        m_health.hasRoom();
    else if (const auto &fault = m_commit->fault())
        noteFault(*fault);
}

void Writer::maintain(bool idle)
{
    if (!m_health.usable() || !m_health.reachable())
        return;
    const qint64 committed = m_commit->committed();
    settled(m_session->maintain(committed - std::exchange(m_maintained, committed), idle));
}

void Writer::settled(const Result<bool> &tidied)
{
    (void)m_commit->takeFault();  // it ran outside of any group
    if (tidied) {
        m_checkpoints += *tidied ? 1 : 0;
        return;
    }
    noteFault(tidied.error());
    if (isLost(tidied.error()))
        m_session->rescue();
}

}  // namespace database
