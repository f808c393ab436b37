#include "widgets/service/logview.h"

#include "widgets/common/controls/searchfield.h"
#include "widgets/common/theme/tokens.h"
#include "widgets/service/requestfigures.h"

#include <QCheckBox>
#include <QDateTime>
#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace service {

LogView::LogView(QWidget *parent)
    : QWidget(parent), m_search(new ui::SearchField(this)), m_failures(new QCheckBox(this)),
      m_text(new QPlainTextEdit(this))
{
    m_text->setReadOnly(true);
    m_text->setMaximumBlockCount(MostLines);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setMinimumHeight(200);
    auto *row = new QHBoxLayout;
    row->setSpacing(ui::metrics::Gap);
    row->addWidget(m_search);
    row->addWidget(m_failures);
    row->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(ui::metrics::Grid);
    column->addLayout(row);
    column->addWidget(m_text, 1);
    connect(m_search, &ui::SearchField::searched, this, [this](const QString &text) {
        m_filter = text;
        rebuild();
    });
    connect(m_failures, &QCheckBox::toggled, this, &LogView::rebuild);
    // Whether somebody has scrolled away is remembered: when the view itself gets smaller, its end moves off as well.
    QScrollBar *bar = m_text->verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, [this, bar](int value) { m_following = value == bar->maximum(); });
    connect(bar, &QScrollBar::rangeChanged, this, &LogView::follow);
    retranslate();
}

QString LogView::readable(const QString &line)
{
    const auto request = readLogLine(line);
    if (!request)
        return line;
    const QString clock = QDateTime::fromMSecsSinceEpoch(request->time).toLocalTime().toString(u"HH:mm:ss"_s);
    return u"%1  %2  %3 %4  %5 ms"_s.arg(clock)
            .arg(request->status)
            .arg(request->method, -6)
            .arg(request->path, QString::number(request->ms, 'f', 1));
}

bool LogView::isFailure(const QString &line)
{
    constexpr int FirstFailure = 400;
    const auto request = readLogLine(line);
    return request && request->status >= FirstFailure;
}

bool LogView::passes(const QString &line) const
{
    return (m_filter.isEmpty() || line.contains(m_filter, Qt::CaseInsensitive)) &&
           (!m_failures->isChecked() || isFailure(line));
}

void LogView::setLines(const QStringList &lines)
{
    m_lines = lines.mid(std::max<qsizetype>(0, lines.size() - MostLines));
    rebuild();
}

void LogView::append(const QString &line)
{
    m_lines.append(line);
    if (m_lines.size() > MostLines)
        m_lines.removeFirst();
    if (!passes(line))
        return;
    const bool following = m_following;
    m_text->appendPlainText(readable(line));
    m_following = following;
    follow();
}

void LogView::follow()
{
    if (m_following)
        m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
}

void LogView::rebuild()
{
    QStringList shown;
    for (const QString &line : m_lines) {
        if (passes(line))
            shown << readable(line);
    }
    m_text->setPlainText(shown.join(u'\n'));
    m_following = true;
    follow();
}

QString LogView::shownText() const
{
    return m_text->toPlainText();
}

void LogView::retranslate()
{
    m_search->setPrompt(tr("Filter the log"));
    m_failures->setText(tr("Only failures"));
    m_text->setPlaceholderText(tr("Requests appear here as they are answered."));
    m_text->setAccessibleName(tr("Log"));
}

void LogView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace service
