#pragma once

#include <QStringList>
#include <QWidget>

namespace ui {

/// One of a few words, all in sight ("7 days · 30 days · 90 days"). Left and right move, like radio buttons; one stop
/// of the Tab key. Thread: GUI.
class Segmented : public QWidget
{
    Q_OBJECT
public:
    explicit Segmented(QWidget *parent = nullptr);

    /// Replaces the words; the index stays where it can.
    void setItems(const QStringList &items);
    int count() const { return int(m_items.size()); }
    int currentIndex() const { return m_current; }
    void setCurrentIndex(int index);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void changed(int index);  ///< by people only, not by setCurrentIndex

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QRect segment(int index) const;
    int indexAt(const QPoint &at) const;
    int widthOf(int index) const;
    void choose(int index);

    QStringList m_items;
    int m_current = 0;
    int m_hover = -1;
};

}  // namespace ui
