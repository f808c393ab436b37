#pragma once

#include "widgets/common/controls/page.h"

#include <QUrl>

class QToolButton;

namespace ui {
class ElidedLabel;
}

namespace media {

class PreviewPlayer;

/// The player over the window's content, with its title and the way back (Esc). Playing ends when it is left.
/// Thread: GUI.
class PreviewPage : public ui::Page
{
    Q_OBJECT
public:
    explicit PreviewPage(QWidget *parent = nullptr);

    QString pageId() const override { return QStringLiteral("preview"); }
    QString title() const override;
    QString iconName() const override { return QStringLiteral("play"); }
    void activated() override;
    void deactivated() override;

    void open(const QUrl &source,
              const QString &title);  ///< a local file, or an address that carries its own permission
    PreviewPlayer *player() { return m_player; }

Q_SIGNALS:
    void closed();
    /// The window gives the player the whole screen, or takes it back.
    void fullScreenWanted(bool full);

protected:
    void retranslate() override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void setFullScreen(bool full);
    QWidget *m_head;
    QToolButton *m_back;
    ui::ElidedLabel *m_title;
    PreviewPlayer *m_player;
    bool m_full = false;
};

}  // namespace media
