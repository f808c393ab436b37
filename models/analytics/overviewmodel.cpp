#include "models/analytics/overviewmodel.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace analytics {

OverviewModel::OverviewModel(api::ApiClient &api, const Clock &clock, QObject *parent)
    : QObject(parent), m_api(api), m_clock(clock)
{
    connect(&m_api, &api::ApiClient::connectionChanged, this, [this] {
        ++m_generation;
        m_loaded = false;
        m_figures.clear();
        m_dates.clear();
        Q_EMIT cleared();
    });
}

void OverviewModel::fetch(int days)
{
    m_days = days;
    const int generation = ++m_generation;
    QUrlQuery query;
    query.addQueryItem(u"days"_s, QString::number(days));
    m_api.get(u"/api/analytics/overview"_s, query, this, [this, generation](const api::Answer &answer) {
        if (generation != m_generation)
            return;
        if (!answer) {
            Q_EMIT failed(answer.error());
            return;
        }
        take(answer->toObject());
        m_asOf = m_clock.now();
        m_loaded = true;
        Q_EMIT loaded();
    });
}

void OverviewModel::take(const QJsonObject &data)
{
    m_figures.clear();
    m_dates.clear();
    const QJsonObject kpis = data.value("kpis"_L1).toObject();
    const QJsonArray daily = data.value("daily"_L1).toArray();
    for (const QJsonValue &day : daily)
        m_dates.append(QDate::fromString(day.toObject().value("date"_L1).toString(), Qt::ISODate));
    for (const QString &key : {u"activeLearners"_s, u"plays"_s, u"completions"_s, u"watchSeconds"_s}) {
        const QJsonObject one = kpis.value(key).toObject();
        KpiEntry figure{key, one.value("value"_L1).toDouble(), one.value("before"_L1).toDouble(), {}};
        for (const QJsonValue &day : daily)
            figure.days.append(day.toObject().value(key).toDouble());
        m_figures.append(figure);
    }
}

bool OverviewModel::isEmpty() const
{
    return std::all_of(m_figures.begin(), m_figures.end(),
                       [](const KpiEntry &f) { return f.current == 0 && f.previous == 0; });
}

}  // namespace analytics
