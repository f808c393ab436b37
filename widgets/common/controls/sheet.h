#pragma once

#include <QDialog>
#include <QTimer>

namespace ui {

/// A dialog that stands over its window and always wholly on the screen, also when it grows while it is open, and also
/// where the screen is smaller than what it shows: then it scrolls inside. Set everything up in the constructor and
/// call show(), open() or exec(). Thread: GUI.
class Sheet : public QDialog
{
    Q_OBJECT
public:
    explicit Sheet(QWidget *parent);

protected:
    /// As high as what it has to say, `least` wide where the screen allows it. For sheets whose content changes.
    void fitContent(int least);
    bool event(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QRect room() const;
    void scrollInside();
    void place();

    QTimer m_place;
    bool m_scrolls = false;
    bool m_centre = false;
};

}  // namespace ui
