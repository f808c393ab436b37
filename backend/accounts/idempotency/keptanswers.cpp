#include "backend/accounts/idempotency/keptanswers.h"

#include "backend/accounts/idempotency/idempotencyrepository.h"
#include "backend/accounts/people/personlock.h"

namespace accounts {

using namespace Qt::StringLiterals;
using database::Transaction;
using repository::KeyRow;

namespace {

QString linesOf(const http::Headers &headers)
{
    QString out;
    for (const auto &[name, value] : headers)
        out += QString::fromLatin1(name + ": " + value + '\n');
    return out;
}

http::Headers headersOf(const QString &lines)
{
    http::Headers out;
    const QStringList list = lines.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : list)
        out.add(line.section(u": "_s, 0, 0).toLatin1(), line.section(u": "_s, 1).toLatin1());
    return out;
}

/// The row of a key, or nothing once it has been taken for this request.
Result<std::optional<KeyRow>> findOrTake(Transaction &tx, UserId user, const QString &key, const QString &seal,
                                         Millis now)
{
    if (const auto ok = lockPerson(tx, user); !ok)
        return ok.error();
    if (const auto ok = repository::deleteKeysExpiredAt(tx, now); !ok)
        return ok.error();
    auto row = repository::findKey(tx, user, key);
    if (!row || *row)
        return row;
    const auto count = repository::countKeys(tx, user);
    if (!count)
        return count.error();
    if (*count >= KeptAnswers::MostPerUser) {
        return Error{ErrorCode::RateLimited,
                     u"too_many_idempotency_keys"_s,
                     u"Too many idempotency keys were used within a day."_s,
                     {{u"retryAfter"_s, 3600}}};
    }
    if (const auto ok = repository::insertKey(tx, user, key, seal, now + KeptAnswers::Life); !ok)
        return ok.error();
    return row;
}

using Claim = http::AnswerKeeper::Claim;
using Standing = http::AnswerKeeper::Standing;

Claim claimOf(const KeyRow &found, const QString &seal)
{
    if (found.seal != seal)
        return {Standing::OtherRequest, {}};
    if (found.status == 0)
        return {Standing::Unknown, {}};
    return {Standing::Answered, {found.status, headersOf(found.headers), qUncompress(found.body)}};
}

KeyRow rowOf(int status, const http::Headers &headers, const QByteArray &body)
{
    return {{}, status, linesOf(headers), qCompress(body)};
}

}  // namespace

KeptAnswers::KeptAnswers(database::Database &database, const TokenService &tokens, const Clock &clock)
    : m_database(database), m_tokens(tokens), m_clock(clock)
{
}

Result<http::AnswerKeeper::Claim> KeptAnswers::claim(UserId user, const QByteArray &key, const QByteArray &digest)
{
    const Id id(user.value, key);
    const QString seal = QString::fromLatin1(m_tokens.seal(digest));
    {
        const std::lock_guard lock(m_mutex);
        if (const auto it = m_running.constFind(id); it != m_running.constEnd())
            return Claim{*it == seal ? Standing::Running : Standing::OtherRequest, {}};
        m_running.insert(id, seal);
    }
    const auto row = m_database.write([&](Transaction &tx) -> Result<std::optional<KeyRow>> {
        return findOrTake(tx, user, QString::fromLatin1(key), seal, m_clock.now());
    });
    if (row && !*row)
        return Claim{Standing::New, {}};
    leave(id);
    if (!row)
        return row.error();
    return claimOf(**row, seal);
}

void KeptAnswers::carryOut(UserId user, const std::optional<KeyUse> &use, std::function<http::Response()> handler,
                           std::function<void(Result<CarriedOut>)> done)
{
    struct Run {
        CarriedOut carried;
        bool refused = false;  // the handler's answer takes back what was written
    };
    const auto run = std::make_shared<Run>();
    const QString key = use ? QString::fromLatin1(use->key) : QString();
    const QString seal = use ? QString::fromLatin1(m_tokens.seal(use->digest)) : QString();
    const bool keyed = use.has_value();
    m_database.writeWhole(
            [this, run, keyed, user, key, seal, handler = std::move(handler)](Transaction &tx) -> Result<void> {
                *run = {};
                if (keyed) {
                    const auto row = findOrTake(tx, user, key, seal, m_clock.now());
                    if (!row)
                        return row.error();
                    if (*row) {
                        run->carried.claim = claimOf(**row, seal);
                        return {};
                    }
                }
                http::Response &made = run->carried.response = handler();
                if (made.status >= 400) {
                    run->refused = true;
                    return Error::precondition(u"The request was refused."_s, u"refused"_s);
                }
                if (!keyed)
                    return {};
                const auto *bytes = std::get_if<QByteArray>(&made.body);
                if (!bytes)
                    return Error::internal(u"An answer that is not in memory can't be kept with its write."_s);
                return repository::storeAnswer(tx, user, key, rowOf(made.status, made.headers, *bytes));
            },
            [run, done = std::move(done)](const Result<void> &outcome) {
                if (!outcome && !run->refused)
                    return done(outcome.error());
                done(std::move(run->carried));
            });
}

void KeptAnswers::keep(UserId user, const QByteArray &key, const http::KeptAnswer &answer, std::function<void()> done)
{
    const KeyRow row = rowOf(answer.status, answer.headers, answer.body);
    write(
            {user.value, key},
            [=](Transaction &tx) { return repository::storeAnswer(tx, user, QString::fromLatin1(key), row); },
            std::move(done));
}

void KeptAnswers::release(UserId user, const QByteArray &key, std::function<void()> done)
{
    write(
            {user.value, key},
            [=](Transaction &tx) { return repository::deleteKey(tx, user, QString::fromLatin1(key)); },
            std::move(done));
}

void KeptAnswers::abandon(UserId user, const QByteArray &key)
{
    leave({user.value, key});
}

/// Where the write fails the row stays without an answer: its repeat is told that nobody knows, which is so.
void KeptAnswers::write(const Id &id, std::function<Result<void>(Transaction &)> body, std::function<void()> done)
{
    m_database.write<void>(std::move(body), [this, id, done = std::move(done)](const Result<void> &outcome) {
        if (!outcome)
            qWarning("An answer could not be kept for its repeats: %s", qPrintable(outcome.error().message));
        leave(id);
        done();
    });
}

void KeptAnswers::leave(const Id &id)
{
    const std::lock_guard lock(m_mutex);
    m_running.remove(id);
}

}  // namespace accounts
