#include "backend/accounts/passwords/passwordhasher.h"

#include "backend/accounts/sessions/random.h"

#include <QRegularExpression>

#include <argon2.h>

namespace accounts {

namespace {

constexpr int SaltBytes = 16;
constexpr int HashBytes = 32;

struct Parameters {
    quint32 memoryKiB = 0;
    quint32 passes = 0;
    quint32 lanes = 0;
};

std::optional<Parameters> parametersOf(const QByteArray &phc)
{
    static const QRegularExpression form(
            QStringLiteral("^\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$"));
    const auto match = form.match(QString::fromLatin1(phc.left(64)));
    if (!match.hasMatch())
        return std::nullopt;
    return Parameters{match.captured(1).toUInt(), match.captured(2).toUInt(), match.captured(3).toUInt()};
}

}  // namespace

PasswordHasher::PasswordHasher(Argon2Policy policy) : m_policy(policy)
{
    if (const auto dummy = hash(randomBytes(16)))
        m_dummy = *dummy;
}

Result<QByteArray> PasswordHasher::hash(const QByteArray &password)
{
    const QByteArray salt = randomBytes(SaltBytes);
    QByteArray phc(qsizetype(argon2_encodedlen(m_policy.passes, m_policy.memoryKiB, m_policy.lanes, SaltBytes,
                                               HashBytes, Argon2_id)),
                   '\0');
    const int code = argon2id_hash_encoded(m_policy.passes, m_policy.memoryKiB, m_policy.lanes, password.constData(),
                                           size_t(password.size()), salt.constData(), SaltBytes, HashBytes, phc.data(),
                                           size_t(phc.size()));
    if (code != ARGON2_OK)
        return Error::internal(
                QStringLiteral("Argon2 failed: %1").arg(QString::fromLatin1(argon2_error_message(code))));
    phc.truncate(qsizetype(qstrlen(phc.constData())));
    return phc;
}

Result<bool> PasswordHasher::verify(const QByteArray &phc, const QByteArray &password)
{
    const bool known = parametersOf(phc).has_value();
    const QByteArray &against = known ? phc : m_dummy;
    const int code = argon2id_verify(against.constData(), password.constData(), size_t(password.size()));
    return known && code == ARGON2_OK;
}

bool PasswordHasher::isBelowPolicy(const QByteArray &phc) const
{
    const auto made = parametersOf(phc);
    return !made || made->memoryKiB < m_policy.memoryKiB || made->passes < m_policy.passes ||
           made->lanes < m_policy.lanes;
}

}  // namespace accounts
