#include "widgets/mainwindow/progresssheet.h"

#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/tokens.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace shell {

namespace {
constexpr int Width = 520;
}

ProgressSheet::ProgressSheet(const QString &title, const QString &text, QWidget *parent)
    : ui::Sheet(parent), m_bar(new QProgressBar(this)), m_count(ui::label(this, true)),
      m_error(new ui::ErrorBanner(this)), m_cancel(ui::button(this))
{
    setWindowTitle(title);
    setModal(true);
    auto *heading = ui::titleLabel(this);
    heading->setText(title);
    heading->setWordWrap(true);
    auto *words = ui::label(this, true);
    words->setText(text);
    words->setWordWrap(true);
    m_bar->setTextVisible(false);  // the bar is thinner than its figures
    m_bar->setRange(0, 0);
    m_bar->setAccessibleName(title);
    m_error->setRetryVisible(true);
    m_cancel->setText(tr("Cancel"));
    auto *foot = new QHBoxLayout;
    foot->setSpacing(ui::metrics::Grid);
    foot->addWidget(m_count);
    foot->addStretch(1);
    foot->addWidget(m_cancel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Margin, ui::metrics::Gap);
    column->setSpacing(ui::metrics::Grid);
    column->addWidget(heading);
    column->addWidget(words);
    column->addWidget(m_error);
    column->addSpacing(ui::metrics::Half);
    column->addWidget(m_bar);
    column->addSpacing(ui::metrics::Half);
    column->addLayout(foot);
    connect(m_cancel, &QPushButton::clicked, this, &ProgressSheet::reject);
    connect(m_error, &ui::ErrorBanner::retry, this, [this] {
        m_error->clear();
        setProgress(0, 0);
        m_bar->show();
        fitContent(Width);
        Q_EMIT retried();
    });
    fitContent(Width);
}

void ProgressSheet::setProgress(int done, int total)
{
    m_bar->setRange(0, total);
    m_bar->setValue(done);
    m_count->setText(total > 0 ? tr("%1 of %2").arg(done).arg(total) : QString());
}

void ProgressSheet::setError(const Error &error)
{
    m_bar->hide();
    m_count->clear();
    m_error->setError(error);
    fitContent(Width);
}

void ProgressSheet::reject()
{
    Q_EMIT cancelled();
    ui::Sheet::reject();
}

}  // namespace shell
