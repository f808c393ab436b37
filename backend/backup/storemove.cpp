#include "backend/backup/storemove.h"

#include "backend/database/copy/copytarget.h"

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

/// Where the copy goes, and how it is put back when the copy comes to nothing.
class Destination
{
public:
    Destination(const QString &address, database::Engine &engine) : m_address(address), m_engine(engine) {}

    /// A file that isn't there yet is made by the copy, and so is its folder; else it is what is in the store that counts.
    Result<void> prepare()
    {
        m_isFile = isFolder(m_address) && m_engine.presence() != database::Engine::Presence::There;
        m_madeFolder = isFolder(m_address) && !QFileInfo::exists(m_address);
        if (const auto made = isFolder(m_address) ? makeFolder(m_address) : Result<void>(); !made || m_isFile)
            return made;
        auto tables = database::CopyTarget::look(m_engine);
        if (!tables)
            return tables.error();
        m_tables.emplace(std::move(*tables));
        return {};
    }

    Error undone(Error why, bool filled)
    {
        if (m_tables) {
            if (const auto undone = m_tables->undo(filled); !undone)
                why.message += u" What had been copied could not be taken away again: %1"_s.arg(undone.error().message);
            return why;
        }
        const QDir folder(m_address);
        if (m_isFile) {
            for (const QString &name : m_engine.files())
                QFile::remove(folder.filePath(name));
        }
        if (m_madeFolder)
            QDir().rmdir(m_address);  // only when it is empty
        return why;
    }

private:
    const QString m_address;
    database::Engine &m_engine;
    bool m_isFile = false;
    bool m_madeFolder = false;
    std::optional<database::CopyTarget> m_tables;
};

/// Copies, reads the copy again and compares. `filled`: it may have written rows.
Result<std::vector<database::TableDigest>> copied(database::Engine &source, database::Engine &target,
                                                  const Progress &progress, bool &filled)
{
    const auto reading = source.openBeside();
    if (!reading)
        return reading.error();
    const auto copying = part(progress, 0, 0.6);
    auto made = database::copyStore((*reading)->connection(), target,
                                    [&](qint64 done, qint64 all, const QByteArray &table) {
                                        filled = true;
                                        return copying(done, all, table);
                                    });
    if (!made)
        return made;
    const auto written = target.openReader();
    if (!written)
        return written.error();
    const auto tables = database::describeSchema(target.migrations());
    if (!tables)
        return tables.error();
    const auto found = database::digestsOf((*written)->connection(), *tables, part(progress, 0.6, 1));
    if (!found)
        return found;
    const QString difference = database::differenceOf(*made, *found);
    if (difference.isEmpty())
        return made;
    return Error{ErrorCode::DataLoss,
                 u"copy_differs"_s,
                 u"The copy was not as it should be, and has been taken away again: %1."_s.arg(difference),
                 {}};
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
    Destination destination(to, **target);
    if (const auto ready = destination.prepare(); !ready)
        return ready.error();
    bool filled = false;
    auto digests = copied(**source, **target, progress, filled);
    return digests ? std::move(digests) : destination.undone(digests.error(), filled);
}

}  // namespace backup
