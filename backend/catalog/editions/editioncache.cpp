#include "backend/catalog/editions/editioncache.h"

namespace catalog {

namespace {

constexpr qsizetype BytesOfNothing = 128;

/// What an edition takes in memory, roughly: its texts twice (the outline and what is asked of it share them) and the
/// entries of lists and hashes.
qsizetype bytesOf(const StoredEdition &edition)
{
    return edition.bytes() * 2 + qsizetype(edition.course(true).lessons.size()) * 1024 + 4096;
}

}  // namespace

Result<EditionPtr> EditionCache::edition(const EditionKey &key) const
{
    return m_editions.get(key, [&]() -> Result<decltype(m_editions)::Loaded> {
        auto found = m_behind.edition(key);
        if (!found)
            return found.error();
        const qsizetype bytes = *found ? bytesOf(**found) : BytesOfNothing;
        return decltype(m_editions)::Loaded{std::move(*found), bytes};
    });
}

Result<CourseState> EditionCache::state(CourseId course) const
{
    const auto found = m_states.get(course.value, [&]() -> Result<decltype(m_states)::Loaded> {
        const auto state = m_behind.state(course);
        if (!state)
            return state.error();
        return decltype(m_states)::Loaded{std::make_shared<const CourseState>(*state), BytesOfNothing};
    });
    return found ? Result<CourseState>(**found) : found.error();
}

void EditionCache::forget(CourseId course)
{
    m_behind.forget(course);
    m_states.forget(course.value);
}

void EditionCache::forgetEdition(const EditionKey &key)
{
    m_behind.forgetEdition(key);
    m_editions.forget(key);
}

void EditionCache::forgetAll()
{
    m_states.clear();
    m_editions.clear();
}

}  // namespace catalog
