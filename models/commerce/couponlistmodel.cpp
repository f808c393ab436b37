#include "models/commerce/couponlistmodel.h"

#include "models/commerce/commercetext.h"
#include "models/commerce/saledays.h"
#include "models/commerce/schoolzone.h"

#include <QLocale>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace commerce {

CouponListModel::CouponListModel(api::ApiClient &api, QObject *parent)
    : PagedTable(api, u"/api/coupons"_s, {}, u"coupons"_s, u"id"_s, parent), m_client(api)
{
}

void CouponListModel::setShown(const QString &state, const QString &text)
{
    QUrlQuery filter;
    if (!state.isEmpty())
        filter.addQueryItem(u"state"_s, state);
    if (!text.isEmpty())
        filter.addQueryItem(u"q"_s, QString::fromLatin1(QUrl::toPercentEncoding(text)));
    setFilter(filter);
}

void CouponListModel::create(const QJsonObject &body, QObject *context, Done done)
{
    m_client.post(u"/api/coupons"_s, body, context,
                  [guard = QPointer(this), done = std::move(done)](const api::Answer &answer) {
                      if (guard && answer)
                          guard->refresh();
                      done(answer ? Result<QJsonObject>(answer->toObject()) : answer.error());
                  });
}

void CouponListModel::change(qint64 id, const QJsonObject &body, QObject *context, Done done)
{
    m_client.put(u"/api/coupons/%1"_s.arg(id), body, context,
                 [guard = QPointer(this), done = std::move(done)](const api::Answer &answer) {
                     if (guard && answer)
                         guard->refresh();  // optional fields that are gone must go here too
                     done(answer ? Result<QJsonObject>(answer->toObject()) : answer.error());
                 });
}

void CouponListModel::setDisabled(qint64 id, bool disabled, QObject *context, Done done)
{
    m_client.post((disabled ? u"/api/coupons/%1/disable"_s : u"/api/coupons/%1/enable"_s).arg(id), {}, context,
                  [guard = QPointer(this), done = std::move(done)](const api::Answer &answer) {
                      if (guard && answer)
                          guard->update(answer->toObject());
                      done(answer ? Result<QJsonObject>(answer->toObject()) : answer.error());
                  });
}

void CouponListModel::remove(qint64 id, QObject *context, Done done)
{
    m_client.remove(u"/api/coupons/%1"_s.arg(id), context,
                    [guard = QPointer(this), done = std::move(done)](const api::Answer &answer) {
                        if (guard && answer)
                            guard->refresh();
                        done(answer ? Result<QJsonObject>(answer->toObject()) : answer.error());
                    });
}

void CouponListModel::restore(const QJsonObject &before, QObject *context, const Done &done)
{
    QJsonObject body;
    for (const QString &field : {u"code"_s, u"kind"_s, u"value"_s, u"cap"_s, u"threshold"_s, u"scope"_s, u"startsAt"_s,
                                 u"endsAt"_s, u"totalLimit"_s, u"perUserLimit"_s, u"firstOrderOnly"_s, u"withSale"_s}) {
        if (before.contains(field))
            body.insert(field, before[field]);
    }
    const qint64 id = before[u"id"].toInteger();
    m_client.get(u"/api/coupons/%1"_s.arg(id), context,
                 [this, guard = QPointer(this), before, body, id, context, done](const api::Answer &now) {
                     if (!now)
                         return done(now.error());
                     const bool same = (*now)[u"used"].toInteger() == before[u"used"].toInteger() &&
                                       (*now)[u"reserved"].toInteger() == before[u"reserved"].toInteger();
                     if (!same)
                         return done(Error::conflict(u"Somebody has used it since."_s, u"coupon_touched"_s));
                     if (guard)
                         change(id, body, context, done);
                 });
}

void CouponListModel::codes(const QString &batch, QObject *context,
                            std::function<void(const Result<QByteArray> &)> done)
{
    QUrl url = m_client.resolve(u"/api/coupons/export"_s);
    QUrlQuery query = batch.isEmpty() ? filter() : QUrlQuery{{u"batch"_s, batch}};
    url.setQuery(query);
    m_client.download(url, context, [done = std::move(done)](const Result<QByteArray> &bytes) { done(bytes); });
}

QString CouponListModel::text(const QJsonObject &row, int column) const
{
    switch (column) {
    case Code: return row[u"code"].toString();
    case Worth: return couponWorthText(row);
    case For: return scopeText(row[u"scope"].toObject());
    case Until: {
        const auto ends = fromIso(row[u"endsAt"].toString());
        return ends ? dayText(lastDayOf(*ends, schoolZone())) : QString();
    }
    case State: return couponStateText(row[u"state"].toString());
    case Used: {
        const qint64 held = row[u"reserved"].toInteger();
        const QString used = QLocale().toString(row[u"used"].toInteger());
        return held > 0 ? tr("%1 + %2 held").arg(used, QLocale().toString(held)) : used;
    }
    case Left: return row.contains(u"left") ? QLocale().toString(row[u"left"].toInteger()) : tr("No limit");
    default: return {};
    }
}

QString CouponListModel::header(int column) const
{
    switch (column) {
    case Code: return tr("Code");
    case Worth: return tr("Takes off");
    case For: return tr("For");
    case Until: return inSchoolZone(tr("Last day"));
    case State: return tr("State");
    case Used: return tr("Used");
    case Left: return tr("Left");
    default: return {};
    }
}

}  // namespace commerce
