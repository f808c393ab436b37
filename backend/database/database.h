#pragma once

#include "backend/database/connection.h"
#include "models/domain/clock.h"
#include "models/domain/result.h"

#include <QString>

#include <functional>
#include <future>
#include <optional>
#include <type_traits>
#include <memory>

namespace database {

struct Options {
    QString folder;   ///< data folder; locked for as long as the Database lives
    QString url;      ///< empty: <folder>/school.db (SQLite); later mysql://user:pass@host:port/db
};

/// What the writer did, for /metrics and benchmarks.
struct WriterStatistics {
    qint64 commits = 0;
    qint64 writes = 0;       ///< closures that ran
    qint64 queued = 0;       ///< waiting now
    qint64 largestGroup = 0;
};

/// The store: one writer thread with group commit, a query-only connection per reading thread (DESIGN §3–4).
/// Owner: the composition root. Thread: `read`/`write` from any thread but the writer's own and never from the GUI thread.
class Database
{
public:
    /// Locks the folder, opens, migrates. Errors: Unavailable "folder_in_use", FailedPrecondition "newer_schema" (with a
    /// sentence for people), DataLoss "corrupt_database".
    static Result<std::unique_ptr<Database>> open(const Options &options);
    ~Database();  ///< finishes queued writes, checkpoints, unlocks

    /// Queues `body` for the writer. It runs under a savepoint: an Error rolls back only its own changes. `done` is called on
    /// the writer thread after the commit that holds it is durable (or has failed: Unavailable/DataLoss for all of the group).
    /// `body` may run only once and must not block; `done` must be quick.
    template<class T>
    void write(std::function<Result<T>(Transaction &)> body, std::function<void(Result<T>)> done)
    {
        auto result = std::make_shared<std::optional<Result<T>>>();
        enqueue({[result, body = std::move(body)](Transaction &tx) -> Result<void> {
                     result->emplace(body(tx));
                     if (!**result)
                         return (*result)->error();
                     return {};
                 },
                 [result, done = std::move(done)](Result<void> outcome) {
                     if (!outcome && result->has_value() && **result)
                         result->emplace(outcome.error());  // the body was fine, the commit was not
                     else if (!result->has_value())
                         result->emplace(outcome.error());
                     done(std::move(**result));
                 }});
    }

    /// The same, waiting for the durable commit: `auto r = db.write([&](Transaction &tx) -> Result<Course> {…});`
    template<class Body>
    auto write(Body body) -> std::invoke_result_t<Body, Transaction &>
    {
        using R = std::invoke_result_t<Body, Transaction &>;
        std::promise<R> promise;
        auto future = promise.get_future();
        write<typename R::Value>(std::function<R(Transaction &)>(std::move(body)),
                                 [&promise](R r) { promise.set_value(std::move(r)); });
        return future.get();
    }

    /// Runs `body` with this thread's reader inside one read transaction (a consistent picture).
    template<class Body>
    auto read(Body body) -> std::invoke_result_t<Body, Connection &>
    {
        using R = std::invoke_result_t<Body, Connection &>;
        std::optional<R> out;
        const Result<void> ran = withReader([&](Connection &c) { out.emplace(body(c)); });
        if (!ran)
            return ran.error();
        return std::move(*out);
    }

    WriterStatistics statistics() const;
    /// Cheap probe for /readyz: the writer lives and the last commit did not fail.
    Result<void> health() const;
    QString folder() const;

private:
    struct Write {
        std::function<Result<void>(Transaction &)> body;
        std::function<void(Result<void>)> done;
    };
    struct Impl;
    explicit Database(std::unique_ptr<Impl> impl);
    void enqueue(Write write);
    Result<void> withReader(const std::function<void(Connection &)> &use);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace database
