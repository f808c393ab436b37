#include "widgets/analytics/sparkline.h"

#include "widgets/common/theme/tokens.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace analytics {

QList<double> thinned(const QList<double> &values, int columns)
{
    if (columns <= 0 || values.size() <= 2 * qsizetype(columns))
        return values;
    QList<double> out;
    for (int column = 0; column < columns; ++column) {
        const auto from = values.begin() + values.size() * column / columns;
        const auto to = values.begin() + values.size() * (column + 1) / columns;
        const auto [low, high] = std::minmax_element(from, to);
        // In the order in which they happened, so that the line doesn't zigzag backwards.
        out << (low < high ? *low : *high) << (low < high ? *high : *low);
    }
    return out;
}

Sparkline::Sparkline(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Sparkline::setValues(const QList<double> &values)
{
    m_values = values;
    update();
}

void Sparkline::paintEvent(QPaintEvent *)
{
    const QList<double> values = thinned(m_values, width());
    if (values.size() < 2)
        return;
    const ui::Tokens &t = ui::tokens(this);
    const double top = std::max(1e-9, *std::max_element(values.begin(), values.end()));
    const QRectF area = QRectF(rect()).adjusted(1, 3, -1, -2);
    QPolygonF line;
    for (qsizetype i = 0; i < values.size(); ++i)
        line << QPointF(area.left() + area.width() * double(i) / double(values.size() - 1),
                        area.bottom() - area.height() * values.at(i) / top);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPolygonF filled = line;
    filled << area.bottomRight() << area.bottomLeft();
    QColor soft = t.accent;
    soft.setAlpha(t.dark ? 40 : 28);
    painter.setPen(Qt::NoPen);
    painter.setBrush(soft);
    painter.drawPolygon(filled);
    painter.setPen(QPen(t.accent, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
}

}  // namespace analytics
