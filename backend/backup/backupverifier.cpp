#include "backend/backup/backupverifier.h"

#include "backend/schoolidentity.h"

#include <QDir>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace backup {

namespace {

constexpr qsizetype SampledFiles = 20;

Error notVerified(const QString &what)
{
    return {ErrorCode::DataLoss, u"backup_not_verified"_s, u"The backup is damaged or not whole: %1."_s.arg(what), {}};
}

Result<void> verifyFile(const QString &path, const KeptFile &file, const ByteProgress &progress)
{
    const auto content = contentOf(path, progress);
    if (!content && content.error().code == ErrorCode::Cancelled)
        return content.error();
    if (!content)
        return notVerified(u"the file %1 is missing or can't be read"_s.arg(file.name));
    if (content->sha256 != file.sha256 || content->size != file.size)
        return notVerified(u"the file %1 is not as it was kept"_s.arg(file.name));
    return {};
}

std::vector<KeptFile> chosen(std::vector<KeptFile> media, Thorough thorough)
{
    if (thorough == Thorough::Sample && qsizetype(media.size()) > SampledFiles) {
        std::shuffle(media.begin(), media.end(), *QRandomGenerator::global());
        media.resize(size_t(SampledFiles));
    }
    return media;
}

}  // namespace

Result<std::vector<database::Migration>> schemaOf(const Manifest &manifest, const database::Engine &engine)
{
    std::vector<database::Migration> out;
    QStringList unknown = manifest.schema;
    for (const auto &migration : engine.migrations()) {
        if (unknown.removeOne(migration.name))
            out.push_back(migration);
    }
    if (unknown.isEmpty())
        return out;
    return Error::precondition(
            u"The backup was made by a newer version of Coursewright, %1 (it knows \"%2\"). Please use "
            "that version or a later one; nothing has been changed."_s.arg(manifest.program, unknown.constFirst()),
            u"newer_schema"_s);
}

Result<void> verifyStore(const QString &folder, const Manifest &manifest, const Progress &progress)
{
    const auto engine = database::Engine::inFolder(folder);
    const auto schema = schemaOf(manifest, *engine);
    if (!schema)
        return schema.error();
    const auto tables = database::describeSchema(*schema);
    if (!tables)
        return tables.error();
    if (engine->presence() != database::Engine::Presence::There)
        return notVerified(u"its database is missing"_s);
    const auto opened = engine->openOnlooker();
    if (!opened)
        return notVerified(opened.error().message);
    database::Connection &connection = (*opened)->connection();
    if (const auto whole = engine->inspect(connection); !whole)
        return notVerified(whole.error().message);
    const auto identity = SchoolIdentity::ofDatabase(connection);
    if (!identity)
        return notVerified(identity.error().message);
    if ((*identity ? (*identity)->uid : QString()) != manifest.school)
        return notVerified(u"its database is another school's"_s);
    const auto found = database::digestsOf(connection, *tables, [&](qint64 done, qint64 all, const QByteArray &table) {
        return progress(all > 0 ? double(done) / double(all) : 0, u"table "_s + QString::fromLatin1(table));
    });
    if (!found && found.error().code == ErrorCode::Cancelled)
        return found.error();
    if (!found)
        return notVerified(found.error().message);
    const QString difference = database::differenceOf(manifest.tables, *found);
    return difference.isEmpty() ? Result<void>() : notVerified(difference);
}

Result<void> verify(const QString &folder, const BackupPlace &place, const Manifest &manifest, Thorough thorough,
                    const Progress &progress)
{
    for (const KeptFile &file : manifest.files) {
        if (const auto ok =
                    verifyFile(folder + u'/' + file.name, file, [&](qint64) { return progress(0, u"verifying"_s); });
            !ok)
            return ok;
    }
    const auto ok = verifyStore(folder, manifest, [&](double fraction, const QString &what) {
        return progress(fraction / 2, u"verifying "_s + what);
    });
    if (!ok)
        return ok;
    const std::vector<KeptFile> media = chosen(manifest.media, thorough);
    size_t done = 0;
    for (const KeptFile &file : media) {
        const double fraction = 0.5 + 0.5 * double(done++) / double(media.size());
        if (const auto whole = verifyFile(place.mediaFile(file.sha256), file,
                                          [&](qint64) { return progress(fraction, u"verifying media"_s); });
            !whole)
            return whole;
    }
    return {};
}

}  // namespace backup
