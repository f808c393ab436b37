#include "backend/schoolidentity.h"

#include "backend/database/store/storelog.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSaveFile>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace {

constexpr auto OwnersAlone = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

QString identityFile(const QString &folder)
{
    return QDir(folder).filePath(u"school.id"_s);
}

Result<std::optional<SchoolIdentity>> readRow(database::Connection &connection)
{
    auto s = connection.prepare("SELECT uid, ready_at FROM school WHERE id = 1");
    if (const auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return std::optional<SchoolIdentity>();
    return std::optional(SchoolIdentity{s.text(0), !s.isNull(1)});
}

Result<void> writeFile(const QString &folder, const QString &uid)
{
    QSaveFile file(identityFile(folder));
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(OwnersAlone) ||
        file.write(uid.toLatin1() + "\nThis folder holds a Coursewright school. Keep this file with its database.\n") <
                0 ||
        !file.commit())
        return Error{ErrorCode::Unavailable,
                     u"folder_not_writable"_s,
                     u"%1 can't be written: %2"_s.arg(QDir::toNativeSeparators(file.fileName()), file.errorString()),
                     {}};
    return {};
}

}  // namespace

Result<std::optional<QString>> SchoolIdentity::ofFolder(const QString &folder)
{
    static const QRegularExpression form(u"^[0-9a-f]{32}$"_s);
    QFile file(identityFile(folder));
    if (!file.exists())
        return std::optional<QString>();
    const QString uid = file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readLine(64).trimmed()) : QString();
    if (!form.match(uid).hasMatch())
        return Error{ErrorCode::DataLoss,
                     u"corrupt_school_file"_s,
                     u"The file %1, which says which school this folder belongs to, can't be read or is damaged. "
                     "Restore it from a backup, or remove it if you are sure of the database beside it."_s.arg(
                             QDir::toNativeSeparators(file.fileName())),
                     {}};
    return std::optional(uid);
}

Result<std::optional<SchoolIdentity>> SchoolIdentity::ofDatabase(database::Connection &connection)
{
    const auto known = connection.hasTable(u"school"_s);
    if (!known)
        return known.error();
    return *known ? readRow(connection) : std::optional<SchoolIdentity>();
}

Result<SchoolIdentity> SchoolIdentity::settle(database::Database &database, const std::optional<QString> &ofFolder,
                                              bool wasSchool, const Clock &clock)
{
    const auto known = database.read([](database::Connection &c) { return readRow(c); });
    if (!known)
        return known.error();
    if (*known)
        return **known;
    const SchoolIdentity made{ofFolder.value_or(QUuid::createUuid().toString(QUuid::Id128)), wasSchool};
    const std::optional<qint64> ready = wasSchool ? std::optional(clock.now()) : std::nullopt;
    // Two servers may begin with one empty database: the first one's word counts.
    const auto settled = database.write([&](database::Transaction &tx) -> Result<std::optional<SchoolIdentity>> {
        const auto written = tx.run(tx.dialect().insertIgnore("school", {"id", "uid", "ready_at"}), 1, made.uid, ready);
        if (!written)
            return written.error();
        return readRow(tx);
    });
    if (!settled)
        return settled.error();
    return *settled ? Result<SchoolIdentity>(**settled) : Error::internal(u"The school's identity was not stored."_s);
}

Result<void> SchoolIdentity::finish(database::Database &database, const Clock &clock) const
{
    const auto file = ofFolder(database.folder());
    if (!file)
        return file.error();
    if (!*file) {
        if (isReady)
            qCInfo(storeLog) << "wrote school.id, by which this folder knows its school";
        if (const auto written = writeFile(database.folder(), uid); !written)
            return written;
    }
    if (isReady)
        return {};
    const auto noted = database.write(
            [&](database::Transaction &tx) { return tx.run("UPDATE school SET ready_at = ?", clock.now()); });
    return noted ? Result<void>() : Result<void>(noted.error());
}
