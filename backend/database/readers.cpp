#include "backend/database/readers.h"

#include "backend/database/sqlitefile.h"

#include <algorithm>
#include <list>
#include <mutex>

namespace database {

/// `mutex` is held while its thread reads; `close` takes it to wait for that.
struct Readers::Reader {
    std::mutex mutex;
    std::unique_ptr<SqliteFile> file;
    int depth = 0;  ///< of nested reads; touched by its thread only
};

struct Readers::State {
    QString path;
    std::mutex mutex;  ///< taken before a reader's
    bool closed = false;
    std::list<std::shared_ptr<Reader>> readers;

    void drop(const std::shared_ptr<Reader> &reader)
    {
        const std::lock_guard lock(mutex);
        readers.remove(reader);
        const std::lock_guard reading(reader->mutex);
        reader->file.reset();
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

Readers::Readers(QString path, StoreHealth &health) : m_state(std::make_shared<State>()), m_health(health)
{
    m_state->path = std::move(path);
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
        reader->file.reset();
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
        return usable.error();  // the name leads to another file now
    auto reader = std::make_shared<Reader>();
    auto file = SqliteFile::open(m_state->path, SqliteFile::Role::Reader);
    if (!file)
        return file.error();
    reader->file = std::move(*file);
    const std::lock_guard lock(m_state->mutex);
    if (!m_state->closed) {
        m_state->readers.push_back(reader);
        entries.emplace_back(m_state, reader);
        return reader;
    }
    return Error{ErrorCode::Unavailable, QStringLiteral("store_closed"), QStringLiteral("The store is closed."), {}};
}

Result<void> Readers::use(const std::function<void(Connection &)> &body)
{
    const auto found = readerOfThisThread();
    if (!found)
        return found.error();
    Reader &reader = **found;
    if (reader.depth > 0) {
        body(reader.file->connection());
        const auto &unread = reader.file->connection().unread();
        return unread ? Result<void>(*unread) : Result<void>();
    }
    const std::lock_guard reading(reader.mutex);
    if (!reader.file)
        return Error{
                ErrorCode::Unavailable, QStringLiteral("store_closed"), QStringLiteral("The store is closed."), {}};
    Connection &connection = reader.file->connection();
    (void)connection.takeUnread();
    if (const auto begun = connection.run("BEGIN"); !begun)
        return begun.error();
    ++reader.depth;
    body(connection);
    --reader.depth;
    const auto unread = connection.takeUnread();
    if (unread && unread->code == ErrorCode::DataLoss)
        m_health.broke(*unread);
    const auto ended = connection.run("COMMIT");
    if (!ended)
        (void)connection.run("ROLLBACK");  // or the next read would find itself inside of this one
    if (unread)
        return *unread;
    return ended ? Result<void>() : Result<void>(ended.error());
}

}  // namespace database
