#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

/// Small makers, so that a button or a card looks the same everywhere.

QPushButton *primaryButton(QWidget *parent);  ///< at most one per view
QPushButton *button(QWidget *parent);
QPushButton *quietButton(QWidget *parent);  ///< text only, accent
QPushButton *dangerButton(QWidget *parent);
/// A square button with an icon; give it its words with setName().
QToolButton *iconButton(const QString &icon, QWidget *parent);

/// A label of the type scale; `muted` for second lines. Selectable with the mouse where `copyable`.
QLabel *label(QWidget *parent, bool muted = false);
QLabel *strongLabel(QWidget *parent);
QLabel *titleLabel(QWidget *parent);

/// Sets what a screen reader says, and the same as a tooltip where the control shows no text of its own. A shortcut is
/// appended to the tooltip only ("Play (Space)").
void setName(QWidget *control, const QString &name, const QString &shortcut = {});

/// A white area with a hair line and a layout inside.
class Card : public QFrame
{
    Q_OBJECT
public:
    explicit Card(QWidget *parent = nullptr);
    QVBoxLayout *column() { return m_column; }

private:
    QVBoxLayout *m_column;
};

/// A hair line.
QFrame *rule(QWidget *parent, Qt::Orientation orientation = Qt::Horizontal);

/// The page's title on the left, its actions on the right.
class PageHeader : public QWidget
{
    Q_OBJECT
public:
    explicit PageHeader(QWidget *parent = nullptr);
    void setTitle(const QString &title);
    /// A quiet second line under the title; empty hides it.
    void setSubtitle(const QString &subtitle);
    void addAction(QWidget *widget);

private:
    QLabel *m_title;
    QLabel *m_subtitle;
    QHBoxLayout *m_actions;
};

/// A label that ends in an ellipsis where its text doesn't fit, and then has the whole text as its tooltip. For names
/// and paths that users chose; texts of ours have room by design.
class ElidedLabel : public QWidget
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr, Qt::TextElideMode mode = Qt::ElideRight);
    void setText(const QString &text);
    QString text() const { return m_text; }
    void setMutedText(bool muted);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateTip();
    QString m_text;
    Qt::TextElideMode m_mode;
    bool m_muted = false;
};

}  // namespace ui
