#include "backend/media/store/localmediastore.h"

#include "backend/http/files/localfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <cerrno>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace media {

namespace {

Error notWritten(const QString &what)
{
    return {ErrorCode::DataLoss, u"not_written"_s, u"The finished files could not be stored (%1)"_s.arg(what), {}};
}

Error notRemoved(const QString &path)
{
    return {ErrorCode::Unavailable,
            u"store_unavailable"_s,
            u"%1 could not be removed"_s.arg(QDir::toNativeSeparators(path)),
            {}};
}

Error missing()
{
    return Error::notFound(u"There is no such file"_s, u"file_missing"_s);
}

/// Brings a closed file's bytes to the disk itself.
Result<void> syncFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
        return notWritten(file.errorString());
#ifdef Q_OS_WIN
    const bool synced = _commit(file.handle()) == 0;
#else
    const bool synced = ::fsync(file.handle()) == 0;
#endif
    if (!synced && errno == ENOSPC)
        return Error{ErrorCode::Unavailable, u"disk_full"_s, u"The disk of the school is full"_s, {}};
    return synced ? Result<void>{} : notWritten(QFileInfo(path).fileName());
}

bool removeAll(const QString &folder)
{
    return !QFileInfo::exists(folder) || QDir(folder).removeRecursively();
}

}  // namespace

LocalMediaStore::LocalMediaStore(const QString &dataFolder, const UrlSigner &signer)
    : m_root(QDir(dataFolder).absolutePath()), m_signer(signer)
{
}

Result<void> LocalMediaStore::prepare() const
{
    for (const QString &area : {u"media"_s, u"covers"_s}) {
        if (!QDir(m_root).mkpath(area)) {
            return Error{ErrorCode::Unavailable,
                         u"folder_not_writable"_s,
                         u"The folder %1/%2 can't be written"_s.arg(m_root, area),
                         {}};
        }
    }
    return {};
}

bool LocalMediaStore::isKey(const QString &key)
{
    static const QRegularExpression form(u"\\A(?:media|covers)(?:/[0-9A-Za-z][0-9A-Za-z_.-]{0,127}){1,4}\\z"_s);
    return form.match(key).hasMatch();
}

Result<QString> LocalMediaStore::pathOf(const QString &key) const
{
    if (!isKey(key))
        return Error::invalid(u"That is no name of a stored file"_s, u"invalid_key"_s);
    return QString(m_root + u'/' + key);
}

Result<QString> LocalMediaStore::fileOf(const QString &key) const
{
    const auto path = pathOf(key);
    return path && !QFileInfo(*path).isFile() ? missing() : path;
}

QString LocalMediaStore::asideOf(const QString &folder) const
{
    const qsizetype slash = folder.indexOf(u'/');
    return m_root + u'/' + folder.left(slash) + u"-orphans"_s + folder.mid(slash);
}

Result<void> LocalMediaStore::put(const QString &key, const QString &file)
{
    const auto to = pathOf(key);
    if (!to)
        return to.error();
    if (auto ok = syncFile(file); !ok)
        return ok;
    if (!QDir().mkpath(QFileInfo(*to).path()))
        return notWritten(u"the folder could not be made"_s);
    QFile::remove(*to);
    if (!QFile::rename(file, *to))
        return notWritten(u"the file could not be moved"_s);
    return {};
}

Result<void> LocalMediaStore::putFolder(const QString &folder, const QString &from)
{
    const auto to = pathOf(folder);
    if (!to)
        return to.error();
    for (const QFileInfo &info : QDir(from).entryInfoList(QDir::Files)) {
        if (auto ok = syncFile(info.filePath()); !ok)
            return ok;
    }
    if (!removeAll(*to) || !QDir().rename(from, *to))
        return notWritten(u"the folder could not be renamed"_s);
    return {};
}

Result<std::shared_ptr<http::ContentSource>> LocalMediaStore::open(const QString &key) const
{
    const auto path = fileOf(key);
    if (!path)
        return path.error();
    std::shared_ptr<http::ContentSource> source = http::LocalFile::open(*path);
    if (!source)
        return missing();
    return source;
}

Result<qint64> LocalMediaStore::size(const QString &key) const
{
    const auto path = fileOf(key);
    return path ? Result<qint64>(QFileInfo(*path).size()) : path.error();
}

Result<LocalCopy> LocalMediaStore::localCopy(const QString &key) const
{
    const auto path = fileOf(key);
    return path ? Result<LocalCopy>(LocalCopy{*path, nullptr}) : path.error();
}

QString LocalMediaStore::url(const QString &key, const AddressScope &scope) const
{
    const QString folder = key.section(u'/', 1, -2), name = key.section(u'/', -1);
    const QByteArray grant = m_signer.grant(scope.scope, folder.toLatin1(), name.toLatin1(), scope.user, scope.expires);
    return u"/media/%1/%2/%3"_s.arg(QString::fromLatin1(grant), folder, name);
}

Result<void> LocalMediaStore::remove(const QString &key)
{
    const auto path = pathOf(key);
    if (!path)
        return path.error();
    if (QFileInfo::exists(*path) && !QFile::remove(*path))
        return notRemoved(*path);
    return {};
}

Result<void> LocalMediaStore::removeFolder(const QString &folder)
{
    const auto path = pathOf(folder);
    if (!path)
        return path.error();
    return removeAll(*path) ? Result<void>{} : notRemoved(*path);
}

Result<QStringList> LocalMediaStore::list(const QString &folder) const
{
    if (!isKey(folder + u"/x"_s))
        return Error::invalid(u"That is no folder of stored files"_s, u"invalid_key"_s);
    return QDir(m_root + u'/' + folder).entryList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

Result<QString> LocalMediaStore::setAside(const QString &folder)
{
    const auto from = pathOf(folder);
    if (!from)
        return from.error();
    const QString aside = asideOf(folder);
    QString to = aside;
    for (int i = 2; QFileInfo::exists(to); ++i)
        to = u"%1-%2"_s.arg(aside).arg(i);
    if (!QDir().mkpath(QFileInfo(to).path()) || !QDir().rename(*from, to))
        return notWritten(u"%1 could not be moved"_s.arg(QDir::toNativeSeparators(*from)));
    return to;
}

Result<void> LocalMediaStore::bringBack(const QString &folder)
{
    const auto to = pathOf(folder);
    if (!to)
        return to.error();
    const QString from = asideOf(folder);
    if (!QFileInfo::exists(from))
        return missing();
    if (QFileInfo::exists(*to))
        return Error::conflict(u"There are files of that name already"_s, u"already_exists"_s);
    if (!QDir().rename(from, *to))
        return notWritten(u"%1 could not be moved"_s.arg(QDir::toNativeSeparators(from)));
    return {};
}

Result<QStringList> LocalMediaStore::listAside(const QString &area) const
{
    if (!isKey(area + u"/x"_s) || area.contains(u'/'))
        return Error::invalid(u"That is no area of stored files"_s, u"invalid_key"_s);
    return QDir(m_root + u'/' + area + u"-orphans"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
}

}  // namespace media
