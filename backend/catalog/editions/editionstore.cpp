#include "backend/catalog/editions/editionstore.h"

#include "backend/database/store/storehealth.h"

using namespace Qt::StringLiterals;

namespace catalog {

const CourseSnapshot &StoredEdition::course(bool published) const
{
    if (published)
        return m_course;
    std::call_once(m_once, [this] {
        auto withdrawn = std::make_unique<CourseSnapshot>(m_course);
        withdrawn->published = false;
        m_withdrawn = std::move(withdrawn);
    });
    return *m_withdrawn;
}

CoursePtr courseOf(EditionPtr edition, bool published)
{
    if (!edition)
        return nullptr;
    const CourseSnapshot *course = &edition->course(published);
    return CoursePtr(std::move(edition), course);
}

Error catalogUnavailable(const Error &why)
{
    if (why.reason == u"catalog_unavailable")  // said by a store behind
        return why;
    if (!database::isStoreState(why))
        qWarning("catalog: a course can't be looked up: %s", qPrintable(why.message));
    return {ErrorCode::Unavailable,
            u"catalog_unavailable"_s,
            u"The course can't be looked up just now."_s,
            {{u"retryAfter"_s, why.detail.value(u"retryAfter"_s).toInt(30)}}};
}

}  // namespace catalog
