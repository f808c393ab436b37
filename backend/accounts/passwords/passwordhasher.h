#pragma once

#include "models/domain/result.h"

#include <QByteArray>

namespace accounts {

/// Argon2id (OWASP: 19 MiB, 2 passes, 1 lane). Tests use small values.
struct Argon2Policy {
    quint32 memoryKiB = 19'456;
    quint32 passes = 2;
    quint32 lanes = 1;
};

/// Hashes and checks passwords as PHC strings "$argon2id$v=19$m=19456,t=2,p=1$salt$hash". Takes tens of ms of a core:
/// requests do it on the threads of a HashingPool, which bounds how many do it at once. Thread: any.
class PasswordHasher
{
public:
    explicit PasswordHasher(Argon2Policy policy = {});
    virtual ~PasswordHasher() = default;

    Result<QByteArray> hash(const QByteArray &password);
    /// Whether `password` made `phc`. An empty or foreign `phc` takes as long as a real one and is false: a caller who
    /// asks about an unknown user learns nothing from the time.
    virtual Result<bool> verify(const QByteArray &phc, const QByteArray &password);
    /// True when `phc` was made with less than the policy: hash again after a successful log-in.
    bool isBelowPolicy(const QByteArray &phc) const;

private:
    const Argon2Policy m_policy;
    QByteArray m_dummy;
};

}  // namespace accounts
