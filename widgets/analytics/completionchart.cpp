#include "widgets/analytics/completionchart.h"

#include "widgets/common/theme/tokens.h"

#include <QCursor>
#include <QEvent>
#include <QGraphicsLayout>
#include <QGraphicsTextItem>
#include <QPainter>
#include <QToolTip>
#include <QtCharts/QBarCategoryAxis>
#include <QtCharts/QBarLegendMarker>
#include <QtCharts/QBarSeries>
#include <QtCharts/QBarSet>
#include <QtCharts/QLegend>
#include <QtCharts/QValueAxis>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace analytics {

namespace {
constexpr int RoomForBoth = 28;   // px a row needs before two bars side by side can be told apart
constexpr int RoomForTitle = 72;  // px a row needs before its title says anything
constexpr int AxisWidth = 64;
constexpr int LabelMargin = 12;  // px between two labels

/// As wide as the axis takes it to be: it lays a text out with margins around it.
class LabelWidth
{
public:
    LabelWidth() { m_item.setFont(ui::font(ui::Text::Body)); }  // the axis's, see tint()
    double of(const QString &text)
    {
        m_item.setHtml(text.toHtmlEscaped());
        return m_item.boundingRect().width();
    }

private:
    QGraphicsTextItem m_item;
};
}  // namespace

CompletionChart::CompletionChart(CompletionModel &model, QWidget *parent)
    : QChartView(parent), m_model(model), m_chart(new QChart)
{
    m_chart->setMargins({0, 0, 0, 0});
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->setBackgroundVisible(false);
    m_chart->legend()->setAlignment(Qt::AlignTop);
    m_chart->legend()->setMarkerShape(QLegend::MarkerShapeCircle);
    setChart(m_chart);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setProperty("plain", true);
    setStyleSheet(u"background: transparent"_s);
    setMinimumHeight(264);
    viewport()->setFocusPolicy(Qt::NoFocus);
    setFocusPolicy(Qt::NoFocus);  // the table beside it is the keyboard's way to the same numbers
    connect(&m_model, &QAbstractItemModel::modelReset, this, &CompletionChart::rebuild);
    rebuild();
}

QStringList CompletionChart::labels(int shown) const
{
    const int room = std::max(1, (width() - AxisWidth) / std::max(1, shown));
    const QFontMetrics metrics(ui::font(ui::Text::Body));
    LabelWidth measured;
    QStringList out;
    for (int row = 0; row < shown; ++row) {
        const QString number = QString::number(row + 1);
        // An axis drops a label that it has already; invisible characters keep them apart.
        const QString apart(row, QChar(0x200B));
        QString label = number;
        if (room >= RoomForTitle) {
            // Lessons often begin alike ("Lesson 1: …"): the number tells them apart, the middle is what gives way.
            const QString prefix = number + u". "_s;
            const QString &title = m_model.entries().at(row).title;
            for (int left = room; left > 0; left -= 4) {
                label = prefix + metrics.elidedText(title, Qt::ElideMiddle, left);
                if (measured.of(label + apart) <= room - LabelMargin)
                    break;
            }
        } else if (room < 24 && row % (24 / room + 1) != 0)
            label.clear();
        out << label + apart;
    }
    return out;
}

void CompletionChart::rebuild()
{
    m_chart->removeAllSeries();
    for (QAbstractAxis *axis : m_chart->axes()) {
        m_chart->removeAxis(axis);  // which hands it back
        delete axis;
    }
    m_rates.clear();
    m_drawnWidth = width();
    const QList<CompletionEntry> &entries = m_model.entries();
    const int shown = int(std::min<qsizetype>(entries.size(), 2 * qsizetype(std::max(1, width() - AxisWidth))));
    const bool both = shown > 0 && (width() - AxisWidth) / shown >= RoomForBoth;

    auto *rate = new QBarSet(tr("Completion rate"));
    auto *coverage = new QBarSet(tr("Average watched"));
    for (int row = 0; row < shown; ++row) {
        m_rates << entries.at(row).rate.value_or(0);
        *rate << entries.at(row).rate.value_or(0);
        *coverage << entries.at(row).coverage.value_or(0);
    }
    auto *series = new QBarSeries;
    series->append(rate);
    if (both)
        series->append(coverage);
    else
        delete coverage;
    // Few rows must not become slabs.
    const double room = double(std::max(1, width() - AxisWidth)) / std::max(1, shown);
    series->setBarWidth(std::clamp(96.0 / room, 0.12, 0.72));
    m_chart->addSeries(series);

    m_names = new QBarCategoryAxis;
    m_names->setTruncateLabels(false);  // it would put three dots behind our ellipsis
    m_labels = labels(shown);
    for (const QString &label : std::as_const(m_labels))
        m_names->append(label.toHtmlEscaped());  // the axis reads it as HTML
    m_percent = new QValueAxis;
    m_percent->setRange(0, 100);
    m_percent->setTickCount(5);
    m_percent->setLabelFormat(u"%d%%"_s);
    m_chart->addAxis(m_names, Qt::AlignBottom);
    m_chart->addAxis(m_percent, Qt::AlignLeft);
    series->attachAxis(m_names);
    series->attachAxis(m_percent);
    connect(series, &QBarSeries::clicked, this, [this](int index) { Q_EMIT rowClicked(index); });
    connect(series, &QBarSeries::hovered, this, [this](bool in, int index) { hovered(in, index); });
    setAccessibleName(tr("Completion rate"));
    tint();
}

void CompletionChart::hovered(bool in, int index)
{
    setCursor(in ? Qt::PointingHandCursor : Qt::ArrowCursor);
    Q_EMIT rowHovered(in ? index : -1);
    if (!in) {
        QToolTip::hideText();
        return;
    }
    const auto text = [this, index](int field) { return m_model.index(index, field).data().toString(); };
    const auto head = [this](int field) { return m_model.headerData(field, Qt::Horizontal).toString(); };
    QStringList lines{text(CompletionModel::Title).toHtmlEscaped()};
    for (int field = CompletionModel::Viewers; field < CompletionModel::FieldCount; ++field)
        lines << u"%1: <b>%2</b>"_s.arg(head(field), text(field));
    QToolTip::showText(QCursor::pos(), lines.join(u"<br>"_s), this);
}

void CompletionChart::tint()
{
    const ui::Tokens &t = ui::tokens(this);
    const QFont body = ui::font(ui::Text::Body);
    m_chart->legend()->setLabelColor(t.textMuted);
    m_chart->legend()->setFont(body);
    if (!m_chart->series().isEmpty()) {
        const QList<QBarSet *> sets = static_cast<QBarSeries *>(m_chart->series().constFirst())->barSets();
        for (qsizetype i = 0; i < sets.size(); ++i) {
            sets.at(i)->setColor(t.chart[i]);
            sets.at(i)->setPen(Qt::NoPen);
        }
        for (QLegendMarker *marker : m_chart->legend()->markers())
            marker->setPen(Qt::NoPen);
    }
    for (QAbstractAxis *axis : m_chart->axes()) {
        axis->setLabelsFont(body);
        axis->setLabelsColor(t.textMuted);
        axis->setLinePen(QPen(t.border, 1));
        axis->setGridLinePen(QPen(t.border, 1));
    }
    if (m_names)
        m_names->setGridLineVisible(false);
    if (m_percent)
        m_percent->setLineVisible(false);
}

void CompletionChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        rebuild();
    else if (event->type() == QEvent::PaletteChange)
        tint();
    QChartView::changeEvent(event);
}

void CompletionChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    if (width() != m_drawnWidth)
        rebuild();
}

}  // namespace analytics
