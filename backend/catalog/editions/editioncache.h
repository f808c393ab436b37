#pragma once

#include "backend/catalog/editions/boundedcache.h"
#include "backend/catalog/editions/editionstore.h"

namespace catalog {

/// Editions and states of courses in memory, in front of a store that has to read them. A hit costs a shared lock and a
/// hash look-up; a miss asks behind, once, however many ask at the same time (boundedcache.h). Editions are kept up to a
/// number of bytes and never go stale; states must be forgotten when they change: one that was being read meanwhile is
/// not kept. What the store behind could not answer is not remembered.
/// Thread: any but the writer's (a miss reads); forget: any. Owner: the composition root; `behind` outlives it.
class EditionCache final : public EditionStore
{
public:
    static constexpr qsizetype Budget = 128 << 20;      ///< bytes of editions, by estimate
    static constexpr qsizetype StateBudget = 16 << 20;  ///< the same of states: some hundred thousand courses

    explicit EditionCache(EditionStore &behind, qsizetype budget = Budget)
        : m_behind(behind), m_editions(budget), m_states(StateBudget)
    {
    }

    Result<EditionPtr> edition(const EditionKey &key) const override;
    Result<CourseState> state(CourseId course) const override;
    void forget(CourseId course) override;
    void forgetEdition(const EditionKey &key) override;
    void forgetAll();  ///< here, not in the store behind

    qint64 loads() const { return m_editions.loads(); }  ///< so many editions were read

private:
    EditionStore &m_behind;
    mutable BoundedCache<StoredEdition, EditionKey, EditionKeyHash> m_editions;  ///< null: no such edition
    mutable BoundedCache<CourseState> m_states;                                  ///< by course
};

}  // namespace catalog
