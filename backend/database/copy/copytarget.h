#pragma once

#include "backend/database/copy/schemadescription.h"
#include "backend/database/engine/engine.h"

#include <QStringList>

namespace database {

/// A store that is about to be copied into, as it was before: so that a copy which comes to nothing leaves nothing behind.
/// Thread: one. The engine outlives it.
class CopyTarget
{
public:
    /// Looks which tables are there. Errors: of opening it.
    static Result<CopyTarget> look(Engine &engine);

    /// Drops the tables that were not there. `filled`: copyStore had begun to write rows, so it had found all of them empty,
    /// and those that were there are emptied again. Nobody may have the store open.
    Result<void> undo(bool filled);

private:
    CopyTarget(Engine &engine, QStringList before) : m_engine(engine), m_before(std::move(before)) {}

    Engine &m_engine;
    const QStringList m_before;
};

}  // namespace database
