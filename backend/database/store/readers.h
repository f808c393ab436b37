#pragma once

#include "backend/database/engine/engine.h"
#include "backend/database/store/storehealth.h"

#include <functional>
#include <memory>

namespace database {

/// The reading connections of one Database: one per thread that ever read, opened on its first read and closed when the
/// thread ends or the store closes, whichever comes first. Thread: any.
class Readers
{
public:
    /// Both outlive this. `health` hears of damage that a read met; after it ended nothing is opened any more.
    Readers(Engine &engine, StoreHealth &health);
    ~Readers();  ///< closes

    /// Runs `body` inside one read transaction of this thread's connection. A read inside a read shares its
    /// transaction. A connection that was lost since is opened anew. An error means that what `body` made of it is
    /// void: rows that broke off are DataLoss.
    Result<void> use(const std::function<void(Connection &)> &body);

    /// Waits for running reads and closes every connection; later reads are Unavailable.
    void close();

    int open() const;  ///< connections that are open now

private:
    struct Reader;
    struct State;
    struct Mine;
    static Mine &mine();
    Result<std::shared_ptr<Reader>> readerOfThisThread();
    Result<void> begin(Reader &reader);
    std::shared_ptr<State> m_state;
    Engine &m_engine;
    StoreHealth &m_health;
};

}  // namespace database
