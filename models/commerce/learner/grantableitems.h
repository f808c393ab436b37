#pragma once

#include "models/api/apiclient.h"

#include <QObject>

#include <vector>

namespace commerce {

/// What staff can give, and lists can be filtered by: the courses of the school by title, and the memberships on offer.
/// Thread: GUI.
class GrantableItems : public QObject
{
    Q_OBJECT
public:
    struct Item {
        qint64 id = 0;
        QString title;
        bool operator==(const Item &) const = default;
    };

    explicit GrantableItems(api::ApiClient &api, QObject *parent = nullptr);

    void refresh();
    bool isLoaded() const { return m_loaded; }
    const std::vector<Item> &courses() const { return m_courses; }
    const std::vector<Item> &published() const { return m_published; }  ///< those of the courses that can be given
    const std::vector<Item> &plans() const { return m_plans; }

Q_SIGNALS:
    void changed();

private:
    void fetch(int page);
    void fetchPlans();

    api::ApiClient &m_api;
    std::vector<Item> m_courses, m_published, m_plans;
    std::vector<Item> m_arriving, m_arrivingPublished;
    int m_generation = 0;
    bool m_loaded = false;
};

}  // namespace commerce
