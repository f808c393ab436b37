#include "models/commerce/pricedrafts.h"

#include "models/domain/json.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace commerce {

void PriceDrafts::open(QSettings *settings, const QString &school)
{
    if (settings == m_settings && school == m_school)
        return;
    m_drafts.clear();
    m_settings = settings;
    m_school = school;
    if (!settings || school.isEmpty())
        return;
    const QByteArray kept = settings->value(u"pricing/drafts/"_s + school).toByteArray();
    for (const QJsonValue &one : QJsonDocument::fromJson(kept).array()) {
        const PricedItem item = pricedItemFromJson(one.toObject());
        if (item.id > 0)
            m_drafts.insert(keyOf(item), {item, one[u"course"].toInteger()});
    }
}

void PriceDrafts::close()
{
    if (m_settings)
        open(nullptr, {});
    m_drafts.clear();
}

PricedItem PriceDrafts::over(const PricedItem &stored) const
{
    const auto found = m_drafts.constFind(keyOf(stored));
    if (found == m_drafts.constEnd())
        return stored;
    PricedItem out = stored;
    out.pricing = found->item.pricing;
    out.validUntil = found->item.validUntil;
    out.validDays = found->item.validDays;
    return out;
}

void PriceDrafts::keep(const PricedItem &edited, qint64 course)
{
    m_drafts.insert(keyOf(edited), {edited, course});
    store();
}

void PriceDrafts::drop(const PricedItem &item)
{
    if (m_drafts.remove(keyOf(item)))
        store();
}

QSet<qint64> PriceDrafts::courses() const
{
    QSet<qint64> out;
    for (const Draft &draft : m_drafts)
        out.insert(draft.course);
    return out;
}

void PriceDrafts::store() const
{
    if (!m_settings || m_school.isEmpty())
        return;
    QJsonArray list;
    for (const Draft &draft : m_drafts) {
        QJsonObject one = pricingBody(draft.item);
        one.insert(u"itemType"_s, itemTypeName(draft.item.type));
        one.insert(u"itemId"_s, draft.item.id);
        one.insert(u"course"_s, draft.course);
        list.append(one);
    }
    const QString key = u"pricing/drafts/"_s + m_school;
    if (list.isEmpty())
        m_settings->remove(key);
    else
        m_settings->setValue(key, QJsonDocument(list).toJson(QJsonDocument::Compact));
}

}  // namespace commerce
