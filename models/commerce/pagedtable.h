#pragma once

#include "models/api/apiclient.h"

#include <QAbstractTableModel>
#include <QJsonObject>

#include <vector>

namespace commerce {

/// Rows that the server lists page by page, as a table: what is filtered comes from the server, further pages as the view
/// scrolls to them. A refresh keeps the rows that are still there, so that selection and place survive; it asks for as
/// many pages as were shown. Thread: GUI.
class PagedTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, RowRole };  ///< RowRole: the QJsonObject

    /// `path` with `always` answers {<list>: [{<id>, …}], pagination}.
    PagedTable(api::ApiClient &api, QString path, QUrlQuery always, QString list, QString id,
               QObject *parent = nullptr);

    /// Other filters: the rows come anew.
    void setFilter(const QUrlQuery &filter);
    const QUrlQuery &filter() const { return m_filter; }
    bool isFiltered() const { return !m_filter.isEmpty(); }
    void refresh();
    bool isLoaded() const { return m_loaded; }
    qint64 total() const { return m_total; }
    QJsonObject rowAt(int row) const;
    int rowOf(qint64 id) const;
    /// Takes over what an answer to a change said of a row.
    void update(const QJsonObject &row);
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

Q_SIGNALS:
    void loaded();
    void failed(const Error &why);

protected:
    virtual QString text(const QJsonObject &row, int column) const = 0;
    virtual QString header(int column) const = 0;
    virtual bool isNumber(int column) const = 0;  ///< stands on the right

private:
    void fetch(int page);
    void take(int page, const QJsonObject &data);
    void merge(std::vector<QJsonObject> fresh);
    void mergeRow(int row, const QJsonObject &fresh);
    qint64 idOf(const QJsonObject &row) const { return row.value(m_id).toInteger(); }

    api::ApiClient &m_api;
    const QString m_path, m_list, m_id;
    const QUrlQuery m_always;  ///< asked with every filter
    QUrlQuery m_filter;
    std::vector<QJsonObject> m_rows;
    std::vector<QJsonObject> m_arriving;
    qint64 m_total = 0;
    int m_pages = 0;   ///< in sight
    int m_wanted = 1;  ///< pages of the refresh that goes on
    int m_generation = 0;
    bool m_loaded = false;
    bool m_fetching = false;
};

}  // namespace commerce
