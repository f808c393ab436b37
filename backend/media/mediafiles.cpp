#include "backend/media/mediafiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

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

}  // namespace

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
    return synced ? Result<void>{} : notWritten(QFileInfo(path).fileName());
}

MediaFiles::MediaFiles(const QString &dataFolder)
    : m_media(QDir(dataFolder).absoluteFilePath(u"media"_s)), m_work(QDir(dataFolder).absoluteFilePath(u"tmp"_s))
{
}

Result<void> MediaFiles::prepare(const QStringList &knownUids) const
{
    QDir(m_work).removeRecursively();
    if (!QDir().mkpath(m_media) || !QDir().mkpath(m_work))
        return Error{
                ErrorCode::Unavailable, u"folder_not_writable"_s, u"The folder %1 can't be written"_s.arg(m_media), {}};
    for (const QString &name : QDir(m_media).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (isUid(name) && !knownUids.contains(name))
            removeFolder(folderOf(name));
    }
    return {};
}

QString MediaFiles::folderOf(const QString &uid) const
{
    return m_media + u'/' + uid;
}

QString MediaFiles::file(const QString &uid, const QString &name) const
{
    return folderOf(uid) + u'/' + name;
}

Result<QString> MediaFiles::makeWorkFolder(const QString &name) const
{
    const QString folder = m_work + u'/' + name;
    removeFolder(folder);
    if (!QDir().mkpath(folder))
        return Error{
                ErrorCode::Unavailable, u"folder_not_writable"_s, u"The folder %1 can't be written"_s.arg(m_work), {}};
    return folder;
}

Result<void> MediaFiles::publish(const QString &workFolder, const QString &uid) const
{
    for (const QFileInfo &info : QDir(workFolder).entryInfoList(QDir::Files)) {
        if (auto ok = syncFile(info.filePath()); !ok)
            return ok;
    }
    removeFolder(folderOf(uid));
    if (!QDir().rename(workFolder, folderOf(uid)))
        return notWritten(u"the folder could not be renamed"_s);
    return {};
}

void MediaFiles::removeFolder(const QString &folder) const
{
    QDir(folder).removeRecursively();
}

bool MediaFiles::isServedName(const QString &name)
{
    static const QRegularExpression form(u"^(?:(?:sd|hd|fhd|4k)\\.mp4|poster\\.jpg|trial_[1-9][0-9]{0,5}\\.mp4)$"_s);
    return form.match(name).hasMatch();
}

bool MediaFiles::isUid(const QString &text)
{
    static const QRegularExpression form(u"^[0-9a-f]{32}$"_s);
    return form.match(text).hasMatch();
}

QString MediaFiles::trialName(int seconds)
{
    return u"trial_%1.mp4"_s.arg(seconds);
}

}  // namespace media
