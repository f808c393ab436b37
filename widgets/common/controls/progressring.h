#pragma once

#include <QTimer>
#include <QWidget>

class QPainter;

namespace ui {

struct Tokens;

/// Paints a ring that is filled from twelve o'clock. progress 0–1; below 0 an open ring turned by `turn` degrees (busy,
/// extent unknown).
void paintProgressRing(QPainter *painter, const QRectF &rect, double progress, const Tokens &tokens, int turn = 0);

/// The same as a widget. A busy ring turns only while it can be seen.
class ProgressRing : public QWidget
{
    Q_OBJECT
public:
    explicit ProgressRing(int size, QWidget *parent = nullptr);
    void setProgress(double progress);  ///< 0–1, below 0: busy
    double progress() const { return m_progress; }
    QSize sizeHint() const override { return {m_size, m_size}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void animate();
    int m_size;
    double m_progress = -1;
    int m_turn = 0;
    QTimer m_timer;
};

}  // namespace ui
