#pragma once

#include "models/commerce/priceditem.h"

#include <QHash>
#include <QSet>
#include <QSettings>

namespace commerce {

/// Prices that were edited and not saved, of one school: they outlive the page, the window and a server that is gone, and
/// wait until they are saved or discarded. Thread: GUI.
class PriceDrafts
{
public:
    using Key = std::pair<int, qint64>;  ///< ItemType and id
    static Key keyOf(const PricedItem &item) { return {int(item.type), item.id}; }

    /// Those of `school` from now on, out of `settings`, which outlives this; without them they live as long as this.
    void open(QSettings *settings, const QString &school);
    /// Another school is in front, and isn't known yet.
    void close();

    /// What is edited of a stored item: its draft over what the server says of it besides.
    PricedItem over(const PricedItem &stored) const;
    bool contains(const PricedItem &item) const { return m_drafts.contains(keyOf(item)); }
    bool isEmpty() const { return m_drafts.isEmpty(); }
    void keep(const PricedItem &edited, qint64 course);
    void drop(const PricedItem &item);
    QSet<qint64> courses() const;  ///< with drafts of theirs or of their lessons

private:
    struct Draft {
        PricedItem item;
        qint64 course = 0;
    };
    void store() const;

    QSettings *m_settings = nullptr;
    QString m_school;
    QHash<Key, Draft> m_drafts;
};

}  // namespace commerce
