#include "backend/database/store/readers.h"

#include <algorithm>
#include <list>
#include <mutex>

namespace database {

/// `mutex` is held while its thread reads; `close` takes it to wait for that.
struct Readers::Reader {
    std::mutex mutex;
    std::unique_ptr<Session> session;
    int depth = 0;  ///< of nested reads; touched by its thread only
};

struct Readers::State {
    std::mutex mutex;  ///< taken before a reader's
    bool closed = false;
    std::list<std::shared_ptr<Reader>> readers;

    void drop(const std::shared_ptr<Reader> &reader)
    {
        const std::lock_guard lock(mutex);
        readers.remove(reader);
        const std::lock_guard reading(reader->mutex);
        reader->session.reset();
    }
};

/// What a thread has open, in whatever databases there are.
struct Readers::Mine {
    std::vector<std::pair<std::weak_ptr<State>, std::shared_ptr<Reader>>> entries;

    ~Mine()
    {
        for (const auto &[state, reader] : entries) {
            if (const auto alive = state.lock())
                alive->drop(reader);
        }
    }
};

Readers::Mine &Readers::mine()
{
    thread_local Mine mine;
    return mine;
}

Readers::Readers(Engine &engine, StoreHealth &health)
    : m_state(std::make_shared<State>()), m_engine(engine), m_health(health)
{
}

Readers::~Readers()
{
    close();
}

void Readers::close()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->closed = true;
    for (const auto &reader : m_state->readers) {
        const std::lock_guard reading(reader->mutex);
        reader->session.reset();
    }
    m_state->readers.clear();
}

int Readers::open() const
{
    const std::lock_guard lock(m_state->mutex);
    return int(m_state->readers.size());
}

Result<std::shared_ptr<Readers::Reader>> Readers::readerOfThisThread()
{
    auto &entries = mine().entries;
    for (const auto &[state, reader] : entries) {
        if (!state.owner_before(m_state) && !m_state.owner_before(state))
            return reader;
    }
    std::erase_if(entries, [](const auto &entry) { return entry.first.expired(); });

    if (const auto usable = m_health.usable(); !usable && usable.error().code == ErrorCode::Unavailable)
        return usable.error();  // what would be opened is another store now
    auto reader = std::make_shared<Reader>();
    auto session = m_engine.openReader();
    if (!session)
        return session.error();
    reader->session = std::move(*session);
    const std::lock_guard lock(m_state->mutex);
    if (!m_state->closed) {
        m_state->readers.push_back(reader);
        entries.emplace_back(m_state, reader);
        return reader;
    }
    return Error{ErrorCode::Unavailable, QStringLiteral("store_closed"), QStringLiteral("The store is closed."), {}};
}

// That a server went away and came back is often noticed here first: then there has been no harm.
Result<void> Readers::begin(Reader &reader)
{
    for (bool again = false;; again = true) {
        if (reader.session->connection().isLost()) {
            auto session = m_engine.openReader();
            if (!session)
                return session.error();
            reader.session = std::move(*session);
        }
        Connection &connection = reader.session->connection();
        (void)connection.takeUnread();
        const auto begun = connection.run(connection.dialect().control().beginRead);
        if (begun)
            return {};
        if (again || !connection.isLost())
            return begun.error();
    }
}

Result<void> Readers::use(const std::function<void(Connection &)> &body)
{
    const auto found = readerOfThisThread();
    if (!found)
        return found.error();
    Reader &reader = **found;
    if (reader.depth > 0) {
        body(reader.session->connection());
        const auto &unread = reader.session->connection().unread();
        return unread ? Result<void>(*unread) : Result<void>();
    }
    const std::lock_guard reading(reader.mutex);
    if (!reader.session)
        return Error{
                ErrorCode::Unavailable, QStringLiteral("store_closed"), QStringLiteral("The store is closed."), {}};
    if (const auto reachable = m_health.reachable(); !reachable)
        return reachable;
    if (const auto begun = begin(reader); !begun)
        return begun;
    Connection &connection = reader.session->connection();
    const ControlTexts &texts = connection.dialect().control();
    ++reader.depth;
    body(connection);
    --reader.depth;
    const auto unread = connection.takeUnread();
    if (unread && unread->code == ErrorCode::DataLoss)
        m_health.broke(*unread);
    const auto ended = connection.run(texts.commit);
    if (!ended)
        (void)connection.run(texts.rollback);  // or the next read would find itself inside of this one
    if (unread)
        return *unread;
    return ended ? Result<void>() : Result<void>(ended.error());
}

}  // namespace database
