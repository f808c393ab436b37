#pragma once

#include "models/analytics/completionmodel.h"

#include <QtCharts/QChartView>

class QBarCategoryAxis;
class QValueAxis;

namespace analytics {

/// The completion rate of every row as bars, beside what was watched on average where there is room. Clicking a bar
/// opens what is behind it. It draws what the model holds and at most two bars per pixel column. Thread: GUI.
class CompletionChart : public QChartView
{
    Q_OBJECT
public:
    explicit CompletionChart(CompletionModel &model, QWidget *parent = nullptr);

    /// What is drawn: one value per bar, in percent. For tests: it must be the model's.
    QList<double> shownRates() const { return m_rates; }
    QStringList shownLabels() const { return m_labels; }

Q_SIGNALS:
    void rowClicked(int row);
    void rowHovered(int row);  ///< -1: none

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    void tint();
    QStringList labels(int shown) const;
    void hovered(bool in, int index);

    CompletionModel &m_model;
    QChart *m_chart;
    QBarCategoryAxis *m_names = nullptr;
    QValueAxis *m_percent = nullptr;
    QList<double> m_rates;
    QStringList m_labels;
    int m_drawnWidth = 0;
};

}  // namespace analytics
