#pragma once

#include "models/domain/result.h"

#include <QByteArray>

#include <atomic>
#include <semaphore>

namespace accounts {

/// Argon2id (OWASP: 19 MiB, 2 passes, 1 lane). Tests use small values.
struct Argon2Policy {
    quint32 memoryKiB = 19'456;
    quint32 passes = 2;
    quint32 lanes = 1;
};

/// Hashes and checks passwords as PHC strings "$argon2id$v=19$m=19456,t=2,p=1$salt$hash". Blocks for tens of ms: worker
/// threads only. At most two at once, so that a flood of logins costs two cores and 40 MB and no more; who finds too
/// many waiting gets Unavailable "busy". Thread: any.
class PasswordHasher
{
public:
    explicit PasswordHasher(Argon2Policy policy = {});

    Result<QByteArray> hash(const QByteArray &password);
    /// Whether `password` made `phc`. An empty or foreign `phc` takes as long as a real one and is false: a caller who
    /// asks about an unknown user learns nothing from the time.
    Result<bool> verify(const QByteArray &phc, const QByteArray &password);
    /// True when `phc` was made with less than the policy: hash again after a successful log-in.
    bool isBelowPolicy(const QByteArray &phc) const;

private:
    class Turn;
    static constexpr int AtOnce = 2;
    static constexpr int MaxWaiting = 16;

    const Argon2Policy m_policy;
    std::counting_semaphore<AtOnce> m_turns{AtOnce};
    std::atomic<int> m_waiting{0};
    QByteArray m_dummy;
};

}  // namespace accounts
