#pragma once

#include "backend/database/connection.h"
#include "backend/database/migration/migrator.h"
#include "backend/database/store/writer.h"
#include "models/domain/result.h"

#include <QString>

#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <type_traits>
#include <vector>

namespace database {

struct Options {
    QString folder;                       ///< data folder; made if missing, locked for as long as the Database lives
    QString url;                          ///< where the store is, see Engine::at; empty: a file in the data folder
    std::vector<Migration> migrations{};  ///< empty: those of the engine; tests bring their own
    /// Called on the writer's thread with the `done`s of a group, to run them: a place to gather what they set off.
    std::function<void(const std::function<void()> &answers)> around = [](const std::function<void()> &answers) {
        answers();
    };
    /// Look through the whole store once it is open, in the background.
    bool checkPages = false;
    /// Hears when the store stops taking writes and when it takes them again (see `health`); on the thread that noticed
    /// it, must be quick.
    StoreHealth::Changed healthChanged = [](const Result<void> &) {};
};

/// The store: one writer thread with group commit, a query-only connection per reading thread (ARCHITECTURE §3–4).
/// Owner: the composition root. Thread: `read`/`write` from any thread but the writer's own and never from the GUI
/// thread.
class Database
{
public:
    /// Locks the folder, opens, migrates. Errors: Unavailable "folder_in_use", FailedPrecondition "newer_schema" (with
    /// a sentence for people) or "edited_schema", InvalidArgument "unsupported_database", DataLoss "corrupt_database".
    static Result<std::unique_ptr<Database>> open(const Options &options);
    ~Database();  ///< closes, unlocks

    /// Lets running reads and queued writes finish (their hooks and answers still run), tidies up, closes the store.
    /// Later reads and writes are Unavailable. Call it before what hooks and answers refer to goes away. Idempotent.
    void close();

    /// Queues `body` for the writer. It runs under a savepoint: an Error rolls back only its own changes. `done` is
    /// called on the writer thread after the commit that holds it is durable (or has failed: Unavailable/DataLoss for
    /// all of the group); when the write is not even accepted (queue full, store closed: Unavailable), at once on the
    /// caller's thread. `body` may run more than once, each time on a store that knows nothing of the time before (when
    /// another write of its group spoils the commit), so it must not use up what it holds; it must not block. `done`
    /// must be quick and must not wait for the store. Rows that could not be read to their end make it DataLoss
    /// "corrupt_database", whatever `body` answered.
    template<class T>
    void write(std::function<Result<T>(Transaction &)> body, std::function<void(Result<T>)> done)
    {
        if (inWholeWrite())
            return done(within<Result<T>>(body));
        auto result = std::make_shared<std::optional<Result<T>>>();
        enqueue({[result, body = std::move(body)](Transaction &tx) -> Result<void> {
                     result->emplace(body(tx));
                     if (!**result)
                         return (*result)->error();
                     return {};
                 },
                 [result, done = std::move(done)](const Result<void> &outcome) {
                     if (!outcome)  // its own error, or the body was fine and the commit was not
                         result->emplace(outcome.error());
                     done(std::move(**result));
                 }});
    }
    /// The same for lambdas: `db.write([…](Transaction &tx) -> Result<Course> {…}, [](Result<Course> r) {…});`
    template<class Body, class Done, class R = std::invoke_result_t<Body, Transaction &>>
    void write(Body body, Done done)
    {
        write<typename R::Value>(std::function<R(Transaction &)>(std::move(body)),
                                 std::function<void(R)>(std::move(done)));
    }

    /// The same, waiting for the durable commit: `auto r = db.write([&](Transaction &tx) -> Result<Course> {…});`
    template<class Body>
    auto write(Body body) -> std::invoke_result_t<Body, Transaction &>
    {
        using R = std::invoke_result_t<Body, Transaction &>;
        if (inWholeWrite())
            return within<R>(body);
        if (isWriterThread())
            return misuse("A write waits for a write on the writer's own thread.");
        auto promise = std::make_shared<std::promise<R>>();  // shared: set_value may outlast the waiting
        auto future = promise->get_future();
        write<typename R::Value>(std::function<R(Transaction &)>(std::move(body)),
                                 std::function<void(R)>([promise](R r) { promise->set_value(std::move(r)); }));
        return future.get();
    }

    /// A write whose body may itself call what writes and reads this store: those writes happen inside this one, each under
    /// a savepoint of its own (an Error takes back only its own changes, its `done` is called at once), and are durable
    /// with it or not at all; reads see what was committed before, not what this group has written, so that a cache which
    /// they fill never holds what may be taken back. For requests that are carried out as a whole. Otherwise as `write`.
    void writeWhole(const std::function<Result<void>(Transaction &)> &body, std::function<void(Result<void>)> done);

    /// Runs `body` with this thread's reader inside one read transaction (a consistent picture); rows that could not be
    /// read to their end make it DataLoss "corrupt_database", whatever `body` answered. A read inside a read shares its
    /// transaction. Never on the writer thread: a body that writes reads through its Transaction.
    template<class Body>
    auto read(Body body) -> std::invoke_result_t<Body, Connection &>
    {
        using R = std::invoke_result_t<Body, Connection &>;
        if (isWriterThread() && !inWholeWrite())
            return misuse("A read was tried on the writer's thread.");
        std::optional<R> out;
        const Result<void> ran = withReader([&](Connection &c) { out.emplace(body(c)); });
        if (!ran)
            return ran.error();
        return std::move(*out);
    }

    /// Other servers may write to the same store: what this process remembers of it may be two seconds old.
    bool hasOtherWriters() const;
    /// Who hears what servers of this store tell each other (Transaction::tell), from the moment on at which the store was
    /// opened. Set once, before the first request; until `close`.
    void hear(Hears hears);

    WriterStatistics statistics() const;
    int openReaders() const;  ///< reading connections that are open now
    /// Cheap probe for /readyz: does the store take writes? Unavailable "storage_full" (passes by itself),
    /// "database_replaced" or "store_closed"; DataLoss "corrupt_database": damage was met, a commit failed.
    Result<void> health() const;
    QString folder() const;

private:
    struct Impl;
    explicit Database(std::unique_ptr<Impl> impl);
    void enqueue(Writer::Write write);
    Result<void> withReader(const std::function<void(Connection &)> &use);
    bool isWriterThread() const;
    bool inWholeWrite() const;  ///< on the writer's thread, inside a body of writeWhole
    Result<void> runWithin(const std::function<Result<void>(Transaction &)> &body);
    template<class R, class Body>
    R within(const Body &body)
    {
        std::optional<R> out;
        const auto ran = runWithin([&](Transaction &tx) -> Result<void> {
            out.emplace(body(tx));
            return *out ? Result<void>() : Result<void>(out->error());
        });
        if (!ran)
            return ran.error();
        return std::move(*out);
    }
    static Error misuse(const char *what);  ///< a defect of the caller: logged, asserted, Internal
    std::unique_ptr<Impl> m_impl;
};

}  // namespace database
