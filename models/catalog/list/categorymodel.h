#pragma once

#include "models/api/apiclient.h"
#include "models/domain/ids.h"

#include <QAbstractListModel>

#include <functional>
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

    static constexpr int MostLetters = 60;  ///< of a name, as the server counts them

    void refresh();
    /// Whether this account may make categories (administrators; API §2).
    void setEditable(bool editable);
    bool isEditable() const { return m_editable; }
    /// Makes one at the top of the tree and shows it. A name that is there already is answered with its id.
    void add(const QString &name, QObject *context, std::function<void(Result<CategoryId>)> done);
    int rowOf(CategoryId id) const;  ///< 0 ("none") for an unknown one
    CategoryId idAt(int row) const;
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void editableChanged();

private:
    struct Entry {
        CategoryId id;
        QString name;
        int depth = 0;
    };
    void append(const QJsonArray &all, qint64 parent, int depth, std::vector<Entry> &into) const;

    api::ApiClient &m_api;
    std::vector<Entry> m_entries;
    bool m_editable = false;
};

}  // namespace catalog
