#pragma once

#include "backend/backend.h"
#include "backend/backup/restorer.h"
#include "backend/database/database.h"
#include "backend/media/store/localmediastore.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

/// A school in a folder that nobody serves, with a teacher, two films and their rows, and the means to back it up. What
/// doesn't work ends the test program. Thread: the test's.
class BackedSchool
{
public:
    BackedSchool()
    {
        {
            auto made = Backend::open(optionsOf(folder()));
            must(made);
            must((*made)->addUser(QStringLiteral("anna"), QStringLiteral("correct horse 7"),
                                  accounts::Role::Instructor));
        }
        addFilm(1, "first film");
        addFilm(2, "second film");
        auto signer = media::UrlSigner::open(folder() + QStringLiteral("/keys/media.key"));
        must(signer);
        m_signer = std::make_unique<media::UrlSigner>(std::move(*signer));
        m_media = std::make_unique<media::LocalMediaStore>(folder(), *m_signer);
    }

    Backend::Options optionsOf(const QString &place) const
    {
        Backend::Options options;
        options.dataFolder = place;
        options.clock = &clock;
        options.runJobs = false;
        options.cheapPasswords = true;
        return options;
    }
    QString folder() const { return m_root.filePath(QStringLiteral("school")); }
    QString beside(const QString &name) const { return m_root.filePath(name); }
    static QString filmKey(int number)
    {
        return QStringLiteral("media/%1/hd.mp4").arg(number, 32, 16, QLatin1Char('0'));
    }

    backup::BackupPlace place() const { return backup::BackupPlace(m_root.filePath(QStringLiteral("backups"))); }
    backup::BackupMaker maker(backup::Room room = backup::roomAt)
    {
        m_engine = database::Engine::inFolder(folder());
        return {{*m_engine, *m_media, folder()}, place(), clock, std::move(room)};
    }
    Result<backup::KeptBackup> make(int keep = 30)
    {
        clock.advance(60'000);
        return maker().make(keep, [](double, const QString &) { return true; });
    }

    void addFilm(int number, const QByteArray &bytes)
    {
        const QString path = folder() + u'/' + filmKey(number);
        if (!QDir().mkpath(QFileInfo(path).path()))
            qFatal("no folder");
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no film");
        auto store = database::Database::open({folder(), {}});
        must(store);
        must((*store)->write([&](database::Transaction &tx) -> Result<qint64> {
            const QString uid = filmKey(number).section(u'/', 1, 1);
            const auto id =
                    tx.insert("INSERT INTO assets (uid, owner_id, filename, source_path, source_size, "
                              "source_time, sha256, status, duration, width, height, probe, plan, failure_word, "
                              "failure, created_at) VALUES (?, 1, 'f', 'p', 1, 1, ?, 'ready', 1, 1, 1, '', '', "
                              "'', '', 1)",
                              uid, uid);
            return !id ? id
                       : tx.insert("INSERT INTO renditions (asset_id, quality, file, width, height, bytes, bit_rate, "
                                   "duration, created_at) VALUES (?, 'hd', 'hd.mp4', 1, 1, ?, 1, 1, 1)",
                                   *id, qint64(bytes.size()));
        }));
    }

    template<class T>
    static void must(const Result<T> &done)
    {
        if (!done)
            qFatal("%s", qPrintable(done.error().message));
    }

    ManualClock clock;

private:
    QTemporaryDir m_root;
    std::unique_ptr<media::UrlSigner> m_signer;
    std::unique_ptr<media::LocalMediaStore> m_media;
    std::unique_ptr<database::Engine> m_engine;
};

inline bool goOn(double, const QString &)
{
    return true;
}
