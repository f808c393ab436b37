#pragma once

#include "models/media/assetentry.h"
#include "models/media/postercache.h"

#include <QWidget>

class QPainter;

namespace ui {
struct Tokens;
}

namespace media {

/// Paints a poster into a 16:9 place: letterboxed where its shape differs (portrait), a film sign where there is none,
/// the duration in the corner. For delegates and the inspector alike.
void paintPoster(QPainter *painter, const QRectF &place, const QImage &image, Millis duration,
                 const ui::Tokens &tokens);

/// The same as a widget: fetches the poster when it is shown and paints it when it has come. `posters` outlives it.
/// Thread: GUI.
class PosterView : public QWidget
{
    Q_OBJECT
public:
    explicit PosterView(PosterCache &posters, QWidget *parent = nullptr);
    void show(const AssetEntry &asset);
    QSize sizeHint() const override { return {288, 162}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    PosterCache &m_posters;
    QString m_path;
    Millis m_duration = 0;
};

}  // namespace media
