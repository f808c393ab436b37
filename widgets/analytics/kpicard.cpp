#include "widgets/analytics/kpicard.h"

#include "widgets/analytics/sparkline.h"
#include "widgets/common/text/format.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/tokens.h"

#include <QEvent>
#include <QLabel>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace analytics {

KpiCard::KpiCard(QString key, QWidget *parent)
    : ui::Card(parent), m_key(std::move(key)), m_name(ui::label(this, true)), m_help(ui::iconButton(u"help"_s, this)),
      m_number(ui::label(this)), m_change(ui::label(this, true)), m_line(new Sparkline(this))
{
    ui::setTextStyle(m_number, ui::Text::Number);
    m_help->setIcon(ui::icon(u"help"_s, ui::Tint::Faint));
    m_help->setIconSize({16, 16});
    m_help->setFixedSize(28, 28);
    auto *head = new QHBoxLayout;
    head->setSpacing(0);
    head->addWidget(m_name);
    head->addStretch(1);
    head->addWidget(m_help);
    column()->setSpacing(ui::metrics::Half);
    column()->addLayout(head);
    column()->addWidget(m_number);
    column()->addWidget(m_change);
    column()->addWidget(m_line);
    connect(m_help, &QToolButton::clicked, this,
            [this] { QToolTip::showText(m_help->mapToGlobal(QPoint(0, m_help->height())), definition(), m_help); });
    retranslate();
}

QString KpiCard::name() const
{
    if (m_key == "activeLearners"_L1)
        return tr("Active learners");
    if (m_key == "plays"_L1)
        return tr("Plays");
    if (m_key == "completions"_L1)
        return tr("Lessons completed");
    return tr("Watch time");
}

QString KpiCard::definition() const
{
    if (m_key == "activeLearners"_L1)
        return tr("Learners who watched at least one lesson on at least one day of the range. Each is counted once.");
    if (m_key == "plays"_L1)
        return tr("How often a lesson was opened and watched: once per learner, device and day.");
    if (m_key == "completions"_L1)
        return tr("How many lessons learners finished for the first time in the range.");
    return tr("Time that learners spent watching, repeated passages included. Waiting and pauses are not counted.");
}

void KpiCard::show(const KpiEntry &figure, int days)
{
    m_figure = figure;
    m_days = days;
    retranslate();
    m_line->setValues(figure.days);
}

void KpiCard::retranslate()
{
    m_name->setText(name());
    ui::setName(m_help, tr("What “%1” means").arg(name()));
    m_help->setToolTip(definition());
    m_number->setText(m_key == "watchSeconds"_L1 ? ui::formatWatchTime(qint64(m_figure.current))
                                                 : ui::formatNumber(qint64(m_figure.current)));
    if (m_figure.hasChange() && qFuzzyCompare(m_figure.current, m_figure.previous))
        m_change->setText(tr("Unchanged from the %n day(s) before", nullptr, m_days));
    else if (m_figure.hasChange())
        m_change->setText(
                tr("%1 against the %n day(s) before", nullptr, m_days).arg(ui::formatChange(m_figure.change())));
    else
        m_change->setText(tr("No figure for the %n day(s) before", nullptr, m_days));
}

void KpiCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    ui::Card::changeEvent(event);
}

}  // namespace analytics
