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
    const KeyRow &found = **row;
    if (found.seal != seal)
        return Claim{Standing::OtherRequest, {}};
    if (found.status == 0)
        return Claim{Standing::Unknown, {}};
    return Claim{Standing::Answered, {found.status, headersOf(found.headers), qUncompress(found.body)}};
}

void KeptAnswers::keep(UserId user, const QByteArray &key, const http::KeptAnswer &answer, std::function<void()> done)
{
    const KeyRow row{{}, answer.status, linesOf(answer.headers), qCompress(answer.body)};
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
