#pragma once

#include <QAbstractTableModel>
#include <QJsonArray>
#include <QJsonObject>

namespace commerce {

/// What a file of rights does, line by line, as the server said (POST /api/rights/import). Thread: GUI.
class ImportLinesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Field { Line, Person, Item, Until, Outcome, FieldCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setReport(const QJsonObject &report);
    void clear() { setReport({}); }
    /// Shows only the lines that can't be done.
    void setOnlyFaults(bool only);
    int lines() const { return int(m_lines.size()); }
    int count(const QString &outcome) const { return m_counts[outcome].toInt(); }  ///< "granted", …, "failed"
    /// Lines that change something.
    int changes() const
    {
        return count(QStringLiteral("granted")) + count(QStringLiteral("extended")) + count(QStringLiteral("revoked"));
    }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(FieldCount); }
    /// PagedTable::RowRole as there: the line.
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void show();

    QJsonArray m_lines;
    QJsonObject m_counts;
    QList<int> m_shown;  ///< of m_lines
    bool m_onlyFaults = false;
};

}  // namespace commerce
