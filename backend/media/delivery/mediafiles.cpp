#include "backend/media/delivery/mediafiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

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

const QRegularExpression &uidForm()
{
    static const QRegularExpression form(u"^[0-9a-f]{32}$"_s);
    return form;
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
    if (!synced && errno == ENOSPC)
        return Error{ErrorCode::Unavailable, u"disk_full"_s, u"The disk of the school is full"_s, {}};
    return synced ? Result<void>{} : notWritten(QFileInfo(path).fileName());
}

MediaFiles::MediaFiles(const QString &dataFolder)
    : m_media(QDir(dataFolder).absoluteFilePath(u"media"_s)),
      m_orphans(QDir(dataFolder).absoluteFilePath(u"media-orphans"_s)),
      m_work(QDir(dataFolder).absoluteFilePath(u"coursewright-work"_s))
{
}

Result<void> MediaFiles::prepare(const QStringList &knownUids, bool newSchool) const
{
    if (!newSchool)
        QDir(m_work).removeRecursively();
    if (!QDir().mkpath(m_media) || !QDir().mkpath(m_work))
        return Error{
                ErrorCode::Unavailable, u"folder_not_writable"_s, u"The folder %1 can't be written"_s.arg(m_media), {}};
    if (!newSchool)
        sortOut(knownUids);
    return {};
}

void MediaFiles::sortOut(const QStringList &knownUids) const
{
    const auto uidsIn = [](const QString &folder) {
        return QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot).filter(uidForm());
    };
    const auto move = [](const QString &from, const QString &to, const char *why) {
        const bool moved = QDir().rename(from, to);
        qWarning("%s %s; it %s %s", qPrintable(QDir::toNativeSeparators(from)), why,
                 moved ? "was moved to" : "could not be moved to", qPrintable(QDir::toNativeSeparators(to)));
    };
    const QSet<QString> known(knownUids.begin(), knownUids.end());
    for (const QString &uid : uidsIn(m_orphans)) {
        if (known.contains(uid) && !QFileInfo::exists(folderOf(uid)))
            move(m_orphans + u'/' + uid, folderOf(uid), "belongs to a video of this school again");
    }
    for (const QString &uid : uidsIn(m_media)) {
        if (known.contains(uid) || !QDir().mkpath(m_orphans))
            continue;
        QString to = m_orphans + u'/' + uid;
        for (int i = 2; QFileInfo::exists(to); ++i)
            to = u"%1/%2-%3"_s.arg(m_orphans, uid).arg(i);
        move(folderOf(uid), to, "belongs to no video of this school");
    }
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

Result<void> MediaFiles::add(const QString &made, const QString &uid) const
{
    if (auto ok = syncFile(made); !ok)
        return ok;
    const QString to = file(uid, QFileInfo(made).fileName());
    QFile::remove(to);
    if (!QFile::rename(made, to))
        return notWritten(u"the file could not be moved"_s);
    return {};
}

void MediaFiles::removeFolder(const QString &folder) const
{
    QDir(folder).removeRecursively();
}

bool MediaFiles::isServedName(const QString &name)
{
    static const QRegularExpression form(
            u"^(?:(?:sd|hd|fhd|4k)\\.mp4|poster\\.jpg|trial_[1-9][0-9]{0,5}_(?:sd|hd|fhd|4k)\\.mp4)$"_s);
    return form.match(name).hasMatch();
}

bool MediaFiles::isUid(const QString &text)
{
    return uidForm().match(text).hasMatch();
}

QString MediaFiles::trialName(int seconds, const QString &quality)
{
    return u"trial_%1_%2.mp4"_s.arg(QString::number(seconds), quality);
}

}  // namespace media
