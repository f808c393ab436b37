#pragma once

#include "models/api/apiclient.h"
#include "models/commerce/priceditem.h"

#include <QAbstractTableModel>
#include <QSet>

namespace commerce {

/// What the courses of whoever is signed in cost: the list price, what they are sold at now, and the sale that runs or
/// comes next. The courses arrive page by page, then the prices of each, one after the other: rows are there at once and
/// fill. Thread: GUI.
class PriceListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Field { Title, ListPrice, SoldAt, Sale, FieldCount };
    enum Role {
        IdRole = Qt::UserRole + 1,
        SortRole,
        WarningRole
    };  ///< WarningRole: the draft's price isn't sold at yet

    PriceListModel(api::ApiClient &api, const Clock &clock, QObject *parent = nullptr);

    void refresh();
    /// Asks for the prices of one course that has changed; an unknown one makes the list come again.
    void refreshCourse(qint64 course);
    bool isLoaded() const { return m_loaded; }
    /// Courses whose prices were edited and not saved: they are marked.
    void setUnsaved(const QSet<qint64> &courses);
    const std::vector<PricedItem> &courses() const { return m_courses; }
    void retranslate();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void loaded();   ///< the courses are there
    void settled();  ///< and so are all of their prices
    void failed(const Error &why);

private:
    void fetch(int page);
    void fetchPrices();
    void merge();
    QString text(const PricedItem &item, int field) const;
    QVariant sortKey(const PricedItem &item, int field) const;
    QString saleText(const PricedItem &item) const;
    int rowOf(qint64 course) const;

    api::ApiClient &m_api;
    const Clock &m_clock;
    std::vector<PricedItem> m_courses, m_arriving;
    std::vector<qint64> m_unpriced;  ///< still to be asked for
    int m_generation = 0;
    QSet<qint64> m_unsaved;
    bool m_loaded = false;
};

}  // namespace commerce
