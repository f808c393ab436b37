#include "backend/backup/restorer.h"

#include "backend/backup/backuprules.h"
#include "backend/media/store/localmediastore.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

using namespace Qt::StringLiterals;

namespace backup {

namespace {

constexpr auto Everything = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;

Result<void> mustBeFree(const QString &folder)
{
    const QFileInfo there(folder);
    if (!there.exists() || (there.isDir() && QDir(folder).isEmpty(Everything)))
        return {};
    return Error::precondition(
            u"%1 is there already and not empty. Restore into a folder that does not exist yet; nothing "
            "has been changed."_s.arg(QDir::toNativeSeparators(folder)),
            u"folder_not_empty"_s);
}

Result<void> mustFit(const Manifest &manifest, const QString &folder, const Room &room)
{
    const auto free = room(folder);
    const qint64 needed = roomFor(0, manifest.bytes());
    if (!free || *free >= needed)
        return {};
    constexpr qint64 Mebibyte = 1024 * 1024;
    return Error{ErrorCode::Unavailable,
                 u"disk_full"_s,
                 u"There is no room for the school in %1: it needs about %2 MiB, and %3 MiB are free."_s
                         .arg(QDir::toNativeSeparators(folder))
                         .arg(needed / Mebibyte + 1)
                         .arg(*free / Mebibyte),
                 {}};
}

/// Names that are no part of a school, in a list that somebody has written.
bool isOurs(const Manifest &manifest)
{
    static const QSet<QString> plain{u"school.id"_s};
    const QStringList store = database::Engine::inFolder({})->files();
    for (const KeptFile &file : manifest.files) {
        const bool isKey = file.name.startsWith("keys/"_L1) && file.name.count(u'/') == 1;
        if (!isKey && !plain.contains(file.name) && !store.contains(file.name))
            return false;
    }
    for (const KeptFile &file : manifest.media) {
        if (!media::LocalMediaStore::isKey(file.name))
            return false;
    }
    return true;
}

Result<void> bring(const QString &from, const QString &to, const KeptFile &file, const ByteProgress &progress)
{
    if (const auto made = makeFolder(QFileInfo(to).path()); !made)
        return made;
    const auto copied = copyFile(from, to, progress);
    if (!copied && copied.error().reason != "file_not_read"_L1)
        return copied.error();
    if (!copied)
        return Error{ErrorCode::DataLoss,
                     u"backup_not_verified"_s,
                     u"The backup is damaged or not whole: the file %1 is missing or can't be read."_s.arg(file.name),
                     {}};
    if (copied->sha256 == file.sha256)
        return {};
    return Error{ErrorCode::DataLoss,
                 u"backup_not_verified"_s,
                 u"The backup is damaged or not whole: the file %1 is not as it was kept."_s.arg(file.name),
                 {}};
}

Result<void> fill(const QString &backup, const QString &part, const Manifest &manifest, const Progress &progress)
{
    const BackupPlace place(QFileInfo(QDir::cleanPath(QDir(backup).absolutePath())).path());
    const double all = double(qMax(qint64(1), manifest.bytes()));
    qint64 done = 0;
    const auto copying = [&](qint64 more) {
        done += more;
        return progress(0.8 * double(done) / all, u"copying"_s);
    };
    QSet<QString> folders{part};
    for (const auto &[list, isMedia] : {std::pair(&manifest.files, false), std::pair(&manifest.media, true)}) {
        for (const KeptFile &file : *list) {
            const QString to = part + u'/' + file.name;
            const QString from = isMedia ? place.mediaFile(file.sha256) : backup + u'/' + file.name;
            if (const auto ok = bring(from, to, file, copying); !ok)
                return ok;
            folders.insert(QFileInfo(to).path());
        }
    }
    for (const QString &area : {u"media"_s, u"covers"_s}) {
        if (const auto made = makeFolder(part + u'/' + area); !made)
            return made;
    }
    for (const QString &folder : folders) {
        if (const auto synced = syncFolder(folder); !synced)
            return synced;
    }
    return verifyStore(part, manifest, [&](double fraction, const QString &what) {
        return progress(0.8 + 0.2 * fraction, u"verifying "_s + what);
    });
}

}  // namespace

Result<Manifest> restore(const QString &backup, const QString &folder, const Progress &progress, const Room &room)
{
    const QString target = QDir::cleanPath(QDir(folder).absolutePath());
    if (const auto isFree = mustBeFree(target); !isFree)
        return isFree.error();
    auto manifest = Manifest::read(QDir(backup).filePath(ManifestName));
    if (!manifest)
        return manifest;
    if (const auto known = schemaOf(*manifest, *database::Engine::inFolder(backup)); !known)
        return known.error();
    if (!isOurs(*manifest))
        return Error{ErrorCode::DataLoss,
                     u"damaged_backup"_s,
                     u"The backup is damaged: its list names files that are no part of a school."_s,
                     {}};
    if (const auto fits = mustFit(*manifest, target, room); !fits)
        return fits.error();
    const QString part = target + u"-restoring"_s + Unfinished;
    QDir(part).removeRecursively();
    auto filled = makeFolder(part);
    if (filled)
        filled = fill(backup, part, *manifest, progress);
    if (filled) {
        QDir().rmdir(target);  // an empty one
        if (!QDir().rename(part, target))
            filled = Error{ErrorCode::Unavailable,
                           u"file_not_written"_s,
                           u"%1 can't be made."_s.arg(QDir::toNativeSeparators(target)),
                           {}};
    }
    if (filled)
        filled = syncFolder(QFileInfo(target).path());
    if (!filled) {
        QDir(part).removeRecursively();
        return filled.error();
    }
    return manifest;
}

}  // namespace backup
