#include "models/api/secretstore.h"

#include <QPointer>

#include <qt6keychain/keychain.h>

namespace api {

KeychainSecretStore::KeychainSecretStore(QString service, QObject *parent)
    : QObject(parent), m_service(std::move(service))
{
}

void KeychainSecretStore::read(const QString &key, QObject *context, OnSecret done)
{
    auto *job = new QKeychain::ReadPasswordJob(m_service, this);
    job->setInsecureFallback(false);
    job->setKey(key);
    connect(job, &QKeychain::Job::finished, this,
            [this, job, key, guard = QPointer<QObject>(context), done = std::move(done)] {
                if (!guard)
                    return;
                if (job->error() == QKeychain::NoError)
                    done(job->binaryData());
                else if (m_thisRun.contains(key))
                    done(m_thisRun.value(key));
                else
                    done(std::nullopt);
            });
    job->start();
}

void KeychainSecretStore::write(const QString &key, const QByteArray &secret)
{
    auto *job = new QKeychain::WritePasswordJob(m_service, this);
    job->setInsecureFallback(false);
    job->setKey(key);
    job->setBinaryData(secret);
    connect(job, &QKeychain::Job::finished, this, [this, job, key, secret] {
        if (job->error() == QKeychain::NoError)
            m_thisRun.remove(key);
        else
            m_thisRun.insert(key, secret);
    });
    job->start();
}

void KeychainSecretStore::remove(const QString &key)
{
    m_thisRun.remove(key);
    auto *job = new QKeychain::DeletePasswordJob(m_service, this);
    job->setInsecureFallback(false);
    job->setKey(key);
    job->start();
}

}  // namespace api
