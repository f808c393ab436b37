#include "backend/schoolparts.h"

#include "backend/database/engine/engine.h"
#include "backend/schoolidentity.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace schoolparts {

namespace {

constexpr auto All = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;

bool holdsAnything(const QDir &folder, const QString &name)
{
    return QFileInfo(folder.filePath(name)).isDir() && !QDir(folder.filePath(name)).isEmpty(All);
}

/// How many rows a table has; 0 when there is no such table.
Result<qint64> rowsOf(database::Connection &connection, const QString &table)
{
    const auto known = connection.hasTable(table);
    if (!known)
        return known.error();
    if (!*known)
        return qint64(0);
    auto s = connection.prepare("SELECT COUNT(*) FROM " + table.toLatin1());
    if (const auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? s.integer(0) : 0;
}

Result<DatabaseLook> lookInside(database::Connection &connection)
{
    const auto schemaFiles = rowsOf(connection, u"schema_migrations"_s);
    if (!schemaFiles)
        return schemaFiles.error();
    if (*schemaFiles == 0)
        return DatabaseLook{Content::Empty, {}};
    const auto identity = SchoolIdentity::ofDatabase(connection);
    if (!identity)
        return identity.error();
    if (*identity)
        return DatabaseLook{(*identity)->isReady ? Content::School : Content::Begun, (*identity)->uid};
    // A database of the time before schools had an identity, or a first start that did not come so far.
    const auto people = rowsOf(connection, u"users"_s);
    if (!people)
        return people.error();
    return DatabaseLook{*people > 0 ? Content::School : Content::Begun, {}};
}

}  // namespace

QStringList left(const QString &folder)
{
    const QDir place(folder);
    QStringList found;
    for (const QString &name : {u"keys"_s, u"media"_s, u"media-orphans"_s, u"originals"_s, u"logs"_s}) {
        if (holdsAnything(place, name))
            found.append(name);
    }
    if (place.exists(u"school.id"_s))
        found.append(u"school.id"_s);
    const auto engine = database::Engine::inFolder(folder);
    if (const QString journal = engine->journalLeft(); !journal.isEmpty())
        found.append(journal);
    return found + engine->copies();
}

bool hasKeys(const QString &folder)
{
    const QDir keys(QDir(folder).filePath(u"keys"_s));
    return !keys.entryList({u"access-*.key"_s}, QDir::Files).isEmpty() && keys.exists(u"refresh.key"_s) &&
           keys.exists(u"media.key"_s);
}

bool hasMedia(const QString &folder)
{
    return QFileInfo(QDir(folder).filePath(u"media"_s)).isDir();
}

Result<DatabaseLook> lookAtDatabase(database::Engine &engine)
{
    using Presence = database::Engine::Presence;
    if (const auto presence = engine.presence(); presence != Presence::There)
        return DatabaseLook{presence == Presence::Empty ? Content::Empty : Content::Missing, {}};
    const auto opened = engine.openOnlooker();
    if (!opened)
        return opened.error();
    database::Connection &connection = (*opened)->connection();
    auto found = lookInside(connection);
    if (const auto unread = connection.takeUnread())
        return *unread;
    return found;
}

}  // namespace schoolparts
