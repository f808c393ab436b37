#include "models/commerce/pagedtable.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace commerce {

namespace {
constexpr int RowsPerPage = 100;
}

PagedTable::PagedTable(api::ApiClient &api, QString path, QUrlQuery always, QString list, QString id, QObject *parent)
    : QAbstractTableModel(parent), m_api(api), m_path(std::move(path)), m_list(std::move(list)), m_id(std::move(id)),
      m_always(std::move(always))
{
    connect(&m_api, &api::ApiClient::connectionChanged, this, [this] {
        ++m_generation;
        beginResetModel();
        m_rows.clear();
        m_filter.clear();
        m_total = m_pages = 0;
        m_loaded = m_fetching = false;
        endResetModel();
    });
}

void PagedTable::setFilter(const QUrlQuery &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    m_pages = 0;
    refresh();
}

void PagedTable::refresh()
{
    ++m_generation;
    m_arriving.clear();
    m_wanted = std::max(1, m_pages);
    fetch(1);
}

void PagedTable::fetch(int page)
{
    m_fetching = true;
    QUrlQuery query = m_always;
    for (const auto &[name, value] : m_filter.queryItems(QUrl::FullyEncoded))
        query.addQueryItem(name, value);
    query.addQueryItem(u"page"_s, QString::number(page));
    query.addQueryItem(u"per_page"_s, QString::number(RowsPerPage));
    m_api.get(m_path, query, this, [this, page, generation = m_generation](const api::Answer &answer) {
        if (generation != m_generation)
            return;
        m_fetching = false;
        if (answer)
            take(page, answer->toObject());
        else if (answer.error().code != ErrorCode::Cancelled)
            Q_EMIT failed(answer.error());
    });
}

void PagedTable::take(int page, const QJsonObject &data)
{
    for (const QJsonValue &row : data[m_list].toArray())
        m_arriving.push_back(row.toObject());
    const QJsonObject pagination = data[u"pagination"].toObject();
    const int pages = pagination[u"pages"].toInt();
    if (page < std::min(m_wanted, pages))
        return fetch(page + 1);
    m_pages = page;
    // A view that hears of rows that go may ask for more at once, and would bring back those that have yet to go.
    m_fetching = true;
    merge(std::exchange(m_arriving, {}));
    m_fetching = false;
    m_total = pagination.isEmpty() ? qint64(m_rows.size()) : pagination[u"total"].toInteger();
    m_loaded = true;
    Q_EMIT loaded();
}

/// Rows are told by their ids: what is gone goes, what is new comes in where it stands, and the others keep their indexes,
/// so that a selection stays with what was selected.
void PagedTable::merge(std::vector<QJsonObject> fresh)
{
    QSet<qint64> ids;  // a row that slipped onto the next page between two questions comes twice
    std::erase_if(fresh, [&](const QJsonObject &row) {
        const bool again = ids.contains(idOf(row));
        ids.insert(idOf(row));
        return again;
    });
    for (int row = int(m_rows.size()) - 1; row >= 0; --row) {
        if (ids.contains(idOf(m_rows[size_t(row)])))
            continue;
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
    }
    for (int row = 0; row < int(fresh.size()); ++row)
        mergeRow(row, fresh[size_t(row)]);
}

void PagedTable::mergeRow(int row, const QJsonObject &fresh)
{
    const int known = rowOf(idOf(fresh));
    if (known < 0) {
        beginInsertRows({}, row, row);
        m_rows.insert(m_rows.begin() + row, fresh);
        endInsertRows();
        return;
    }
    if (known != row) {
        beginMoveRows({}, known, known, {}, row);
        std::rotate(m_rows.begin() + row, m_rows.begin() + known, m_rows.begin() + known + 1);
        endMoveRows();
    }
    if (m_rows[size_t(row)] == fresh)
        return;
    m_rows[size_t(row)] = fresh;
    Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
}

bool PagedTable::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_loaded && !m_fetching && qint64(m_rows.size()) < m_total;
}

void PagedTable::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_arriving = m_rows;
    m_wanted = m_pages + 1;
    fetch(m_wanted);
}

QJsonObject PagedTable::rowAt(int row) const
{
    return row < 0 || row >= int(m_rows.size()) ? QJsonObject() : m_rows[size_t(row)];
}

int PagedTable::rowOf(qint64 id) const
{
    const auto it = std::find_if(m_rows.begin(), m_rows.end(), [&](const QJsonObject &row) { return idOf(row) == id; });
    return it == m_rows.end() ? -1 : int(it - m_rows.begin());
}

void PagedTable::update(const QJsonObject &fresh)
{
    const int row = rowOf(idOf(fresh));
    if (row < 0)
        return;
    for (auto it = fresh.begin(); it != fresh.end(); ++it)
        m_rows[size_t(row)].insert(it.key(), it.value());
    Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
}

int PagedTable::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PagedTable::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QJsonObject &row = m_rows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter) | int(isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft);
    case IdRole: return idOf(row);
    case RowRole: return row;
    default: return {};
    }
}

QVariant PagedTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter) | int(isNumber(section) ? Qt::AlignRight : Qt::AlignLeft);
    return role == Qt::DisplayRole ? QVariant(header(section)) : QVariant();
}

void PagedTable::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::DisplayRole});
}

}  // namespace commerce
