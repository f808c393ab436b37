#pragma once

#include "models/domain/clock.h"

#include <QWidget>

namespace media {

/// The line under the picture: where it is, where it may go. Hover tells the time under the pointer; dragging seeks as
/// it goes. Times are milliseconds. Thread: GUI.
class Timeline : public QWidget
{
    Q_OBJECT
public:
    explicit Timeline(QWidget *parent = nullptr);

    void setDuration(Millis duration);
    void setPosition(Millis position);
    Millis position() const { return m_position; }
    bool isDragging() const { return m_dragging; }
    QSize sizeHint() const override { return {320, 24}; }

Q_SIGNALS:
    void sought(qint64 position);  ///< ms; by people only

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QRectF groove() const;
    Millis timeAt(double x) const;

    Millis m_duration = 0;
    Millis m_position = 0;
    Millis m_hover = -1;
    bool m_dragging = false;
};

}  // namespace media
