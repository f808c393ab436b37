#pragma once

#include <QStackedLayout>
#include <QWidget>

namespace ui {

/// One of several faces at a time, and no more room than that one needs: a tall greeting that isn't shown must not make
/// a small window scroll. Thread: GUI.
class FaceLayout : public QStackedLayout
{
    Q_OBJECT
public:
    explicit FaceLayout(QWidget *parent = nullptr) : QStackedLayout(parent)
    {
        connect(this, &QStackedLayout::currentChanged, this, [this] {
            invalidate();
            if (QWidget *within = parentWidget())
                within->updateGeometry();
        });
    }
    QSize minimumSize() const override
    {
        const QWidget *face = currentWidget();
        return face ? face->minimumSizeHint().expandedTo(face->minimumSize()) : QSize();
    }
};

}  // namespace ui
