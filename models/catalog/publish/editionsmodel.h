#pragma once

#include "models/api/apiclient.h"
#include "models/domain/clock.h"
#include "models/domain/ids.h"

#include <QAbstractListModel>

#include <vector>

namespace catalog {

/// The published editions of a course, the newest first (GET /api/courses/{id}/editions). Thread: GUI.
class EditionsModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { NumberRole = Qt::UserRole + 1, PublishedRole, LessonCountRole };
    explicit EditionsModel(api::ApiClient &api, QObject *parent = nullptr);

    void fetch(CourseId course);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Edition {
        int number = 0;
        Millis published = 0;
        int lessons = 0;
    };
    api::ApiClient &m_api;
    std::vector<Edition> m_editions;
};

}  // namespace catalog
