#include "backend/datafolder.h"

#include "backend/database/engine/engine.h"
#include "backend/database/store/folderlock.h"
#include "backend/schoolidentity.h"
#include "backend/schoolparts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

using namespace Qt::StringLiterals;

namespace {

constexpr auto OwnerFolder = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

/// What the programs put into a data folder, beside the files of the store. `journal` is the desktop's, which keeps
/// unsaved outlines there before the school opens; the last two are the systems' (a fresh disk, a folder once looked
/// at).
const QSet<QString> &ownNames()
{
    static const QSet<QString> names{u"backups"_s,
                                     u"coursewright.lock"_s,
                                     u"coursewright-work"_s,
                                     u"demo-unfinished"_s,
                                     u"journal"_s,
                                     u"keys"_s,
                                     u"logs"_s,
                                     u"media"_s,
                                     u"media-orphans"_s,
                                     u"originals"_s,
                                     u"school.id"_s,
                                     u"tmp"_s,
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
    const QStringList files = database::Engine::inFolder(folder.path())->files();
    QStringList strangers;
    for (const QString &name : folder.entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot))
        if (!ownNames().contains(name) && !files.contains(name))
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

/// A folder that has been a school and is not whole.
Error notWhole(const QString &folder, ErrorCode code, const QString &reason, const QString &what, const QString &how)
{
    return {code,
            reason,
            u"%1 in the folder %2. Nothing has been changed. %3"_s.arg(what, QDir::toNativeSeparators(folder), how),
            {{u"folder"_s, QDir::toNativeSeparators(folder)}}};
}

Error serversDatabaseMissing(const QString &folder, const database::Engine &engine, const QStringList &parts)
{
    return notWhole(folder, ErrorCode::FailedPrecondition, u"database_missing"_s,
                    u"The database of the school, %1, is empty, but parts of a school are there (%2)"_s.arg(
                            engine.spelled(), parts.join(u", "_s)),
                    u"Restore the database from a backup, or correct its address; or choose another folder for a new "
                    "school."_s);
}

Error databaseMissing(const QString &folder, bool isEmpty, const QStringList &parts)
{
    const auto engine = database::Engine::inFolder(folder);
    const QStringList copies = engine->copies();
    QString more;
    if (const QString journal = engine->journalLeft(); !journal.isEmpty())
        more += u" The %1 that is there belongs to the lost database: move it away first."_s.arg(journal);
    if (!copies.isEmpty())
        more += u" There is a copy in the folder: %1."_s.arg(copies.constFirst());
    return notWhole(folder, ErrorCode::FailedPrecondition, u"database_missing"_s,
                    u"The database of the school, school.db, is %1, but parts of a school are there (%2)"_s.arg(
                            isEmpty ? u"empty"_s : u"missing"_s, parts.join(u", "_s)),
                    u"Put school.db back from a backup (together with %1, if the backup has one) and start again; or "
                    "choose another folder for a new school.%2"_s.arg(engine->journalName(), more));
}

Error wrongDatabase(const QString &folder, const database::Engine &engine)
{
    return notWhole(folder, ErrorCode::FailedPrecondition, u"wrong_database"_s,
                    u"The database %1 belongs to another school than the other files"_s.arg(engine.spelled()),
                    u"Put the database of this school back, or the other one into the folder it came from."_s);
}

Error twoDatabases(const QString &folder, const database::Engine &engine)
{
    const auto own = database::Engine::inFolder(folder);
    return notWhole(folder, ErrorCode::FailedPrecondition, u"wrong_database"_s,
                    u"The database of the school is to be %1, but there is another one, %2,"_s.arg(engine.spelled(),
                                                                                                   own->spelled()),
                    u"Start without --database to serve the one in the folder, or choose another folder."_s);
}

Error keysMissing(const QString &folder)
{
    return notWhole(folder, ErrorCode::FailedPrecondition, u"keys_missing"_s,
                    u"Keys of the school are missing from \"keys\""_s,
                    u"Put them back from a backup. If there is none, \"coursewright-server keys new --data DIR\" makes "
                    "new ones; then everybody has to sign in again."_s);
}

Error mediaMissing(const QString &folder)
{
    return notWhole(folder, ErrorCode::FailedPrecondition, u"media_missing"_s,
                    u"The films of the school, the folder \"media\", are missing"_s,
                    u"Put it back from a backup. If the films are lost, make an empty folder of that name; the school "
                    "then starts without them."_s);
}

/// What the folder's own file and its database say of each other, and what must be there with them.
Result<DataFolder> lookAtSchool(const QString &folder, const schoolparts::DatabaseLook &database,
                                const database::Engine &engine, DataFolder::Allow allow)
{
    const auto uid = SchoolIdentity::ofFolder(folder);
    if (!uid)
        return uid.error();
    if (*uid && !database.uid.isEmpty() && **uid != database.uid)
        return wrongDatabase(folder, engine);
    const DataFolder found{database.content == schoolparts::Content::School, *uid};
    if (!found.isSchool)
        return found;
    if (!schoolparts::hasKeys(folder) && allow != DataFolder::Allow::MissingKeys)
        return keysMissing(folder);
    if (!schoolparts::hasMedia(folder))
        return mediaMissing(folder);
    return found;
}

Result<DataFolder> lookAt(const QString &folder, database::Engine &engine, DataFolder::Allow allow)
{
    using database::Engine;
    using schoolparts::Content;
    const QDir place(folder);
    if (engine.isInFolder() && !place.exists())
        return DataFolder{};
    if (!engine.isInFolder() && Engine::inFolder(folder)->presence() == Engine::Presence::There)
        return twoDatabases(folder, engine);
    const auto database = schoolparts::lookAtDatabase(engine);
    if (!database && database.error().reason == "corrupt_database"_L1)
        return notWhole(folder, ErrorCode::DataLoss, u"corrupt_database"_s,
                        u"The database of the school, %1, is damaged or no database"_s.arg(engine.spelled()),
                        u"Put a whole one back from a backup. (%1)"_s.arg(database.error().message));
    if (!database)
        return database.error();
    if (database->content == Content::Begun || database->content == Content::School)
        return lookAtSchool(folder, *database, engine, allow);
    if (const QStringList parts = schoolparts::left(folder); !parts.isEmpty())
        return engine.isInFolder() ? databaseMissing(folder, database->content == Content::Empty, parts)
                                   : serversDatabaseMissing(folder, engine, parts);
    if (database->content == Content::Missing || !engine.isInFolder()) {
        if (const QStringList strangers = strangersIn(place); !strangers.isEmpty())
            return notOurs(folder, strangers);
    }
    return DataFolder{};
}

}  // namespace

Result<DataFolder> DataFolder::look(const QString &folder, Allow allow, const QString &databaseUrl)
{
    const auto engine = database::Engine::at(databaseUrl, folder);
    if (!engine)
        return engine.error();
    auto found = lookAt(folder, **engine, allow);
    // What another program is at work on may look unfinished.
    if (!found)
        if (const auto isFree = database::FolderLock::mustBeFree(folder); !isFree)
            return isFree.error();
    return found;
}

Result<DataFolder> DataFolder::prepare(const QString &folder, Allow allow, const QString &databaseUrl)
{
    auto found = look(folder, allow, databaseUrl);
    if (!found)
        return found;
    const auto engine = database::Engine::at(databaseUrl, folder);
    if (!engine)
        return engine.error();
    const QDir place(folder);
    if (!place.exists() && !makeForOwner(folder))
        return notWritable(folder);
    if (const auto made = (*engine)->makePlace(); !made)
        return made.error();
    return found;
}
