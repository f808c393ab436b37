#pragma once

#include <QVideoFrame>
#include <QWidget>

class QVideoSink;

namespace media {

/// Shows the frames of a player, fitted, on black. Painted by ourselves instead of QVideoWidget: one path on every
/// platform, without a native window, so that it can be grabbed, tested offscreen and covered by other widgets. Thread:
/// GUI.
class VideoSurface : public QWidget
{
    Q_OBJECT
public:
    explicit VideoSurface(QWidget *parent = nullptr);
    QVideoSink *sink() const { return m_sink; }
    /// The size of the last frame as shown; empty before the first.
    QSize pictureSize() const;
    void clear();

Q_SIGNALS:
    void clicked();
    void doubleClicked();
    void pointed();  ///< the pointer moves over the picture

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    QVideoSink *m_sink;
    QVideoFrame m_frame;
};

}  // namespace media
