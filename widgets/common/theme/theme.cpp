#include "widgets/common/theme/theme.h"

#include "widgets/common/theme/stylesheet.h"
#include "widgets/common/theme/systemscheme.h"

#include <QApplication>
#include <QPixmapCache>
#include <QStyleFactory>

using namespace Qt::StringLiterals;

namespace ui {

QString themeName(ThemeMode mode)
{
    switch (mode) {
    case ThemeMode::Light: return u"light"_s;
    case ThemeMode::Dark: return u"dark"_s;
    case ThemeMode::System: break;
    }
    return u"system"_s;
}

ThemeMode themeFromName(const QString &name)
{
    if (name == "light"_L1)
        return ThemeMode::Light;
    if (name == "dark"_L1)
        return ThemeMode::Dark;
    return ThemeMode::System;
}

Theme::Theme(QApplication &application, QObject *parent)
    : QObject(parent), m_application(application), m_system(std::make_unique<SystemScheme>())
{
    m_application.setStyle(QStyleFactory::create(u"Fusion"_s));
    m_application.setFont(font(Text::Body));
    connect(m_system.get(), &SystemScheme::changed, this, [this] {
        if (m_mode == ThemeMode::System)
            dress();
    });
    dress();
}

Theme::~Theme() = default;

void Theme::setMode(ThemeMode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    dress();
}

void Theme::dress()
{
    const bool dark = m_mode == ThemeMode::System ? m_system->isDark() : m_mode == ThemeMode::Dark;
    if (m_dressed && dark == m_dark)
        return;
    m_dressed = true;
    m_dark = dark;
    const Tokens &t = dark ? darkTokens() : lightTokens();
    // The palette first: icons and painted widgets read it when the style sheet makes them repaint.
    m_application.setPalette(paletteOf(t));
    m_application.setStyleSheet(styleSheet(t));
    Q_EMIT changed();
}

}  // namespace ui
