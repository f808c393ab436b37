#include "app/server/backupcommands.h"

#include "app/server/firststeps.h"
#include "backend/audit/auditlog.h"
#include "backend/backup/backuprepository.h"
#include "backend/backup/restorer.h"
#include "backend/backup/storemove.h"
#include "backend/media/store/completeness.h"
#include "backend/media/store/localmediastore.h"
#include "backend/schoolparts.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTextStream>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace server {

namespace {

int couldNot(const Error &error)
{
    QTextStream(stderr) << "coursewright-server: " << error.message << Qt::endl;
    return 1;
}

/// A line a step, and at a terminal one that grows.
class ProgressLines
{
public:
    ~ProgressLines() { end(); }
    bool operator()(double fraction, const QString &what)
    {
        const int percent = int(fraction * 100);
        const QString step = what.section(u' ', 0, what.startsWith("verifying"_L1) ? 1 : 0);
        if (!m_atTerminal && step == m_step)
            return true;
        if (m_atTerminal && m_sinceLine.isValid() && m_sinceLine.elapsed() < 100)
            return true;
        m_sinceLine.start();
        m_step = step;
        const QByteArray line = "[" + QByteArray::number(percent).rightJustified(3) + " %] " + what.toUtf8();
        std::fprintf(stderr, m_atTerminal ? "\r%-70s" : "%s\n", line.constData());
        return true;
    }
    void end()
    {
        if (m_atTerminal && std::exchange(m_atTerminal, false))
            std::fprintf(stderr, "\r%-70s\r", "");
    }

private:
    bool m_atTerminal = isAtTerminal();
    QElapsedTimer m_sinceLine;
    QString m_step;
};

QString native(const QString &path)
{
    return QDir::toNativeSeparators(path);
}

/// A school whose media can be read. Its key signs addresses, which nobody asks for here.
Result<media::UrlSigner> signerOf(const QString &data)
{
    if (!schoolparts::hasKeys(data))
        return Error::notFound(u"There is no school in %1."_s.arg(native(data)));
    return media::UrlSigner::open(QDir(data).filePath(u"keys/media.key"_s));
}

/// The store of a school that is there.
Result<std::unique_ptr<database::Engine>> storeOf(const QString &data, const QString &database)
{
    auto engine = database::Engine::at(database, data);
    if (engine && (*engine)->presence() != database::Engine::Presence::There)
        return Error::notFound(u"The database of the school in %1 is missing or empty."_s.arg(native(data)));
    return engine;
}

/// A database of before there were any is refused by the backup itself, with a sentence.
Result<backup::Settings> settingsOf(database::Engine &engine)
{
    const auto opened = engine.openBeside();
    if (!opened)
        return opened.error();
    const auto known = (*opened)->connection().hasTable(u"backup_settings"_s);
    if (!known)
        return known.error();
    return *known ? backup::BackupRepository::settings((*opened)->connection()) : backup::Settings{};
}

/// A store that an older program left has no log yet.
Result<void> auditIsWhole(database::Connection &c)
{
    const auto exists = c.hasTable(u"audit_log"_s);
    if (!exists || !*exists)
        return exists ? Result<void>() : Result<void>(exists.error());
    const auto fault = audit::AuditLog::firstFault(c);
    if (!fault)
        return fault.error();
    if (!*fault)
        return {};
    return Error{ErrorCode::DataLoss,
                 u"audit_changed"_s,
                 u"Line %1 of the audit log is not what the program wrote, or is missing."_s.arg(**fault),
                 {}};
}

int checkSchool(const QString &data, const QString &database)
{
    const auto signer = signerOf(data);
    if (!signer)
        return couldNot(signer.error());
    const media::LocalMediaStore files(data, *signer);
    const auto store = storeOf(data, database);
    if (!store)
        return couldNot(store.error());
    database::Engine &engine = **store;
    ProgressLines progress;
    progress(0, u"database"_s);
    const auto opened = engine.openBeside();
    if (!opened)
        return couldNot(opened.error());
    if (const auto whole = engine.inspect((*opened)->connection()); !whole)
        return couldNot(whole.error());
    if (const auto kept = auditIsWhole((*opened)->connection()); !kept)
        return couldNot(kept.error());
    progress(0.5, u"media"_s);
    const auto missing = media::missingFiles((*opened)->connection(), files);
    progress.end();
    if (!missing)
        return couldNot(missing.error());
    if (!missing->isEmpty()) {
        for (const QString &file : *missing)
            std::printf("%s\n", qPrintable(file));
        return couldNot({ErrorCode::DataLoss,
                         {},
                         u"The database is whole, and %1 of the finished files it names are not. Restore them from a "
                         u"backup, or "
                         "import the films again."_s.arg(missing->size()),
                         {}});
    }
    std::printf("the school is whole: pages, references, audit log and media\n");
    return 0;
}

int checkBackup(const QString &folder)
{
    const QString path = QDir::cleanPath(QDir(folder).absolutePath());
    const auto manifest = backup::Manifest::read(QDir(path).filePath(backup::ManifestName));
    if (!manifest)
        return couldNot(manifest.error());
    ProgressLines progress;
    const backup::BackupPlace place(QFileInfo(path).path());
    const auto whole = backup::verify(path, place, *manifest, backup::Thorough::All, std::ref(progress));
    progress.end();
    if (!whole)
        return couldNot(whole.error());
    std::printf("the backup is whole: %lld rows in %lld tables, %lld files of media\n",
                static_cast<long long>(manifest->rows()), static_cast<long long>(manifest->tables.size()),
                static_cast<long long>(manifest->media.size()));
    return 0;
}

}  // namespace

int makeBackup(const QString &data, const QString &database, const QString &to)
{
    const auto signer = signerOf(data);
    if (!signer)
        return couldNot(signer.error());
    const auto store = storeOf(data, database);
    if (!store)
        return couldNot(store.error());
    database::Engine &engine = **store;
    const media::LocalMediaStore files(data, *signer);
    const SystemClock clock;
    const auto settings = settingsOf(engine);
    if (!settings)
        return couldNot(settings.error());
    const backup::BackupPlace place(to.isEmpty() ? settings->place(data) : to);
    ProgressLines progress;
    const auto made =
            backup::BackupMaker({engine, files, data, true}, place, clock).make(settings->keep, std::ref(progress));
    progress.end();
    if (!made)
        return couldNot(made.error());
    std::printf("%s\n", qPrintable(native(place.folderOf(made->name))));
    return 0;
}

int restoreBackup(const QString &from, const QString &data)
{
    ProgressLines progress;
    const auto restored = backup::restore(from, data, std::ref(progress));
    progress.end();
    if (!restored)
        return couldNot(restored.error());
    std::printf("the school of %s is in %s\n", qPrintable(toIso(restored->made)), qPrintable(native(data)));
    return 0;
}

int check(const QString &data, const QString &database, const QString &backup)
{
    return backup.isEmpty() ? checkSchool(data, database) : checkBackup(backup);
}

int migrateStore(const QString &from, const QString &to)
{
    ProgressLines progress;
    const auto copied = backup::moveStore(from, to, std::ref(progress));
    progress.end();
    if (!copied)
        return couldNot(copied.error());
    for (const auto &table : *copied)
        std::printf("%-24s %10lld rows  %s\n", table.table.constData(), static_cast<long long>(table.rows),
                    table.hash.constData());
    std::printf("the copy has been read again and is the same\n");
    return 0;
}

}  // namespace server
