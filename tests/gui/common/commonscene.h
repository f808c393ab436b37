#pragma once

// Theme and language, without a page.

#include "tests/support/dressedtest.h"
#include "widgets/common/controls/cardlayout.h"
#include "widgets/common/controls/emptystate.h"
#include "widgets/common/controls/errorbanner.h"
#include "widgets/common/controls/page.h"
#include "widgets/common/controls/searchfield.h"
#include "widgets/common/controls/segmented.h"
#include "widgets/common/controls/sheet.h"
#include "widgets/common/controls/statuschip.h"
#include "widgets/common/controls/toast.h"
#include "widgets/common/text/errortext.h"
#include "widgets/common/text/format.h"
#include "widgets/common/text/language.h"
#include "widgets/common/text/openoutside.h"
#include "widgets/common/text/preferences.h"
#include "widgets/common/theme/icons.h"
#include "widgets/common/theme/stylesheet.h"
#include "widgets/common/theme/theme.h"

#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <cmath>
#include <memory>

using namespace Qt::StringLiterals;

// WCAG 2: how readable one colour is on another.
inline double luminance(const QColor &colour)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

inline double contrast(const QColor &a, const QColor &b)
{
    const double one = luminance(a);
    const double other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

inline QImage drawn(const std::function<void(QPainter &)> &draw)
{
    QImage image(40, 40, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    draw(painter);
    painter.end();
    return image;
}

/// The shape alone: which pixels are covered, whatever their colour.
inline QByteArray silhouette(const QImage &image)
{
    QByteArray out;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            out += qAlpha(image.pixel(x, y)) > 128 ? '#' : '.';
    }
    return out;
}

class SamplePage : public ui::Page
{
public:
    QString pageId() const override { return u"sample"_s; }
    QString title() const override { return u"Sample"_s; }
    QString iconName() const override { return u"media"_s; }
    int translated = 0;
    int tinted = 0;

protected:
    void retranslate() override { ++translated; }
    void retint() override { ++tinted; }
};

/// What every test of these begins with.
class CommonScene : public support::DressedTest
{
    Q_OBJECT
private Q_SLOTS:
    void init();
};

inline void CommonScene::init()
{
    m_theme->setMode(ui::ThemeMode::Light);
    m_language->setCode(u"en"_s);
}

class GrowingSheet : public ui::Sheet
{
public:
    GrowingSheet(QWidget *parent, int least) : ui::Sheet(parent), m_least(least)
    {
        auto *column = new QVBoxLayout(this);
        m_content = new QWidget(this);
        column->addWidget(m_content);
        m_close = new QPushButton(u"Done"_s, this);
        column->addWidget(m_close);
        grow(40);
    }
    void grow(int height)
    {
        m_content->setFixedHeight(height);
        fitContent(m_least);
    }
    QPushButton *closeButton() const { return m_close; }

private:
    int m_least;
    QWidget *m_content;
    QPushButton *m_close;
};
