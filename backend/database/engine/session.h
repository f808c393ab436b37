#pragma once

#include "backend/database/connection.h"

#include <QString>

#include <memory>
#include <utility>

namespace database {

/// A connection that is open, and ends with this. Thread: that of the connection, which is the one that opened it; it may
/// be closed by another one once it is out of use.
class Session
{
public:
    Session(QString name, std::unique_ptr<Connection> connection)
        : m_name(std::move(name)), m_connection(std::move(connection))
    {
    }
    virtual ~Session() { close(); }
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    /// A name for Qt, which knows connections by name, across all threads.
    static QString uniqueName();

    Connection &connection() { return *m_connection; }

protected:
    void close();

private:
    const QString m_name;
    std::unique_ptr<Connection> m_connection;
};

}  // namespace database
