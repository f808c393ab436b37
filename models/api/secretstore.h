#pragma once

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QString>

#include <functional>
#include <optional>

namespace api {

/// Keeps refresh tokens between starts. Thread: GUI; answers arrive through the event loop.
class SecretStore
{
public:
    using OnSecret = std::function<void(std::optional<QByteArray>)>;
    virtual ~SecretStore() = default;
    virtual void read(const QString &key, QObject *context, OnSecret done) = 0;  ///< nullopt: none, or no store
    virtual void write(const QString &key, const QByteArray &secret) = 0;
    virtual void remove(const QString &key) = 0;
};

/// The system's store (Keychain, Credential Store, libsecret/KWallet). Never falls back to a plain file: without a
/// store the secret lives as long as the program, and the next start asks for the password again (ARCHITECTURE §3).
class KeychainSecretStore final : public QObject, public SecretStore
{
    Q_OBJECT
public:
    explicit KeychainSecretStore(QString service, QObject *parent = nullptr);
    void read(const QString &key, QObject *context, OnSecret done) override;
    void write(const QString &key, const QByteArray &secret) override;
    void remove(const QString &key) override;

private:
    QString m_service;
    QHash<QString, QByteArray> m_thisRun;  ///< what the system's store refused to take
};

}  // namespace api
