#include "widgets/common/controls/errorbanner.h"

#include "widgets/common/controls/parts.h"
#include "widgets/common/controls/statuschip.h"
#include "widgets/common/text/errortext.h"
#include "widgets/common/theme/tokens.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace ui {

ErrorBanner::ErrorBanner(QWidget *parent)
    : QFrame(parent), m_what(strongLabel(this)), m_next(label(this)), m_retry(button(this)),
      m_copy(iconButton(u"copy"_s, this)), m_close(iconButton(u"close"_s, this))
{
    m_what->setWordWrap(true);
    m_next->setWordWrap(true);
    m_what->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_next->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_what);
    words->addWidget(m_next);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::Gap + 28, 12, metrics::Grid, 12);
    row->setSpacing(metrics::Grid);
    row->addLayout(words, 1);
    row->addWidget(m_retry);
    row->addWidget(m_copy);
    row->addWidget(m_close);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    m_retry->hide();
    hide();
    connect(m_retry, &QPushButton::clicked, this, &ErrorBanner::retry);
    connect(m_close, &QToolButton::clicked, this, &ErrorBanner::clear);
    connect(m_copy, &QToolButton::clicked, this, [this] {
        if (m_error)
            QGuiApplication::clipboard()->setText(errorDetails(*m_error));
    });
    retranslate();
}

void ErrorBanner::setError(const Error &error)
{
    m_error = error;
    retranslate();
    show();
}

void ErrorBanner::setPageError(const Error &error)
{
    if (error.reason == "offline"_L1 || error.code == ErrorCode::Cancelled)
        clear();
    else
        setError(error);
}

void ErrorBanner::clear()
{
    m_error.reset();
    hide();
}

void ErrorBanner::setRetryVisible(bool visible)
{
    m_retry->setVisible(visible);
}

QString ErrorBanner::text() const
{
    return m_what->text();
}

void ErrorBanner::retranslate()
{
    m_retry->setText(tr("Try again"));
    setName(m_copy, tr("Copy details"));
    setName(m_close, tr("Dismiss"));
    if (!m_error)
        return;
    const ErrorWords words = describe(*m_error);
    m_what->setText(words.what);
    m_next->setText(words.next);
    m_next->setVisible(!words.next.isEmpty());
    setAccessibleName(words.what);
    setAccessibleDescription(words.next);
}

void ErrorBanner::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void ErrorBanner::paintEvent(QPaintEvent *)
{
    const Tokens &t = tokens(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(t.dangerSoft);
    painter.drawRoundedRect(rect(), 8, 8);
    paintStatusShape(&painter, QRectF(metrics::Gap, 13, 20, 20), Status::Danger, t, 18);
}

}  // namespace ui
