#pragma once

#include "backend/database/engine/session.h"
#include "backend/database/migration/migrator.h"
#include "backend/database/store/news.h"
#include "models/domain/result.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace database {

/// The connection of the one writer, and what its engine needs beside the writes. Thread: the writer's, but for what says
/// otherwise. Errors are those of Statement::run unless something else is said.
class WriterSession
{
public:
    virtual ~WriterSession() = default;  ///< closes; what can't be closed without harm stays open

    virtual Transaction &transaction() = 0;

    /// Before the schema changes: a copy of the store as it is, in whose name `why` stands. Answers where it is, for the
    /// log; empty where copies are somebody else's business.
    virtual Result<QString> copyAside(const QString &why) = 0;
    /// The store is open and has its schema: as it is now it is ours.
    virtual void opened() = 0;

    /// Whether what is committed now will be found by who opens the store next. Asked before each group and after each
    /// commit, so it costs next to nothing. Unavailable "database_replaced".
    virtual Result<void> verify() = 0;
    /// After `verify` has failed: saves what this connection still holds and nobody after it. Says so in the log.
    virtual void rescue() = 0;

    /// Bytes that the store may still grow by, without quotas; nothing where that can't be told.
    virtual std::optional<quint64> room() const = 0;
    /// Inside a write: puts something into the store whatever was there before, to find out whether there is room.
    virtual Result<void> touch() = 0;

    /// What an engine does between two groups, so that no acknowledgement waits for it (a journal's content goes where it
    /// belongs). `committed`: writes since the last call; `idle`: nobody waits. True when there was something to do and it
    /// was done. Call it only while `verify` is content.
    virtual Result<bool> maintain(qint64 committed, bool idle) = 0;
    /// The same before closing: leaves nothing to be done, and ends checks that are running.
    virtual Result<bool> settle() = 0;

    /// Looks through the whole store in the background; what is damaged is told to who opened it. Not while a check is
    /// running, nor after `settle`. Thread: any.
    virtual void checkPages() = 0;

    // For an engine whose server may go away or come to a deadlock (Dialect::passes); a file needs none of it.

    /// Inside a group, as its last write: leaves what `wasCommitted` will look for.
    virtual Result<void> mark() { return {}; }
    /// The group that was marked is committed.
    virtual void marked() {}
    /// A new connection in the place of a lost one, which stays where no new one comes about. Afterwards `transaction` is
    /// another object; `wasCommitted` is to be called next.
    virtual Result<void> reconnect() { return {}; }
    /// Whether the group that was marked last had been committed when the connection was lost.
    virtual Result<bool> wasCommitted() { return false; }
    /// Asks the server for a sign of life, every second while nobody writes.
    virtual Result<void> stillThere() { return {}; }
    /// Passes on what was told since the last time, or since the store was opened (Transaction::tell). It is a sign of life
    /// too. Errors: those of `hears` too; what it could not hear comes again.
    virtual Result<void> hear(const Hears &) { return {}; }
};

/// How a store is kept: the one thing that knows by name the product that keeps it. The store (Database, Writer,
/// GroupCommit, Readers, Migrator) speaks to this and to the connection's dialect; what the name of an engine appears in
/// stands in the engine's room (backend/database/sqlite, backend/database/mariadb). Owner: the Database. Thread: any;
/// no state but addresses.
class Engine
{
public:
    /// Hears of damage that a check met, on the checking thread: DataLoss "corrupt_database".
    using Damaged = std::function<void(const Error &)>;

    /// What stands in the place of a store.
    enum class Presence { Missing, Empty, There };

    /// By the address of Options::url. InvalidArgument "unsupported_database"; the sentence holds no password.
    static Result<std::unique_ptr<Engine>> at(const QString &url, const QString &folder);
    /// The one that keeps its store in a file of the data folder.
    static std::unique_ptr<Engine> inFolder(const QString &folder);
    virtual ~Engine() = default;

    virtual const Dialect &dialect() const = 0;
    /// The schema files of this engine, in order.
    virtual std::vector<Migration> migrations() const = 0;

    /// Makes the place of a store where there is none (an empty file), and has it for its owner alone; leaves what is in it.
    /// Unavailable "folder_not_writable".
    virtual Result<void> makePlace() = 0;
    virtual Result<std::unique_ptr<WriterSession>> openWriter(Damaged damaged) = 0;
    /// A connection that can't write.
    virtual Result<std::unique_ptr<Session>> openReader() = 0;

    /// The same for a program beside the one that has the store open: it never brings anything into the store's files, not
    /// even when it is the last to close.
    virtual Result<std::unique_ptr<Session>> openBeside() { return openReader(); }

    virtual Presence presence() const = 0;
    /// Looks at a store that nobody has open, and leaves it and its folder as they are.
    virtual Result<std::unique_ptr<Session>> openOnlooker() = 0;
    /// Where it is, for people: a file's name, or NAME at HOST:PORT.
    virtual QString spelled() const = 0;
    /// Whether the store is a file of the data folder, and the folder is this process's alone with it.
    virtual bool isInFolder() const = 0;
    /// Looks through the whole store by a connection of this engine: whether its pages and indexes hang together, and
    /// whether what rows refer to is there. DataLoss "corrupt_database" with what was found first. Where the engine
    /// looks after that by itself: nothing.
    virtual Result<void> inspect(Connection &) { return {}; }
    /// About how many bytes a copy of the store takes; 0 where that can't be told.
    virtual qint64 bytes() const { return 0; }
    /// Names in the data folder that are the store's when they are there.
    virtual QStringList files() const = 0;
    /// Of these, the one that belongs to a backup of the store when there is one: what it holds is read into whatever store
    /// lies beside it.
    virtual QString journalName() const = 0;
    /// The same when it is there and holds something, else empty.
    virtual QString journalLeft() const = 0;
    /// Copies of the store in the data folder, the newest first: taken before a change of the schema, or rescued.
    virtual QStringList copies() const = 0;
};

}  // namespace database
