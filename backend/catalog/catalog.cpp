#include "backend/catalog/catalog.h"

#include "backend/catalog/news.h"

namespace catalog {

void Catalog::hear(const database::News &heard)
{
    const auto is = [&heard](QByteArrayView topic) { return heard.topic == QLatin1String(topic); };
    if (heard.isEverything()) {
        m_cache.forgetAll();
        m_newest.forgetAll();
    } else if (is(news::Course)) {
        m_newest.forget(CourseId(heard.subject.toLongLong()));
    } else if (is(news::Names)) {
        m_newest.forgetNames(CourseId(heard.subject.toLongLong()));
    } else if (is(news::Edition)) {
        const QChar between = u'/';
        m_cache.forgetEdition({CourseId(heard.subject.section(between, 0, 0).toLongLong()),
                               heard.subject.section(between, 1, 1).toInt()});
    } else if (is(news::Categories)) {
        m_newest.forgetCategories();
    }
}

}  // namespace catalog
