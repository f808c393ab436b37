#include "models/commerce/pricelistmodel.h"

#include "models/commerce/saledays.h"
#include "models/commerce/schoolzone.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

PriceListModel::PriceListModel(api::ApiClient &api, const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent), m_api(api), m_clock(clock)
{
    connect(&m_api, &api::ApiClient::connectionChanged, this, [this] {
        ++m_generation;
        beginResetModel();
        m_courses.clear();
        m_unpriced.clear();
        m_loaded = false;
        endResetModel();
    });
}

void PriceListModel::refresh()
{
    ++m_generation;
    m_arriving.clear();
    m_unpriced.clear();
    fetch(1);
}

void PriceListModel::setUnsaved(const QSet<qint64> &courses)
{
    if (courses == m_unsaved)
        return;
    m_unsaved = courses;
    if (!m_courses.empty())
        Q_EMIT dataChanged(index(0, Title), index(rowCount() - 1, Title), {Qt::DisplayRole});
}

void PriceListModel::fetch(int page)
{
    QUrlQuery query;
    query.addQueryItem(u"scope"_s, u"mine"_s);
    query.addQueryItem(u"page"_s, QString::number(page));
    query.addQueryItem(u"per_page"_s, u"100"_s);
    m_api.get(u"/api/courses"_s, query, this, [this, page, generation = m_generation](const api::Answer &answer) {
        if (generation != m_generation)
            return;
        if (!answer) {
            if (answer.error().code != ErrorCode::Cancelled)
                Q_EMIT failed(answer.error());
            return;
        }
        for (const QJsonValue &course : (*answer)[u"courses"].toArray()) {
            PricedItem item;
            item.id = course[u"id"].isString() ? course[u"id"].toString().toLongLong() : course[u"id"].toInteger();
            item.title = course[u"title"].toString();
            item.pricing.price = course[u"price"].toInteger();
            item.pricing.isFree = course[u"is_free"].toBool();
            m_arriving.push_back(std::move(item));
        }
        if (page < (*answer)[u"pagination"][u"pages"].toInt())
            return fetch(page + 1);
        merge();
        m_loaded = true;
        Q_EMIT loaded();
        fetchPrices();
    });
}

/// Rows that are still there keep their place and what is known of them, so that a selection survives.
void PriceListModel::merge()
{
    const auto arrived = [this](qint64 id) {
        return std::any_of(m_arriving.begin(), m_arriving.end(), [id](const PricedItem &i) { return i.id == id; });
    };
    for (int row = int(m_courses.size()) - 1; row >= 0; --row) {
        if (arrived(m_courses[size_t(row)].id))
            continue;
        beginRemoveRows({}, row, row);
        m_courses.erase(m_courses.begin() + row);
        endRemoveRows();
    }
    for (const PricedItem &item : m_arriving) {
        m_unpriced.push_back(item.id);
        if (rowOf(item.id) >= 0)
            continue;
        const int end = int(m_courses.size());
        beginInsertRows({}, end, end);
        m_courses.push_back(item);
        endInsertRows();
    }
    std::reverse(m_unpriced.begin(), m_unpriced.end());
}

void PriceListModel::fetchPrices()
{
    if (m_unpriced.empty()) {
        Q_EMIT settled();
        return;
    }
    const qint64 course = m_unpriced.back();
    m_unpriced.pop_back();
    m_api.get(u"/api/courses/%1/pricing"_s.arg(course), this,
              [this, course, generation = m_generation](const api::Answer &answer) {
                  if (generation != m_generation)
                      return;
                  const int row = rowOf(course);
                  if (answer && row >= 0) {
                      m_courses[size_t(row)] = pricedItemFromJson(answer->toObject());
                      Q_EMIT dataChanged(index(row, 0), index(row, FieldCount - 1));
                  } else if (!answer && answer.error().code == ErrorCode::Unavailable) {
                      Q_EMIT failed(answer.error());
                      return;
                  }
                  fetchPrices();
              });
}

void PriceListModel::refreshCourse(qint64 course)
{
    if (!m_loaded)
        return;
    if (rowOf(course) < 0)
        return refresh();
    const bool idle = m_unpriced.empty();
    if (std::find(m_unpriced.begin(), m_unpriced.end(), course) == m_unpriced.end())
        m_unpriced.insert(m_unpriced.begin(), course);
    if (idle)
        fetchPrices();
}

int PriceListModel::rowOf(qint64 course) const
{
    const auto it =
            std::find_if(m_courses.begin(), m_courses.end(), [course](const PricedItem &c) { return c.id == course; });
    return it == m_courses.end() ? -1 : int(it - m_courses.begin());
}

int PriceListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_courses.size());
}

int PriceListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(FieldCount);
}

QString PriceListModel::saleText(const PricedItem &item) const
{
    const Millis now = m_clock.now();
    const SaleWindow *sale = currentOrNextSale(item.pricing.sales, now);
    if (!sale)
        return u"–"_s;
    const QTimeZone zone = schoolZone();
    return sale->runsAt(now)
                   ? tr("%1 until %2").arg(formatPrice(sale->price), dayText(lastDayOf(sale->endsAt, zone)))
                   : tr("%1 from %2").arg(formatPrice(sale->price), dayText(firstDayOf(sale->startsAt, zone)));
}

QString PriceListModel::text(const PricedItem &item, int field) const
{
    switch (field) {
    case Title: return m_unsaved.contains(item.id) ? tr("%1 • not saved").arg(item.title) : item.title;
    case ListPrice: {
        const QString price = item.pricing.isFree ? tr("Free") : formatPrice(item.pricing.price);
        return awaitsPublishing(item) ? tr("%1, next edition").arg(price) : price;
    }
    case SoldAt:
        return !item.published ? tr("Not published") : item.publishedFree ? tr("Free") : formatPrice(*item.published);
    case Sale: return saleText(item);
    default: return {};
    }
}

QVariant PriceListModel::sortKey(const PricedItem &item, int field) const
{
    switch (field) {
    case ListPrice: return item.pricing.isFree ? 0 : item.pricing.price;
    case SoldAt: return !item.published ? -1 : item.publishedFree ? 0 : *item.published;
    default: return text(item, field);
    }
}

QVariant PriceListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PricedItem &item = m_courses[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(item, index.column());
    case SortRole: return sortKey(item, index.column());
    case IdRole: return item.id;
    case WarningRole: return awaitsPublishing(item);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter) |
               int(index.column() == ListPrice || index.column() == SoldAt ? Qt::AlignRight : Qt::AlignLeft);
    default: return {};
    }
}

QVariant PriceListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter) | int(section == ListPrice || section == SoldAt ? Qt::AlignRight : Qt::AlignLeft);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Title: return tr("Course");
    case ListPrice: return tr("List price");
    case SoldAt: return tr("Sold at");
    case Sale: return inSchoolZone(tr("Sale"));
    default: return {};
    }
}

void PriceListModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, FieldCount - 1);
    if (!m_courses.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, FieldCount - 1), {Qt::DisplayRole});
}

}  // namespace commerce
