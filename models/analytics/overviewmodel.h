#pragma once

#include "models/api/apiclient.h"
#include "models/domain/clock.h"

#include <QDate>
#include <QList>
#include <QObject>

namespace analytics {

/// One figure of the dashboard's top row, with the same stretch of time before and its days.
struct KpiEntry {
    QString key;  ///< "activeLearners", "plays", "completions", "watchSeconds"
    double current = 0;
    double previous = 0;
    QList<double> days;  ///< oldest first

    bool hasChange() const { return previous > 0; }
    double change() const { return hasChange() ? current / previous - 1 : 0; }  ///< 0.12: 12 % more than before
};

/// GET /api/analytics/overview for a number of days. What one school told is forgotten when another is shown. Thread:
/// GUI.
class OverviewModel : public QObject
{
    Q_OBJECT
public:
    OverviewModel(api::ApiClient &api, const Clock &clock, QObject *parent = nullptr);

    void fetch(int days);
    int days() const { return m_days; }
    bool isLoaded() const { return m_loaded; }
    Millis asOf() const { return m_asOf; }  ///< when the server told the figures
    const QList<KpiEntry> &figures() const { return m_figures; }
    const QList<QDate> &dates() const { return m_dates; }
    bool isEmpty() const;  ///< nobody has watched anything, in this stretch or the one before

Q_SIGNALS:
    void cleared();  ///< another school is shown: nothing is known of it yet
    void loaded();
    void failed(const Error &why);

private:
    void take(const QJsonObject &data);

    api::ApiClient &m_api;
    const Clock &m_clock;
    QList<KpiEntry> m_figures;
    QList<QDate> m_dates;
    Millis m_asOf = 0;
    int m_days = 30;
    int m_generation = 0;
    bool m_loaded = false;
};

}  // namespace analytics
