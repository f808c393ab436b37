#pragma once

#include <QAbstractTableModel>
#include <QJsonArray>
#include <QJsonObject>

namespace commerce {

/// The rights of one person, newest first (GET /api/users/{id}/rights). Rows that stay keep their place. Thread: GUI.
class RightListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Field { What, Kind, Source, Term, State, FieldCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setRights(const QJsonArray &rights);
    QJsonObject rightAt(int row) const;
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rights.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(FieldCount); }
    /// PagedTable::RowRole as there: the right.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QJsonArray m_rights;
};

}  // namespace commerce
