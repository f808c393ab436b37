#include "widgets/common/theme/tokens.h"

#include <QApplication>
#include <QFontDatabase>
#include <QStyle>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

Tokens makeLight()
{
    Tokens t;
    t.window = rgb(0xF7F8FA);
    t.rail = rgb(0xEFF1F4);
    t.surface = rgb(0xFFFFFF);
    t.raised = rgb(0xFFFFFF);
    t.border = rgb(0xE4E7EC);
    t.borderStrong = rgb(0xCBD1DA);
    t.text = rgb(0x1A1F2B);
    t.textMuted = rgb(0x5B6577);
    t.textFaint = rgb(0x8C95A5);
    t.accent = rgb(0x3563E9);
    t.accentHover = rgb(0x2A55D4);
    t.accentPressed = rgb(0x2247B8);
    t.onAccent = rgb(0xFFFFFF);
    t.accentSoft = rgb(0xE6EDFE);
    t.hover = rgb(0xF0F2F6);
    t.pressed = rgb(0xE6E9EF);
    t.track = rgb(0xE4E8EF);
    t.success = rgb(0x117344);
    t.successSoft = rgb(0xE3F4EA);
    t.warning = rgb(0x9A5B00);
    t.warningSoft = rgb(0xFDF1DC);
    t.danger = rgb(0xC4302B);
    t.dangerSoft = rgb(0xFCE8E6);
    t.info = rgb(0x2A5BD7);
    t.infoSoft = rgb(0xE6EDFE);
    t.neutralSoft = rgb(0xECEFF3);
    t.chart[0] = rgb(0x3563E9);
    t.chart[1] = rgb(0x9DB5F8);
    t.chart[2] = rgb(0x14A098);
    t.chart[3] = rgb(0xD98324);
    t.shadow = QColor(16, 24, 40, 40);
    return t;
}

Tokens makeDark()
{
    Tokens t;
    t.dark = true;
    t.window = rgb(0x16181D);
    t.rail = rgb(0x101216);
    t.surface = rgb(0x1D2026);
    t.raised = rgb(0x262A32);
    t.border = rgb(0x2D323B);
    t.borderStrong = rgb(0x434A56);
    t.text = rgb(0xE9ECF1);
    t.textMuted = rgb(0xA3ACBA);
    t.textFaint = rgb(0x737D8C);
    t.accent = rgb(0x7C9CFF);
    t.accentHover = rgb(0x92ADFF);
    t.accentPressed = rgb(0x6688F2);
    t.onAccent = rgb(0x0E1530);
    t.accentSoft = rgb(0x283557);
    t.hover = rgb(0x262A32);
    t.pressed = rgb(0x2F343E);
    t.track = rgb(0x323843);
    t.success = rgb(0x5CC98A);
    t.successSoft = rgb(0x1B3528);
    t.warning = rgb(0xE9B356);
    t.warningSoft = rgb(0x3A2F1A);
    t.danger = rgb(0xF58078);
    t.dangerSoft = rgb(0x43231F);
    t.info = rgb(0x8FABFF);
    t.infoSoft = rgb(0x232E4B);
    t.neutralSoft = rgb(0x2B3039);
    t.chart[0] = rgb(0x7C9CFF);
    t.chart[1] = rgb(0x44568F);
    t.chart[2] = rgb(0x45C5BC);
    t.chart[3] = rgb(0xE9A65B);
    t.shadow = QColor(0, 0, 0, 120);
    return t;
}

// The first face of the list that this machine has. Each of them draws Latin and figures of equal width well beside
// Chinese; a system default such as DejaVu Sans does not.
QString bodyFamily()
{
    static const QString family = [] {
        const QStringList wanted = {u"SF Pro Text"_s,      u"Segoe UI Variable Text"_s, u"Segoe UI"_s, u"Inter"_s,
                                    u"Noto Sans CJK SC"_s, u"Source Han Sans SC"_s,     u"Noto Sans"_s};
        const QStringList have = QFontDatabase::families();
        for (const QString &name : wanted) {
            if (have.contains(name))
                return name;
        }
        return QString();
    }();
    return family;
}

}  // namespace

const Tokens &lightTokens()
{
    static const Tokens t = makeLight();
    return t;
}

const Tokens &darkTokens()
{
    static const Tokens t = makeDark();
    return t;
}

const Tokens &tokens(const QPalette &palette)
{
    // By the colour of text: a view with a transparent ground has no Window colour worth asking.
    return palette.color(QPalette::Active, QPalette::Text).lightness() < 128 ? lightTokens() : darkTokens();
}

const Tokens &tokens(const QWidget *widget)
{
    // The application's palette, not the widget's: a widget may wear an odd background of its own.
    Q_UNUSED(widget)
    return tokens(QApplication::palette());
}

QPalette paletteOf(const Tokens &t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.window);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.surface);
    p.setColor(QPalette::AlternateBase, t.window);
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::PlaceholderText, t.textFaint);
    p.setColor(QPalette::Button, t.surface);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::BrightText, t.danger);
    p.setColor(QPalette::Highlight, t.accentSoft);
    p.setColor(QPalette::HighlightedText, t.text);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    p.setColor(QPalette::ToolTipBase, t.raised);
    p.setColor(QPalette::ToolTipText, t.text);
    p.setColor(QPalette::Light, t.surface);
    p.setColor(QPalette::Midlight, t.border);
    p.setColor(QPalette::Mid, t.borderStrong);
    p.setColor(QPalette::Dark, t.borderStrong);
    p.setColor(QPalette::Shadow, t.shadow);
    for (QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, t.textFaint);
    p.setColor(QPalette::Disabled, QPalette::Base, t.window);
    p.setColor(QPalette::Disabled, QPalette::Highlight, t.neutralSoft);
    return p;
}

QFont font(Text text)
{
    QFont f = QApplication::font();
    if (!bodyFamily().isEmpty())
        f.setFamilies({bodyFamily(), u"PingFang SC"_s, u"Microsoft YaHei UI"_s, u"Noto Sans CJK SC"_s});
    f.setStyleStrategy(QFont::PreferAntialias);
    f.setWeight(QFont::Normal);
    f.setPixelSize(14);
    switch (text) {
    case Text::Body: break;
    case Text::Strong: f.setWeight(QFont::DemiBold); break;
    case Text::Title:
        f.setPixelSize(20);
        f.setWeight(QFont::DemiBold);
        break;
    case Text::Number:
        f.setPixelSize(28);
        f.setWeight(QFont::DemiBold);
        break;
    }
    return f;
}

void setTextStyle(QWidget *widget, Text text)
{
    static const char *const words[] = {"body", "strong", "title", "number"};
    widget->setProperty("text", QLatin1String(words[int(text)]));
    widget->setFont(font(text));
}

void setMuted(QWidget *widget, bool muted)
{
    widget->setProperty("muted", muted);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

}  // namespace ui
