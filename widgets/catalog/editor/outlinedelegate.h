#pragma once

#include <QStyledItemDelegate>

namespace media {
class PosterCache;
}
namespace ui {
struct Tokens;
}

namespace catalog {

/// A row of the outline: thumbnail, title, length, access, media state (a live ring while it is being prepared),
/// warnings. All rows are of one height, so that a tree of 100,000 nodes scrolls. Thread: GUI.
class OutlineDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int RowHeight = 48;

    OutlineDelegate(media::PosterCache &posters, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void paintChapter(QPainter *painter, QRect row, const QModelIndex &index, const ui::Tokens &tokens) const;
    void paintLesson(QPainter *painter, QRect row, const QModelIndex &index, const ui::Tokens &tokens) const;
    int paintMarks(QPainter *painter, const QRect &row, const QModelIndex &index, const ui::Tokens &tokens) const;

    media::PosterCache &m_posters;
};

}  // namespace catalog
