#include "backend/encryption/fieldkeys.h"

#include <openssl/rand.h>

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace encryption {

namespace {

constexpr qint64 LargestFile = 64 * 1024;
constexpr int MostIdBytes = 32;
constexpr auto OwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto Others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;

QByteArray newKey()
{
    QByteArray key(FieldKeys::KeyBytes, 0);
    if (RAND_bytes(reinterpret_cast<unsigned char *>(key.data()), FieldKeys::KeyBytes) != 1)
        qFatal("OpenSSL gives no random bytes: nothing safe can follow");
    return key;
}

/// "k2026-" and what no other key of the school is called by.
QByteArray newId(Millis now)
{
    const int year = QDateTime::fromMSecsSinceEpoch(now, Qt::UTC).date().year();
    return 'k' + QByteArray::number(year) + '-' + newKey().left(4).toHex();
}

Error bad(const QString &what)
{
    return {ErrorCode::DataLoss,
            u"bad_key_file"_s,
            u"The file of the keys for sealed fields can't be used: %1"_s.arg(what),
            {}};
}

std::optional<QByteArray> keyOf(const QJsonValue &value)
{
    const QByteArray hex = value.toString().toLatin1();
    const QByteArray key = QByteArray::fromHex(hex);
    return key.size() == FieldKeys::KeyBytes && key.toHex() == hex.toLower() ? std::optional(key) : std::nullopt;
}

}  // namespace

bool isKeyId(const QByteArray &id)
{
    const auto isPlain = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
    };
    return !id.isEmpty() && id.size() <= MostIdBytes && std::all_of(id.begin(), id.end(), isPlain);
}

FieldKeys FieldKeys::of(const QByteArray &id, const QByteArray &key, const QByteArray &lookup)
{
    FieldKeys keys;
    keys.m_active = id;
    keys.m_keys[id] = key;
    keys.m_lookup = lookup;
    return keys;
}

FieldKeys FieldKeys::make(Millis now)
{
    return of(newId(now), newKey(), newKey());
}

FieldKeys FieldKeys::rotated(Millis now) const
{
    FieldKeys keys = *this;
    keys.m_active = newId(now);
    keys.m_keys[keys.m_active] = newKey();
    return keys;
}

FieldKeys FieldKeys::onlyActive() const
{
    return of(m_active, m_keys.at(m_active), m_lookup);
}

const QByteArray *FieldKeys::find(const QByteArray &id) const
{
    const auto it = m_keys.find(id);
    return it == m_keys.end() ? nullptr : &it->second;
}

QByteArrayList FieldKeys::ids() const
{
    QByteArrayList out;
    for (const auto &[id, key] : m_keys)
        out.append(id);
    return out;
}

Result<FieldKeys> FieldKeys::read(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return Error::notFound(u"There is no file %1."_s.arg(QDir::toNativeSeparators(path)));
    if (!file.open(QIODevice::ReadOnly) || file.size() > LargestFile)
        return bad(u"it can't be read."_s);
#ifndef Q_OS_WIN
    if (file.permissions() & Others)
        return bad(u"others than its owner may read it (chmod 600)."_s);
#endif
    return parse(file.readAll());
}

Result<FieldKeys> FieldKeys::parse(const QByteArray &json)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    FieldKeys keys;
    keys.m_active = root.value("active"_L1).toString().toLatin1();
    const QJsonObject all = root.value("keys"_L1).toObject();
    for (auto it = all.begin(); it != all.end(); ++it) {
        const auto key = keyOf(it.value());
        if (!isKeyId(it.key().toLatin1()) || !key)
            return bad(u"a key is not 64 hex digits under a name of small letters and digits."_s);
        keys.m_keys[it.key().toLatin1()] = *key;
    }
    const auto lookup = keyOf(root.value("lookup"_L1));
    if (!lookup)
        return bad(u"its key for look-ups is not 64 hex digits."_s);
    keys.m_lookup = *lookup;
    if (!keys.find(keys.m_active))
        return bad(u"its active key is none of its keys."_s);
    return keys;
}

Result<void> FieldKeys::write(const QString &path) const
{
    QJsonObject all;
    for (const auto &[id, key] : m_keys)
        all.insert(QString::fromLatin1(id), QString::fromLatin1(key.toHex()));
    const QJsonObject root{{u"active"_s, QString::fromLatin1(m_active)},
                           {u"keys"_s, all},
                           {u"lookup"_s, QString::fromLatin1(m_lookup.toHex())}};
    QSaveFile file(path);
    if (!QDir().mkpath(QFileInfo(path).absolutePath()) || !file.open(QIODevice::WriteOnly) ||
        !file.setPermissions(OwnerOnly) || file.write(QJsonDocument(root).toJson()) < 0 || !file.commit())
        return Error{ErrorCode::Unavailable,
                     u"folder_not_writable"_s,
                     u"The keys for sealed fields can't be stored: %1"_s.arg(QDir::toNativeSeparators(path)),
                     {}};
    return {};
}

}  // namespace encryption
