#include "models/catalog/publish/editionsmodel.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

EditionsModel::EditionsModel(api::ApiClient &api, QObject *parent) : QAbstractListModel(parent), m_api(api) {}

void EditionsModel::fetch(CourseId course)
{
    m_api.get(u"/api/courses/%1/editions"_s.arg(course.value), this, [this](const api::Answer &answer) {
        if (!answer)
            return;
        std::vector<Edition> editions;
        for (const QJsonValue &value : answer->toObject()[u"editions"].toArray()) {
            editions.push_back({value[u"edition"].toInt(), fromIso(value[u"created_at"].toString()).value_or(0),
                                value[u"summary"][u"videos"].toInt()});
        }
        std::stable_sort(editions.begin(), editions.end(),
                         [](const Edition &a, const Edition &b) { return a.number > b.number; });
        beginResetModel();
        m_editions = std::move(editions);
        endResetModel();
    });
}

int EditionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_editions.size());
}

QVariant EditionsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Edition &edition = m_editions[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return tr("Edition %1").arg(edition.number);
    case NumberRole: return edition.number;
    case PublishedRole: return edition.published;
    case LessonCountRole: return edition.lessons;
    default: return {};
    }
}

}  // namespace catalog
