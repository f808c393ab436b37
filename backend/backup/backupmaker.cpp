#include "backend/backup/backupmaker.h"

#include "backend/backup/backuprules.h"
#include "backend/backup/backupverifier.h"
#include "backend/schoolidentity.h"
#include "models/domain/filestamp.h"
#include "models/domain/filewrite.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace backup {

namespace {

// How much of the whole each part is, for the one bar that people see.
constexpr double MediaUntil = 0.45, DatabaseUntil = 0.75;

QHash<QString, const KeptFile *> byName(const Manifest *manifest)
{
    QHash<QString, const KeptFile *> out;
    if (manifest) {
        for (const KeptFile &file : manifest->media)
            out.insert(file.name, &file);
    }
    return out;
}

QString mebibytes(qint64 bytes)
{
    return QString::number((bytes + 1024 * 1024 - 1) / (1024 * 1024));
}

}  // namespace

BackupMaker::BackupMaker(School school, BackupPlace place, const Clock &clock, Room room)
    : m_school(std::move(school)), m_place(std::move(place)), m_clock(clock), m_room(std::move(room))
{
}

Result<KeptBackup> BackupMaker::make(int keep, const Progress &progress)
{
    const auto lock = m_place.lock();
    if (!lock)
        return lock.error();
    const std::vector<KeptBackup> newest = m_place.newest(1);
    const Manifest *before = newest.empty() ? nullptr : &newest.front().manifest;
    if (const auto fits = mustFit(before); !fits)
        return fits.error();
    Manifest manifest;
    manifest.program = QStringLiteral(COURSEWRIGHT_VERSION);
    manifest.made = m_clock.now();
    QString name = stampOf(manifest.made);
    while (QFileInfo::exists(m_place.folderOf(name)))  // two within a second, or a clock that was set back
        name = stampOf(manifest.made += 1000);
    const QString part = m_place.folderOf(name) + Unfinished;
    auto written = makeFolder(part);
    if (written)
        written = write(part, manifest, before, progress);
    if (written && !QDir().rename(part, m_place.folderOf(name)))
        written = Error{ErrorCode::Unavailable, u"file_not_written"_s, u"%1 can't be renamed."_s.arg(part), {}};
    if (written)
        written = syncFolder(m_place.folder());
    if (!written) {
        QDir(part).removeRecursively();
        m_place.removeUnused();
        return written.error();
    }
    if (const auto gone = m_place.expire(keep); !gone)
        return gone.error();
    return KeptBackup{name, std::move(manifest)};
}

Result<void> BackupMaker::mustFit(const Manifest *before) const
{
    const auto room = m_room(m_place.folder());
    if (!room)
        return {};
    const auto keys = mediaKeys();
    if (!keys)
        return keys.error();
    const auto known = byName(before);
    qint64 fresh = 0;
    for (const QString &key : *keys) {
        if (const auto size = m_school.media.size(key); size && !known.contains(key))
            fresh += *size;
    }
    const qint64 needed = roomFor(m_school.engine.bytes(), fresh);
    if (*room >= needed)
        return {};
    return Error{
            ErrorCode::Unavailable,
            u"disk_full"_s,
            u"There is no room for a backup in %1: it needs about %2 MiB, and %3 MiB are free. Make room, or choose a "
            "folder on another disk."_s.arg(QDir::toNativeSeparators(m_place.folder()), mebibytes(needed),
                                            mebibytes(*room)),
            {}};
}

// Media before and after the snapshot: one that is deleted meanwhile is in the first pass, one that comes in the second.
Result<void> BackupMaker::write(const QString &part, Manifest &manifest, const Manifest *before,
                                const Progress &progress)
{
    const auto within = [&](double from, double to) -> Progress {
        return [&progress, from, to](double fraction, const QString &what) {
            return progress(from + (to - from) * fraction, what);
        };
    };
    if (const auto ok = keepMedia(manifest, before, within(0, MediaUntil)); !ok)
        return ok;
    if (const auto ok = copyDatabase(part, manifest, within(MediaUntil, DatabaseUntil)); !ok)
        return ok;
    if (const auto ok =
                keepMedia(manifest, before, [&](double, const QString &what) { return progress(DatabaseUntil, what); });
        !ok)
        return ok;
    if (const auto ok = copySecrets(part, manifest); !ok)
        return ok;
    if (const auto ok = verify(part, m_place, manifest, Thorough::Sample, within(DatabaseUntil, 1)); !ok)
        return ok;
    manifest.verified = m_clock.now();
    if (const auto ok = writeFile(part + u'/' + ManifestName, manifest.toJson()); !ok)
        return ok;
    QFile::setPermissions(part + u'/' + ManifestName, QFile::ReadOwner | QFile::WriteOwner);
    return syncFolder(part);
}

Result<void> BackupMaker::copyDatabase(const QString &part, Manifest &manifest, const Progress &progress)
{
    const auto from = m_school.isBeside ? m_school.engine.openBeside() : m_school.engine.openReader();
    if (!from)
        return from.error();
    const auto to = database::Engine::inFolder(part);
    auto digests =
            database::copyStore((*from)->connection(), *to, [&](qint64 done, qint64 all, const QByteArray &table) {
                return progress(all > 0 ? double(done) / double(all) : 0, u"table "_s + QString::fromLatin1(table));
            });
    if (!digests)
        return digests.error();
    manifest.tables = std::move(*digests);
    for (const auto &migration : to->migrations())
        manifest.schema.append(migration.name);
    const auto copy = to->openOnlooker();
    if (!copy)
        return copy.error();
    const auto identity = SchoolIdentity::ofDatabase((*copy)->connection());
    if (!identity)
        return identity.error();
    manifest.school = *identity ? (*identity)->uid : QString();
    for (const QString &name : to->files()) {
        const QFileInfo file(QDir(part).filePath(name));
        if (!file.exists() || file.size() == 0)
            continue;
        const auto content = contentOf(file.filePath(), [&](qint64) { return progress(1, u"store"_s); });
        if (!content)
            return content.error();
        manifest.files.push_back({name, content->sha256, content->size, 0});
    }
    return {};
}

Result<void> BackupMaker::copySecrets(const QString &part, Manifest &manifest)
{
    const QDir folder(m_school.folder);
    QStringList names;
    // But for those of sealed fields (DOMAIN §20): with them, a backup that gets lost would tell what is sealed.
    for (const QString &key : QDir(folder.filePath(u"keys"_s)).entryList(QDir::Files | QDir::Hidden, QDir::Name)) {
        if (!key.startsWith("fields.json"_L1))
            names.append(u"keys/"_s + key);
    }
    if (folder.exists(u"school.id"_s))
        names.append(u"school.id"_s);
    if (const auto made = makeFolder(part + u"/keys"_s); !made)
        return made;
    for (const QString &name : names) {
        const auto copied = copyFile(folder.filePath(name), part + u'/' + name, [](qint64) { return true; });
        if (!copied)
            return copied.error();
        manifest.files.push_back({name, copied->sha256, copied->size, 0});
    }
    return syncFolder(part + u"/keys"_s);
}

Result<QStringList> BackupMaker::mediaKeys() const
{
    QStringList keys, folders{u"media"_s, u"covers"_s};
    while (!folders.isEmpty()) {
        const QString folder = folders.takeFirst();
        const auto names = m_school.media.list(folder);
        if (!names && names.error().reason == "invalid_key"_L1)
            continue;  // something of the system's or of somebody's, no film
        if (!names)
            return names.error();
        for (const QString &name : *names) {
            const QString key = folder + u'/' + name;
            (m_school.media.size(key) ? keys : folders).append(key);
        }
    }
    return keys;
}

Result<void> BackupMaker::keepMedia(Manifest &manifest, const Manifest *before, const Progress &progress)
{
    const auto keys = mediaKeys();
    if (!keys)
        return keys.error();
    const auto known = byName(before), kept = byName(&manifest);
    QStringList missing;
    for (const QString &key : *keys) {
        if (!kept.contains(key))
            missing.append(key);
    }
    qsizetype done = 0;
    for (const QString &key : missing) {
        const auto go = [&](qint64) { return progress(double(done) / double(missing.size()), u"media"_s); };
        if (!go(0))
            return cancelled();
        if (const auto ok = keepFile(manifest, known.value(key), key, go); !ok)
            return ok;
        ++done;
    }
    return {};
}

Result<void> BackupMaker::keepFile(Manifest &manifest, const KeptFile *before, const QString &key,
                                   const ByteProgress &progress)
{
    const auto local = m_school.media.localCopy(key);
    if (!local)  // it went since the list was made
        return local.error().code == ErrorCode::NotFound ? Result<void>() : Result<void>(local.error());
    const auto stamp = FileStamp::of(local->path);
    if (!stamp)
        return {};
    std::optional<Content> known;
    if (before && before->size == stamp->size && before->modified == stamp->modified)
        known = Content{before->sha256, before->size};
    const auto content = m_place.keep(local->path, known, progress);
    if (!content)
        return content.error();
    manifest.media.push_back({key, content->sha256, content->size, stamp->modified});
    return {};
}

}  // namespace backup
