#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace ui {

/// What a list says when it has nothing to show: a picture, a sentence, why, and the way on. With `setDropTarget` it
/// draws the dashed frame of a place to drop files (the page itself handles the drop).
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(const QString &icon, QWidget *parent = nullptr);

    void setTexts(const QString &title, const QString &text);
    /// Empty text: no button.
    void setPrimary(const QString &text);
    void setSecondary(const QString &text);
    void setDropTarget(bool target);
    /// While something is dragged over it.
    void setDropActive(bool active);

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void primary();
    void secondary();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitTexts();
    class Picture;
    Picture *m_picture;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_primary;
    QPushButton *m_secondary;
    bool m_target = false;
    bool m_active = false;
};

}  // namespace ui
