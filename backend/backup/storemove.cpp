#include "backend/backup/storemove.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace backup {

namespace {

bool isFolder(const QString &address)
{
    return !address.contains(u"://"_s);
}

Result<std::unique_ptr<database::Engine>> storeAt(const QString &address)
{
    if (!isFolder(address))
        return database::Engine::at(address, {});
    if (const auto unused = database::FolderLock::mustBeFree(address); !unused)
        return unused.error();
    return database::Engine::inFolder(address);
}

database::CopyProgress part(const Progress &progress, double from, double to)
{
    return [&progress, from, to](qint64 done, qint64 all, const QByteArray &table) {
        const double fraction = all > 0 ? double(done) / double(all) : 1;
        return progress(from + (to - from) * fraction, u"table "_s + QString::fromLatin1(table));
    };
}

}  // namespace

Result<std::vector<database::TableDigest>> moveStore(const QString &from, const QString &to, const Progress &progress)
{
    const auto source = storeAt(from);
    if (!source)
        return source.error();
    const auto target = storeAt(to);
    if (!target)
        return target.error();
    if ((*source)->presence() != database::Engine::Presence::There)
        return Error::notFound(u"There is no school in %1."_s.arg(isFolder(from) ? QDir::toNativeSeparators(from)
                                                                                 : u"the database to copy"_s));
    if (const auto made = isFolder(to) ? makeFolder(to) : Result<void>(); !made)
        return made.error();
    const auto reading = (*source)->openBeside();
    if (!reading)
        return reading.error();
    auto copied = database::copyStore((*reading)->connection(), **target, part(progress, 0, 0.6));
    if (!copied)
        return copied;
    const auto written = (*target)->openReader();
    if (!written)
        return written.error();
    const auto tables = database::describeSchema((*target)->migrations());
    if (!tables)
        return tables.error();
    const auto found = database::digestsOf((*written)->connection(), *tables, part(progress, 0.6, 1));
    if (!found)
        return found;
    const QString difference = database::differenceOf(*copied, *found);
    if (difference.isEmpty())
        return copied;
    return Error{ErrorCode::DataLoss,
                 u"copy_differs"_s,
                 u"The copy is not as it should be: %1. Don't use it."_s.arg(difference),
                 {}};
}

}  // namespace backup
