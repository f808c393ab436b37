#pragma once

#include <QList>
#include <QWidget>

namespace analytics {

/// A small line of a figure's days, without axes. At most two points per pixel column are drawn.
class Sparkline : public QWidget
{
    Q_OBJECT
public:
    explicit Sparkline(QWidget *parent = nullptr);
    void setValues(const QList<double> &values);
    QSize sizeHint() const override { return {160, 40}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<double> m_values;
};

/// Smallest and largest of each pixel column: what a chart of `columns` pixels can show of the values. Pure.
QList<double> thinned(const QList<double> &values, int columns);

}  // namespace analytics
