#pragma once

#include "models/api/apiclient.h"
#include "models/domain/ids.h"

#include <QAbstractListModel>

#include <vector>

namespace catalog {

/// The tree of categories as the flat list of a combo box: "no category" first, children indented under their parent
/// (GET /api/categories). Thread: GUI.
class CategoryModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, DepthRole };
    explicit CategoryModel(api::ApiClient &api, QObject *parent = nullptr);

    void refresh();
    int rowOf(CategoryId id) const;  ///< 0 ("none") for an unknown one
    CategoryId idAt(int row) const;
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Entry {
        CategoryId id;
        QString name;
        int depth = 0;
    };
    void append(const QJsonArray &all, qint64 parent, int depth, std::vector<Entry> &into) const;

    api::ApiClient &m_api;
    std::vector<Entry> m_entries;
};

}  // namespace catalog
