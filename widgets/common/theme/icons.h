#pragma once

#include <QIcon>
#include <QPixmap>
#include <QString>

class QPainter;
class QRectF;

namespace ui {

/// What an icon is coloured by. The colour is read from the palette when the icon is painted, so an icon that was made
/// under one theme is right under the other.
enum class Tint { Text, Muted, Faint, Accent, OnAccent, Success, Warning, Danger };

/// An icon of the house's own family (resources/icons/<name>.svg, 20 × 20, strokes), sharp at any scale. Disabled shows
/// faint.
QIcon icon(const QString &name, Tint tint = Tint::Text);

/// Paints one into a rectangle (delegates, empty states).
void paintIcon(QPainter *painter, const QRectF &rect, const QString &name, const QColor &colour);

/// The names of all icons, for the test that each can be drawn.
QStringList iconNames();

}  // namespace ui
