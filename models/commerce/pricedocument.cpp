#include "models/commerce/pricedocument.h"

#include <QJsonArray>
#include <QUndoCommand>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace commerce {

/// Undone and redone by the document, which asks the server first: the command only keeps both states.
class PriceDocument::PriceChange : public QUndoCommand
{
public:
    PriceChange(PricedItem before, PricedItem after) : m_before(std::move(before)), m_after(std::move(after)) {}
    const PricedItem &before() const { return m_before; }

private:
    PricedItem m_before, m_after;
};

PriceDocument::PriceDocument(api::ApiClient &api, QObject *parent) : QObject(parent), m_api(api)
{
    connect(&m_api, &api::ApiClient::connectionChanged, this, &PriceDocument::close);
}

void PriceDocument::open(qint64 course)
{
    close();
    m_course = course;
    refresh();
}

void PriceDocument::close()
{
    ++m_generation;
    m_course = 0;
    m_items.clear();
    m_history.clear();
    m_loaded = false;
    setBusy(false);
}

void PriceDocument::refresh()
{
    if (m_course == 0)
        return;
    const int generation = m_generation;
    m_api.get(u"/api/courses/%1/pricing"_s.arg(m_course), this, [this, generation](const api::Answer &answer) {
        if (generation != m_generation)
            return;
        if (!answer) {
            if (answer.error().code != ErrorCode::Cancelled)
                Q_EMIT failed(answer.error());
            return;
        }
        m_items = coursePricesFromJson(answer->toObject());
        m_loaded = true;
        Q_EMIT loaded();
    });
}

const PricedItem *PriceDocument::item(ItemType type, qint64 id) const
{
    const auto it = std::find_if(m_items.begin(), m_items.end(),
                                 [&](const PricedItem &one) { return one.type == type && one.id == id; });
    return it == m_items.end() ? nullptr : &*it;
}

void PriceDocument::setBusy(bool busy)
{
    m_busy = busy;
    Q_EMIT stateChanged();
}

void PriceDocument::take(const PricedItem &item)
{
    for (PricedItem &one : m_items) {
        if (one.type == item.type && one.id == item.id)
            one = item;
    }
}

/// The newest order of the course, 0: none.
void PriceDocument::newestOrder(OnNewest done)
{
    QUrlQuery query;
    query.addQueryItem(u"scope"_s, u"school"_s);
    query.addQueryItem(u"courseId"_s, QString::number(m_course));
    query.addQueryItem(u"per_page"_s, u"1"_s);
    m_api.get(u"/api/orders"_s, query, this,
              [this, generation = m_generation, done = std::move(done)](const api::Answer &answer) {
                  if (generation != m_generation)
                      return;
                  if (!answer)
                      return done(answer.error());
                  done((*answer)[u"orders"].toArray().first()[u"orderId"].toInteger());
              });
}

void PriceDocument::put(const PricedItem &item, std::function<void(const Result<PricedItem> &)> done)
{
    m_api.put(pricingPath(item), pricingBody(item), this,
              [this, generation = m_generation, done = std::move(done)](const api::Answer &answer) {
                  if (generation != m_generation)
                      return;
                  if (!answer)
                      return done(answer.error());
                  done(pricedItemFromJson(answer->toObject()));
              });
}

void PriceDocument::save(const PricedItem &changed)
{
    const PricedItem *stored = item(changed.type, changed.id);
    if (!stored || m_busy)
        return;
    setBusy(true);
    newestOrder([this, changed, before = *stored](const Result<qint64> &newest) {
        if (!newest) {
            setBusy(false);
            Q_EMIT refused(newest.error());
            return;
        }
        put(changed, [this, before, newest = *newest](const Result<PricedItem> &done) {
            if (!done) {
                setBusy(false);
                Q_EMIT refused(done.error());
                return;
            }
            take(*done);
            if (!m_history.canUndo())
                m_newestKnown = newest;
            m_history.push(new PriceChange(before, *done));
            setBusy(false);
            Q_EMIT saved(done->title);
        });
    });
}

void PriceDocument::undo()
{
    if (!canUndo())
        return;
    setBusy(true);
    newestOrder([this](const Result<qint64> &newest) {
        if (!newest || *newest != m_newestKnown) {
            if (newest)
                m_history.clear();
            setBusy(false);
            Q_EMIT failed(newest ? Error::conflict(u"There are orders since."_s, u"sold_since"_s) : newest.error());
            return;
        }
        const auto *change = static_cast<const PriceChange *>(m_history.command(m_history.index() - 1));
        put(change->before(), [this](const Result<PricedItem> &done) {
            if (done) {
                take(*done);
                m_history.undo();
            }
            setBusy(false);
            if (done)
                Q_EMIT undone(done->title);
            else
                Q_EMIT failed(done.error());
        });
    });
}

}  // namespace commerce
