#include "widgets/media/preview/previewpage.h"

#include "widgets/common/controls/parts.h"
#include "widgets/common/theme/tokens.h"
#include "widgets/media/preview/previewplayer.h"

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace media {

PreviewPage::PreviewPage(QWidget *parent)
    : ui::Page(parent), m_head(new QWidget(this)), m_back(ui::iconButton(u"chevron-left"_s, m_head)),
      m_title(new ui::ElidedLabel(m_head, Qt::ElideMiddle)), m_player(new PreviewPlayer(this))
{
    m_title->setFont(ui::font(ui::Text::Strong));
    auto *row = new QHBoxLayout(m_head);
    row->setContentsMargins(ui::metrics::Gap, ui::metrics::Grid, ui::metrics::Gap, ui::metrics::Grid);
    row->setSpacing(ui::metrics::Grid);
    row->addWidget(m_back);
    row->addWidget(m_title, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_player, 1);
    setFocusProxy(m_player);
    connect(m_back, &QToolButton::clicked, this, &PreviewPage::closed);
    connect(m_player, &PreviewPlayer::fullScreenToggled, this, [this] { setFullScreen(!m_full); });
}

QString PreviewPage::title() const
{
    return m_title->text().isEmpty() ? tr("Preview") : m_title->text();
}

void PreviewPage::activated()
{
    m_player->setFocus();
}

void PreviewPage::deactivated()
{
    setFullScreen(false);
    m_player->close();
}

void PreviewPage::open(const QUrl &source, const QString &title)
{
    m_title->setText(title);
    m_player->open(source);
    m_player->play();  // whoever presses "play" or "preview" wants to see it run
}

void PreviewPage::setFullScreen(bool full)
{
    if (full == m_full)
        return;
    m_full = full;
    m_head->setVisible(!full);
    m_player->setFullScreen(full);
    Q_EMIT fullScreenWanted(full);
}

void PreviewPage::retranslate()
{
    ui::setName(m_back, tr("Back"), u"Esc"_s);
    m_player->setAccessibleName(tr("Player"));
}

void PreviewPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape) {
        ui::Page::keyPressEvent(event);
        return;
    }
    if (m_full)
        setFullScreen(false);
    else
        Q_EMIT closed();
}

}  // namespace media
