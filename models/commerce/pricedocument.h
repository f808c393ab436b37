#pragma once

#include "models/api/apiclient.h"
#include "models/commerce/priceditem.h"

#include <QObject>
#include <QUndoStack>

#include <functional>
#include <optional>

namespace commerce {

/// The prices of one course that is being worked on: the course, then its lessons. What is edited lives in the form; this
/// is what the server has. Each saved change can be taken back as long as nobody has ordered since: a price that
/// somebody paid was real. The history moves only when the server has agreed. Thread: GUI.
class PriceDocument : public QObject
{
    Q_OBJECT
public:
    explicit PriceDocument(api::ApiClient &api, QObject *parent = nullptr);

    void open(qint64 course);
    /// Asks again, for instance after the course was published; the history stays.
    void refresh();
    void close();
    qint64 course() const { return m_course; }
    bool isLoaded() const { return m_loaded; }
    bool isBusy() const { return m_busy; }
    const std::vector<PricedItem> &items() const { return m_items; }
    const PricedItem *item(ItemType type, qint64 id) const;

    void save(const PricedItem &changed);
    bool canUndo() const { return m_history.canUndo() && !m_busy; }
    /// Conflict "sold_since" when there are orders since: then nothing is changed and the history is gone.
    void undo();

Q_SIGNALS:
    void loaded();
    void saved(const QString &title);   ///< of the item
    void undone(const QString &title);  ///< of the item
    void failed(const Error &why);      ///< of open, refresh, undo
    void refused(const Error &why);     ///< of save: "invalid_fields" names the fields
    void stateChanged();                ///< busy, canUndo

private:
    class PriceChange;
    using OnNewest = std::function<void(const Result<qint64> &)>;
    void newestOrder(OnNewest done);
    void put(const PricedItem &item, std::function<void(const Result<PricedItem> &)> done);
    void take(const PricedItem &item);
    void setBusy(bool busy);

    api::ApiClient &m_api;
    std::vector<PricedItem> m_items;
    QUndoStack m_history;
    qint64 m_course = 0;
    qint64 m_newestKnown = 0;  ///< order of this course when the first change of the history was made
    int m_generation = 0;
    bool m_loaded = false;
    bool m_busy = false;
};

}  // namespace commerce
