#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QWidget;

namespace ui {

/// Lengths in device-independent pixels, on the 8-px grid (UX "Look").
namespace metrics {
inline constexpr int Half = 4;
inline constexpr int Grid = 8;
inline constexpr int Gap = 16;         ///< between things that belong together
inline constexpr int Margin = 24;      ///< page edge
inline constexpr int Control = 32;     ///< height of a button or a field
inline constexpr int Row = 40;         ///< height of a plain list row
inline constexpr int TallRow = 56;     ///< a list row with a picture or a second line
inline constexpr int Rail = 96;        ///< width of the navigation rail
inline constexpr int Inspector = 320;  ///< width of the inspector
inline constexpr int Radius = 6;
inline constexpr int IconSize = 20;
}  // namespace metrics

/// Every colour of the product, by role. There are two sets; nobody else names a colour.
struct Tokens {
    bool dark = false;
    QColor window;        ///< behind everything
    QColor rail;          ///< the navigation rail and quiet side areas
    QColor surface;       ///< cards, lists, fields
    QColor raised;        ///< menus, toasts, sheets
    QColor border;        ///< hair lines
    QColor borderStrong;  ///< edges of controls
    QColor text;
    QColor textMuted;  ///< second lines, captions; ≥ 4.5:1 on surface
    QColor textFaint;  ///< placeholders and disabled text
    QColor accent;
    QColor accentHover;
    QColor accentPressed;
    QColor onAccent;    ///< text on accent
    QColor accentSoft;  ///< selection
    QColor hover;
    QColor pressed;
    QColor track;  ///< the empty part of bars and rings
    QColor success;
    QColor successSoft;
    QColor warning;
    QColor warningSoft;
    QColor danger;
    QColor dangerSoft;
    QColor info;
    QColor infoSoft;
    QColor neutralSoft;
    QColor chart[4];  ///< series colours, in the order they are used
    QColor shadow;
};

const Tokens &lightTokens();
const Tokens &darkTokens();

/// The set that belongs to a palette or to what a widget wears now.
const Tokens &tokens(const QPalette &palette);
const Tokens &tokens(const QWidget *widget);

/// The palette that Qt's own widgets need to look like the tokens.
QPalette paletteOf(const Tokens &tokens);

/// Two sizes of text and one for figures (UX "Look"). Strong is Body with weight.
enum class Text { Body, Strong, Title, Number };
QFont font(Text text);

/// Gives a widget a font of the scale, and keeps the style sheet from changing it.
void setTextStyle(QWidget *widget, Text text);

/// Colours a label's text by role, also after the theme has changed (the style sheet does it).
void setMuted(QWidget *widget, bool muted = true);

}  // namespace ui
