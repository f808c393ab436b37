#pragma once

#include "backend/media/store/mediastore.h"

#include <QDir>
#include <QFile>
#include <QTemporaryFile>

#include <condition_variable>
#include <map>
#include <mutex>

namespace support {

/// A store that is not on this machine: objects in memory, without paths. What works with it works with an object
/// store. Thread: any.
class FarStore final : public media::MediaStore
{
public:
    Result<void> put(const QString &key, const QString &file) override
    {
        QFile from(file);
        if (!from.open(QIODevice::ReadOnly))
            return gone();
        const std::lock_guard lock(m_mutex);
        m_objects[key] = from.readAll();
        from.remove();
        return {};
    }
    Result<void> putFolder(const QString &folder, const QString &from) override
    {
        for (const QFileInfo &info : QDir(from).entryInfoList(QDir::Files)) {
            if (auto ok = put(folder + u'/' + info.fileName(), info.filePath()); !ok)
                return ok;
        }
        return {};
    }
    Result<std::shared_ptr<http::ContentSource>> open(const QString &key) const override
    {
        const auto bytes = find(key);
        if (!bytes)
            return bytes.error();
        return std::shared_ptr<http::ContentSource>(std::make_shared<Object>(*bytes));
    }
    Result<qint64> size(const QString &key) const override
    {
        const auto bytes = find(key);
        return bytes ? Result<qint64>(bytes->size()) : bytes.error();
    }
    Result<media::LocalCopy> localCopy(const QString &key) const override
    {
        const auto bytes = find(key);
        if (!bytes)
            return bytes.error();
        const auto file = std::make_shared<QTemporaryFile>();
        if (!file->open() || file->write(*bytes) != bytes->size() || !file->flush())
            return gone();
        return media::LocalCopy{file->fileName(), file};
    }
    QString url(const QString &key, const media::AddressScope &scope) const override
    {
        return QStringLiteral("https://far.example/%1?user=%2").arg(key).arg(scope.user.value);
    }
    Result<void> remove(const QString &key) override
    {
        const std::lock_guard lock(m_mutex);
        m_objects.erase(key);
        return {};
    }
    Result<void> removeFolder(const QString &folder) override
    {
        std::unique_lock lock(m_mutex);
        m_open.wait(lock, [this] { return !m_slow; });
        std::erase_if(m_objects, [&](const auto &entry) { return entry.first.startsWith(folder + u'/'); });
        return {};
    }
    Result<QStringList> list(const QString &folder) const override
    {
        const std::lock_guard lock(m_mutex);
        QStringList names;
        for (const auto &[key, bytes] : m_objects) {
            if (key.startsWith(folder + u'/'))
                names.append(key.mid(folder.size() + 1).section(u'/', 0, 0));
        }
        names.removeDuplicates();
        return names;
    }
    Result<QString> setAside(const QString &) override { return gone(); }
    Result<void> bringBack(const QString &) override { return gone(); }
    Result<QStringList> listAside(const QString &) const override { return QStringList(); }

    /// From now on removing a folder waits until it may go on.
    void setSlow(bool slow)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_slow = slow;
        }
        m_open.notify_all();
    }

private:
    struct Object final : http::ContentSource {
        explicit Object(QByteArray b) : bytes(std::move(b)) {}
        qint64 size() const override { return bytes.size(); }
        Millis modified() const override { return 0; }
        QByteArray read(qint64 offset, qint64 length) override { return bytes.mid(offset, length); }
        const QByteArray bytes;
    };
    static Error gone()
    {
        return Error::notFound(QStringLiteral("There is no such object"), QStringLiteral("file_missing"));
    }
    Result<QByteArray> find(const QString &key) const
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_objects.find(key);
        return found == m_objects.end() ? Result<QByteArray>(gone()) : Result<QByteArray>(found->second);
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_open;
    std::map<QString, QByteArray> m_objects;
    bool m_slow = false;
};

}  // namespace support
