#include "widgets/media/preview/videosurface.h"

#include <QMouseEvent>
#include <QPainter>
#include <QVideoSink>

namespace media {

VideoSurface::VideoSurface(QWidget *parent) : QWidget(parent), m_sink(new QVideoSink(this))
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(320, 180);
    setMouseTracking(true);
    connect(m_sink, &QVideoSink::videoFrameChanged, this, [this](const QVideoFrame &frame) {
        m_frame = frame;
        update();
    });
}

QSize VideoSurface::pictureSize() const
{
    return m_frame.isValid() ? m_frame.size() : QSize();
}

void VideoSurface::clear()
{
    m_frame = {};
    update();
}

void VideoSurface::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Qt::black);
    if (m_frame.isValid()) {
        QVideoFrame::PaintOptions options;
        options.backgroundColor = Qt::black;
        m_frame.paint(&painter, rect(), options);
    }
}

void VideoSurface::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT clicked();
}

void VideoSurface::mouseMoveEvent(QMouseEvent *event)
{
    Q_EMIT pointed();
    QWidget::mouseMoveEvent(event);
}

void VideoSurface::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton) {
        Q_EMIT clicked();  // takes back what its first half did
        Q_EMIT doubleClicked();
    }
}

}  // namespace media
