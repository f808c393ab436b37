#include "models/commerce/learner/grantableitems.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace commerce {

GrantableItems::GrantableItems(api::ApiClient &api, QObject *parent) : QObject(parent), m_api(api)
{
    connect(&m_api, &api::ApiClient::connectionChanged, this, [this] {
        ++m_generation;
        m_courses.clear();
        m_published.clear();
        m_plans.clear();
        m_loaded = false;
        Q_EMIT changed();
    });
}

void GrantableItems::refresh()
{
    ++m_generation;
    m_arriving.clear();
    m_arrivingPublished.clear();
    fetch(1);
}

void GrantableItems::fetch(int page)
{
    const QUrlQuery query{{u"scope"_s, u"mine"_s},
                          {u"sort"_s, u"title"_s},
                          {u"page"_s, QString::number(page)},
                          {u"per_page"_s, u"100"_s}};
    m_api.get(u"/api/courses"_s, query, this, [this, page, generation = m_generation](const api::Answer &answer) {
        if (generation != m_generation || !answer)
            return;  // who waits for the list says what is wrong
        for (const QJsonValue &course : (*answer)[u"courses"].toArray()) {
            const QJsonValue id = course[u"id"];
            Item item{id.isString() ? id.toString().toLongLong() : id.toInteger(), course[u"title"].toString()};
            if (course[u"status"] == "published"_L1)
                m_arrivingPublished.push_back(item);
            m_arriving.push_back(std::move(item));
        }
        if (page < (*answer)[u"pagination"][u"pages"].toInt())
            return fetch(page + 1);
        fetchPlans();
    });
}

void GrantableItems::fetchPlans()
{
    m_api.get(u"/api/memberships/plans"_s, this, [this, generation = m_generation](const api::Answer &answer) {
        if (generation != m_generation || !answer)
            return;
        std::vector<Item> plans;
        for (const QJsonValue &plan : (*answer)[u"plans"].toArray()) {
            if (!plan[u"withdrawn"].toBool())
                plans.push_back({plan[u"id"].toInteger(), plan[u"name"].toString()});
        }
        const bool same = m_loaded && m_courses == m_arriving && m_published == m_arrivingPublished && m_plans == plans;
        m_courses = m_arriving;
        m_published = m_arrivingPublished;
        m_plans = std::move(plans);
        m_loaded = true;
        if (!same)
            Q_EMIT changed();
    });
}

}  // namespace commerce
