#pragma once

#include "backend/accounts/sessions/tokenservice.h"
#include "backend/database/database.h"
#include "backend/http/middleware/idempotency.h"

#include <QHash>

#include <mutex>
#include <optional>
#include <utility>

namespace accounts {

/// Idempotency keys as rows, for a day each; what has expired goes with the next claim. Which requests run at this
/// moment is held in memory: a row without an answer that is not among them was left behind by a crash (one process
/// owns the store). Requests are told apart by a keyed hash, because a body may hold a password, which a plain hash
/// would give away. Answers lie there like the data they speak of, and go with the account. Thread: any. Dependencies
/// outlive it; close the store first.
class KeptAnswers final : public http::AnswerKeeper
{
public:
    static constexpr Millis Life = 24LL * 3600 * 1000;
    static constexpr qint64 MostPerUser = 10'000;

    KeptAnswers(database::Database &database, const TokenService &tokens, const Clock &clock);

    /// RateLimited "too_many_idempotency_keys" above MostPerUser.
    Result<Claim> claim(UserId user, const QByteArray &key, const QByteArray &digest) override;
    void carryOut(UserId user, const std::optional<KeyUse> &key, std::function<http::Response()> handler,
                  std::function<void(Result<CarriedOut>)> done) override;
    void keep(UserId user, const QByteArray &key, const http::KeptAnswer &answer, std::function<void()> done) override;
    void release(UserId user, const QByteArray &key, std::function<void()> done) override;
    void abandon(UserId user, const QByteArray &key) override;

private:
    using Id = std::pair<qint64, QByteArray>;
    void write(const Id &id, std::function<Result<void>(database::Transaction &)> body, std::function<void()> done);
    void leave(const Id &id);

    database::Database &m_database;
    const TokenService &m_tokens;
    const Clock &m_clock;
    std::mutex m_mutex;
    QHash<Id, QString> m_running;  ///< to their seals
};

}  // namespace accounts
