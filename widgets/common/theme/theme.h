#pragma once

#include "widgets/common/theme/tokens.h"

#include <QObject>

#include <memory>

class QApplication;

namespace ui {

class SystemScheme;

/// How the user wants it; System follows the desktop's own light or dark setting while the program runs.
enum class ThemeMode { System, Light, Dark };

QString themeName(ThemeMode mode);             ///< "system", "light", "dark": what settings store
ThemeMode themeFromName(const QString &name);  ///< anything unknown → System

/// Dresses the application: Fusion, a palette and one style sheet made from the tokens, the house font.
/// Widgets never ask this class for colours: they call tokens(this), which reads their palette, so that a widget needs
/// no constructor argument and a test can dress a single widget. Thread: GUI. Owned by the composition root.
class Theme : public QObject
{
    Q_OBJECT
public:
    explicit Theme(QApplication &application, QObject *parent = nullptr);
    ~Theme() override;

    void setMode(ThemeMode mode);
    ThemeMode mode() const { return m_mode; }
    bool isDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private:
    void dress();

    QApplication &m_application;
    std::unique_ptr<SystemScheme> m_system;
    ThemeMode m_mode = ThemeMode::System;
    bool m_dark = false;
    bool m_dressed = false;
};

}  // namespace ui
