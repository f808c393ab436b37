#pragma once

#include <QColor>
#include <QFont>
#include <QWidget>

class QPainter;

namespace ui {

struct Tokens;

/// States that people must tell apart. Each has a colour and a shape of its own, so that colour never carries the
/// meaning alone: Neutral a hollow circle, Info a diamond, Success a circle with a tick, Warning a triangle, Danger an
/// octagon, Busy an open ring.
enum class Status { Neutral, Info, Success, Warning, Danger, Busy };

QColor statusColour(Status status, const Tokens &tokens);
QColor statusSoftColour(Status status, const Tokens &tokens);

/// Paints only the shape, `size` wide, into the middle of rect.
void paintStatusShape(QPainter *painter, const QRectF &rect, Status status, const Tokens &tokens, qreal size = 12);

/// Paints shape and words on a soft ground; for delegates. Returns the width used.
int paintStatusChip(QPainter *painter, const QRect &rect, Status status, const QString &text, const Tokens &tokens,
                    const QFont &font);
QSize statusChipSize(const QString &text, const QFont &font);

/// The same as a widget. Where there is little room its words end in an ellipsis, and are its tooltip unless that says
/// more.
class StatusChip : public QWidget
{
    Q_OBJECT
public:
    explicit StatusChip(QWidget *parent = nullptr);
    void set(Status status, const QString &text);
    Status status() const { return m_status; }
    QString text() const { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    Status m_status = Status::Neutral;
    QString m_text;
};

}  // namespace ui
