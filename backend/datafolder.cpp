#include "backend/datafolder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

using namespace Qt::StringLiterals;

namespace {

constexpr auto OwnerFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto OwnerFolder = OwnerFile | QFileDevice::ExeOwner;

/// What the programs put into a data folder. `journal` is the desktop's, which keeps unsaved outlines there before the
/// school opens; the last two are the systems' (a fresh disk, a folder once looked at).
const QSet<QString> &ownNames()
{
    static const QSet<QString> names{u"coursewright.lock"_s,
                                     u"coursewright-work"_s,
                                     u"journal"_s,
                                     u"keys"_s,
                                     u"logs"_s,
                                     u"media"_s,
                                     u"media-orphans"_s,
                                     u"originals"_s,
                                     u"school.db"_s,
                                     u"school.db-journal"_s,
                                     u"school.db-shm"_s,
                                     u"school.db-wal"_s,
                                     u"lost+found"_s,
                                     u".DS_Store"_s};
    return names;
}

Error notWritable(const QString &path)
{
    return {ErrorCode::Unavailable,
            u"folder_not_writable"_s,
            u"%1 can't be made or written."_s.arg(QDir::toNativeSeparators(path)),
            {}};
}

QStringList strangersIn(const QDir &folder)
{
    QStringList strangers;
    for (const QString &name : folder.entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
        if (!ownNames().contains(name))
            strangers.append(name);
    return strangers;
}

Error notOurs(const QString &folder, QStringList strangers)
{
    constexpr qsizetype Shown = 3;
    const bool more = strangers.size() > Shown;
    strangers = strangers.mid(0, Shown);
    return Error::precondition(u"The folder %1 holds other things (%2%3) and no school. Choose an empty folder or one "
                               "that does not exist yet."_s.arg(QDir::toNativeSeparators(folder),
                                                                strangers.join(u", "_s), more ? u", …"_s : u""_s),
                               u"folder_not_ours"_s);
}

/// Each level that is missing; only the last one is the school's.
bool makeForOwner(const QString &folder)
{
    const QString path = QDir::cleanPath(QDir(folder).absolutePath());
    return QDir().mkpath(QFileInfo(path).path()) && QDir().mkdir(path, OwnerFolder);
}

}  // namespace

Result<DataFolder> DataFolder::prepare(const QString &folder)
{
    const QDir place(folder);
    const QFileInfo database(place.filePath(u"school.db"_s));
    const bool isNew = !database.exists() || database.size() == 0;  // empty: an earlier start that got no further
    if (!place.exists()) {
        if (!makeForOwner(folder))
            return notWritable(folder);
    } else if (!database.exists()) {
        if (const QStringList strangers = strangersIn(place); !strangers.isEmpty())
            return notOurs(folder, strangers);
    }
    // SQLite gives its journal and shared memory the rights of this file.
    QFile file(database.filePath());
    const bool there = database.exists() ? file.setPermissions(OwnerFile)
                                         : file.open(QIODevice::WriteOnly | QIODevice::NewOnly, OwnerFile);
    if (!there && !file.exists())  // rights that can't be changed (a foreign file system) are the system's business
        return notWritable(file.fileName());
    return DataFolder{isNew};
}
