#include "backend/database/database.h"

#include "backend/database/engine/engine.h"
#include "backend/database/store/folderlock.h"
#include "backend/database/store/readers.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QScopedValueRollback>

namespace database {

/// Members in the order of their lives: lock and engine outlive the writer, the writer the readers.
struct Database::Impl {
    explicit Impl(StoreHealth::Changed changed) : health(std::move(changed)) {}

    QString folder;
    std::unique_ptr<FolderLock> lock;
    std::unique_ptr<Engine> engine;
    StoreHealth health;
    std::unique_ptr<Writer> writer;
    std::unique_ptr<Readers> readers;
    Transaction *whole = nullptr;  ///< the writer's thread's: of the body of writeWhole that is running
};

Result<std::unique_ptr<Database>> Database::open(const Options &options)
{
    auto engine = Engine::at(options.url, QDir(options.folder).absolutePath());
    if (!engine)
        return engine.error();
    auto impl = std::make_unique<Impl>(options.healthChanged);
    impl->engine = std::move(*engine);
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

    if (const auto made = impl->engine->makePlace(); !made)
        return made.error();
    impl->writer = std::make_unique<Writer>(*impl->engine, options.around, impl->health);
    auto migrations = options.migrations.empty() ? impl->engine->migrations() : options.migrations;
    const auto started = impl->writer->start(std::move(migrations), options.checkPages);
    if (!started)
        return started.error();
    impl->readers = std::make_unique<Readers>(*impl->engine, impl->health);
    return std::unique_ptr<Database>(new Database(std::move(impl)));
}

Database::Database(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Database::~Database()
{
    close();
}

void Database::close()
{
    // Readers first: the last connection to close is then the writer's, which tidies up.
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

bool Database::inWholeWrite() const
{
    return isWriterThread() && m_impl->whole;
}

void Database::writeWhole(const std::function<Result<void>(Transaction &)> &body,
                          std::function<void(Result<void>)> done)
{
    enqueue({[this, body](Transaction &tx) {
                 const QScopedValueRollback inside(m_impl->whole, &tx);
                 return body(tx);
             },
             std::move(done)});
}

Result<void> Database::runWithin(const std::function<Result<void>(Transaction &)> &body)
{
    return m_impl->whole->within(body);
}

Error Database::misuse(const char *what)
{
    qCritical("%s", what);
    return Error::internal(QString::fromLatin1(what));
}

bool Database::hasOtherWriters() const
{
    return !m_impl->engine->dialect().lockingClause().isEmpty();
}

void Database::hear(Hears hears)
{
    if (hasOtherWriters())
        m_impl->writer->hear(std::move(hears));
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
