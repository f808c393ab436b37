#include "backend/database/database.h"

#include "backend/database/folderlock.h"
#include "backend/database/readers.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace database {

/// Members in the order of their lives: the lock outlives the writer, the writer the readers.
struct Database::Impl {
    explicit Impl(StoreHealth::Changed changed) : health(std::move(changed)) {}

    QString folder;
    std::unique_ptr<FolderLock> lock;
    StoreHealth health;
    std::unique_ptr<Writer> writer;
    std::unique_ptr<Readers> readers;
};

Result<std::unique_ptr<Database>> Database::open(const Options &options)
{
    if (!options.url.isEmpty() && options.url != QLatin1String("sqlite"))
        return Error::invalid(QStringLiteral("This version keeps its data in SQLite; \"%1\" is not supported.")
                                      .arg(options.url.section(QLatin1Char(':'), 0, 0)),  // the rest holds a password
                              QStringLiteral("unsupported_database"));
    auto impl = std::make_unique<Impl>(options.healthChanged);
    const bool isNew = !QFileInfo::exists(options.folder);
    if (!QDir().mkpath(options.folder))
        return Error{ErrorCode::Unavailable,
                     QStringLiteral("folder_not_writable"),
                     QStringLiteral("The data folder %1 can't be made.").arg(QDir::toNativeSeparators(options.folder)),
                     {}};
    if (isNew)  // people's data: nobody else on this machine reads it
        QFile::setPermissions(options.folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    impl->folder = QDir(options.folder).absolutePath();

    auto lock = FolderLock::take(impl->folder);
    if (!lock)
        return lock.error();
    impl->lock = std::move(*lock);

    const QString path = impl->folder + QStringLiteral("/school.db");
    QFile file(path);
    if (!file.exists() && !file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return Error{ErrorCode::Unavailable,
                     QStringLiteral("folder_not_writable"),
                     QStringLiteral("The database %1 can't be made.").arg(QDir::toNativeSeparators(path)),
                     {}};
    file.close();
    impl->writer = std::make_unique<Writer>(path, options.around, impl->health);
    if (const auto started = impl->writer->start(options.migrations, options.checkPages); !started)
        return started.error();
    impl->readers = std::make_unique<Readers>(path, impl->health);
    return std::unique_ptr<Database>(new Database(std::move(impl)));
}

Database::Database(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Database::~Database()
{
    close();
}

void Database::close()
{
    // Readers first: the last connection to close is then the writer's, and SQLite's checkpoint at close is its own.
    m_impl->readers->close();
    m_impl->writer->stop();
}

void Database::enqueue(Writer::Write write)
{
    m_impl->writer->enqueue(std::move(write));
}

Result<void> Database::withReader(const std::function<void(Connection &)> &use)
{
    return m_impl->readers->use(use);
}

bool Database::isWriterThread() const
{
    return m_impl->writer->isThisThread();
}

Error Database::misuse(const char *what)
{
    qCritical("%s", what);
    return Error::internal(QString::fromLatin1(what));
}

WriterStatistics Database::statistics() const
{
    return m_impl->writer->statistics();
}

int Database::openReaders() const
{
    return m_impl->readers->open();
}

Result<void> Database::health() const
{
    return m_impl->writer->health();
}

QString Database::folder() const
{
    return m_impl->folder;
}

}  // namespace database
