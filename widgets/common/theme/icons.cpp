#include "widgets/common/theme/icons.h"

#include "widgets/common/theme/tokens.h"

#include <QApplication>
#include <QDir>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QColor colourOf(Tint tint, const Tokens &t)
{
    switch (tint) {
    case Tint::Text: return t.text;
    case Tint::Muted: return t.textMuted;
    case Tint::Faint: return t.textFaint;
    case Tint::Accent: return t.accent;
    case Tint::OnAccent: return t.onAccent;
    case Tint::Success: return t.success;
    case Tint::Warning: return t.warning;
    case Tint::Danger: return t.danger;
    }
    return t.text;
}

QPixmap tinted(const QString &name, const QSize &pixels, const QColor &colour)
{
    const QString key =
            u"icon/%1/%2x%3/%4"_s.arg(name).arg(pixels.width()).arg(pixels.height()).arg(colour.name(QColor::HexArgb));
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = QPixmap(pixels);
    pixmap.fill(Qt::transparent);
    QSvgRenderer svg(u":/icons/"_s + name + u".svg"_s);
    svg.setAspectRatioMode(Qt::KeepAspectRatio);
    QPainter painter(&pixmap);
    svg.render(&painter, QRectF(QPointF(0, 0), QSizeF(pixels)));
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), colour);
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class TintedEngine : public QIconEngine
{
public:
    TintedEngine(QString name, Tint tint) : m_name(std::move(name)), m_tint(tint) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        paintIcon(painter, rect, m_name, colour(mode));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return tinted(m_name, size, colour(mode));
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        return tinted(m_name, size, colour(mode));
    }
    QSize actualSize(const QSize &size, QIcon::Mode, QIcon::State) override { return size; }
    QIconEngine *clone() const override { return new TintedEngine(m_name, m_tint); }
    bool isNull() override { return false; }

private:
    QColor colour(QIcon::Mode mode) const
    {
        const Tokens &t = tokens(QApplication::palette());
        return mode == QIcon::Disabled ? t.textFaint : colourOf(m_tint, t);
    }

    QString m_name;
    Tint m_tint;
};

}  // namespace

QIcon icon(const QString &name, Tint tint)
{
    return QIcon(new TintedEngine(name, tint));
}

void paintIcon(QPainter *painter, const QRectF &rect, const QString &name, const QColor &colour)
{
    const qreal scale = painter->device()->devicePixelRatioF();
    const QSize pixels(int(std::ceil(rect.width() * scale)), int(std::ceil(rect.height() * scale)));
    if (pixels.isEmpty())
        return;
    painter->drawPixmap(rect, tinted(name, pixels, colour), QRectF(QPointF(0, 0), QSizeF(pixels)));
}

QStringList iconNames()
{
    QStringList names = QDir(u":/icons"_s).entryList({u"*.svg"_s}, QDir::Files, QDir::Name);
    for (QString &name : names)
        name.chop(4);
    return names;
}

}  // namespace ui
