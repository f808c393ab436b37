#pragma once

#include "widgets/common/text/language.h"
#include "widgets/common/theme/theme.h"

#include <QApplication>
#include <QObject>

#include <memory>

namespace support {

/// A test of widgets that are dressed as in the program, by its theme and its language. Thread: GUI.
class DressedTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_theme = std::make_unique<ui::Theme>(*qApp);
        m_language = std::make_unique<ui::Language>(*qApp);
    }

protected:
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<ui::Language> m_language;
};

}  // namespace support
