#pragma once

// A store with one table, and what tests write into it.

#include "tests/support/semaphore.h"
#include "tests/support/teststore.h"

using namespace Qt::StringLiterals;
using database::Connection;
using database::Database;
using database::Transaction;

inline std::vector<database::Migration> notes()
{
    return {{u"0001_notes"_s,
             "CREATE TABLE notes (id {{id}}, word {{key 20}} NOT NULL UNIQUE, n {{bigint}} CHECK (n < 1000000),"
             " body {{text}}, raw {{blob}}, share {{real}});\n"}};
}

inline Result<qint64> add(Database &db, const QString &word, qint64 n = 0)
{
    return db.write([&](Transaction &tx) { return tx.insert("INSERT INTO notes (word, n) VALUES (?, ?)", word, n); });
}

inline qint64 count(Database &db)
{
    const auto n = db.read([](Connection &c) -> Result<qint64> {
        auto s = c.prepare("SELECT COUNT(*) FROM notes");
        if (auto ok = s.run(); !ok)
            return ok.error();
        s.next();
        return s.integer(0);
    });
    return n ? *n : -1;
}

/// Holds the writer inside a write, so that everything queued meanwhile becomes one group.
class Held
{
public:
    explicit Held(Database &db)
    {
        db.write(
                [this](Transaction &) -> Result<void> {
                    m_entered.release();
                    m_go.acquire();
                    return {};
                },
                [this](Result<void>) { m_done.release(); });
        m_entered.acquire();
    }
    void letGo()
    {
        m_go.release();
        m_done.acquire();
    }

private:
    support::Semaphore m_entered, m_go, m_done;
};
