#include "widgets/catalog/editor/outlinedelegate.h"

#include "models/catalog/outline/outlinemodel.h"
#include "models/media/postercache.h"
#include "widgets/catalog/list/catalogstyle.h"
#include "widgets/common/controls/progressring.h"
#include "widgets/common/text/format.h"
#include "widgets/common/theme/icons.h"

#include <QApplication>
#include <QEvent>
#include <QHelpEvent>
#include <QLineEdit>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

constexpr int ThumbHeight = 32;
constexpr int ThumbWidth = ThumbHeight * 16 / 9;
constexpr int Mark = 16;
constexpr int EditorHeight = 26;

bool isLesson(const QModelIndex &index)
{
    return NodeKind(index.data(OutlineModel::KindRole).toInt()) == NodeKind::Lesson;
}

QRect titleRect(const QRect &row, bool lesson)
{
    return lesson ? row.adjusted(ThumbWidth + ui::metrics::Grid + 4, 0, 0, 0) : row;
}

QString mediaText(const QModelIndex &index)
{
    switch (OutlineModel::MediaState(index.data(OutlineModel::MediaRole).toInt())) {
    case OutlineModel::MediaState::Missing: return OutlineDelegate::tr("No media yet");
    case OutlineModel::MediaState::Failed: return OutlineDelegate::tr("Could not be prepared");
    case OutlineModel::MediaState::Canceled: return OutlineDelegate::tr("Preparation canceled");
    case OutlineModel::MediaState::Processing: {
        const double progress = index.data(OutlineModel::ProgressRole).toDouble();
        return progress > 0 ? OutlineDelegate::tr("Preparing %1").arg(ui::formatPercent(progress, 0))
                            : OutlineDelegate::tr("Waiting to be prepared");
    }
    case OutlineModel::MediaState::Ready:
    case OutlineModel::MediaState::NotNeeded: break;
    }
    const auto kind = LessonKind(index.data(OutlineModel::LessonKindRole).toInt());
    const Millis duration = index.data(OutlineModel::DurationRole).toLongLong();
    return kind == LessonKind::Article || duration == 0 ? CatalogStyle::lessonKind(kind) : ui::formatDuration(duration);
}

}  // namespace

OutlineDelegate::OutlineDelegate(media::PosterCache &posters, QObject *parent)
    : QStyledItemDelegate(parent), m_posters(posters)
{
}

QSize OutlineDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {ui::metrics::Grid * 30, RowHeight};
}

void OutlineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ui::Tokens &t = ui::tokens(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, t.accentSoft);
    else if (option.state & QStyle::State_MouseOver)
        painter->fillRect(option.rect, t.hover);
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(t.accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), ui::metrics::Half, ui::metrics::Half);
    }
    const QRect row = option.rect.adjusted(ui::metrics::Half, 0, -ui::metrics::Gap, 0);
    if (isLesson(index))
        paintLesson(painter, row, index, t);
    else
        paintChapter(painter, row, index, t);
    painter->restore();
}

/// From the right: dirty dot, warning, access. Returns what is left of the row's width.
int OutlineDelegate::paintMarks(QPainter *painter, const QRect &row, const QModelIndex &index,
                                const ui::Tokens &t) const
{
    int right = row.right();
    const int middle = row.center().y();
    if (index.data(OutlineModel::DirtyRole).toBool()) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.accent);
        painter->drawEllipse(QPointF(right - 3, middle), 3, 3);
    }
    right -= ui::metrics::Gap;
    if (!index.data(OutlineModel::WarningsRole).toStringList().isEmpty())
        ui::paintStatusShape(painter, QRectF(right - Mark, middle - Mark / 2.0, Mark, Mark), ui::Status::Warning, t,
                             14);
    right -= Mark + ui::metrics::Grid;
    if (index.data(OutlineModel::LockedRole).toBool()) {
        ui::paintIcon(painter, QRectF(right - Mark, middle - Mark / 2.0, Mark, Mark), u"lock"_s, t.textMuted);
        right -= Mark + ui::metrics::Grid;
    }
    const QString access = CatalogStyle::access(OutlineModel::Access(index.data(OutlineModel::AccessRole).toInt()),
                                                index.data(OutlineModel::TrialSecondsRole).toInt(),
                                                index.data(OutlineModel::PriceRole).toLongLong());
    if (!access.isEmpty()) {
        const QFont font = ui::font(ui::Text::Body);
        const QFontMetrics metrics(font);
        const QRect chip(right - metrics.horizontalAdvance(access) - 16, middle - 11,
                         metrics.horizontalAdvance(access) + 16, 22);
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.neutralSoft);
        painter->drawRoundedRect(chip, 11, 11);
        CatalogStyle::paintText(painter, chip, access, font, t.textMuted, Qt::AlignCenter);
        right = chip.left() - ui::metrics::Grid;
    }
    return right;
}

void OutlineDelegate::paintChapter(QPainter *painter, QRect row, const QModelIndex &index, const ui::Tokens &t) const
{
    int right = paintMarks(painter, row, index, t);
    QString content = CatalogStyle::lessons(index.data(OutlineModel::CountRole).toInt());
    if (const Millis duration = index.data(OutlineModel::DurationRole).toLongLong(); duration > 0)
        content += u"  ·  "_s + ui::formatDuration(duration);
    const QFont small = ui::font(ui::Text::Body);
    const int width = QFontMetrics(small).horizontalAdvance(content);
    CatalogStyle::paintText(painter, QRect(right - width, row.top(), width + 1, row.height()), content, small,
                            t.textMuted);
    right -= width + ui::metrics::Gap;
    const QString title = index.data().toString();
    row.setRight(right);
    CatalogStyle::paintText(painter, row, title.isEmpty() ? CatalogStyle::untitled() : title,
                            ui::font(ui::Text::Strong), title.isEmpty() ? t.textFaint : t.text);
}

void OutlineDelegate::paintLesson(QPainter *painter, QRect row, const QModelIndex &index, const ui::Tokens &t) const
{
    const QRect thumb(row.left(), row.center().y() - ThumbHeight / 2, ThumbWidth, ThumbHeight);
    const auto kind = LessonKind(index.data(OutlineModel::LessonKindRole).toInt());
    CatalogStyle::paintPicture(painter, thumb, m_posters.image(index.data(OutlineModel::PosterRole).toString()),
                               CatalogStyle::lessonIcon(kind), t);
    QRect text = titleRect(row, true);
    text.setRight(paintMarks(painter, row, index, t));
    const QString title = index.data().toString();
    const QRect upper = text.adjusted(0, 5, 0, -text.height() / 2);
    const QRect lower = text.adjusted(0, text.height() / 2, 0, -5);
    CatalogStyle::paintText(painter, upper, title.isEmpty() ? CatalogStyle::untitled() : title,
                            ui::font(ui::Text::Body), title.isEmpty() ? t.textFaint : t.text);
    int left = lower.left();
    const auto state = OutlineModel::MediaState(index.data(OutlineModel::MediaRole).toInt());
    if (state == OutlineModel::MediaState::Processing) {
        const QRectF ring(left, lower.center().y() - 6, 12, 12);
        ui::paintProgressRing(painter, ring, index.data(OutlineModel::ProgressRole).toDouble(), t);
        left += 18;
    } else if (state == OutlineModel::MediaState::Failed) {
        ui::paintStatusShape(painter, QRectF(left, lower.center().y() - 6, 12, 12), ui::Status::Danger, t, 12);
        left += 18;
    }
    CatalogStyle::paintText(painter, QRect(left, lower.top(), lower.right() - left, lower.height()), mediaText(index),
                            ui::font(ui::Text::Body),
                            state == OutlineModel::MediaState::Failed ? t.danger : t.textMuted);
}

QWidget *OutlineDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &) const
{
    auto *editor = new QLineEdit(parent);
    editor->setProperty("inRow", true);  // low enough for one line of two
    editor->setMaxLength(MaxTitle);
    editor->setAccessibleName(tr("Title"));
    return editor;
}

void OutlineDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    // Once: every change of the row (a save, a transcode's progress) asks for this again, over what is being typed.
    if (editor->property("filled").toBool())
        return;
    editor->setProperty("filled", true);
    QStyledItemDelegate::setEditorData(editor, index);
}

void OutlineDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                           const QModelIndex &index) const
{
    const QRect row = option.rect.adjusted(ui::metrics::Half, 0, -ui::metrics::Gap, 0);
    QRect field = titleRect(row, isLesson(index));
    field.setWidth(std::min(field.width(), 480));
    // Over the title and nothing else: what the second line says of the lesson stays readable.
    field.setTop(isLesson(index) ? row.top() : row.center().y() - EditorHeight / 2);
    field.setHeight(EditorHeight);
    field.setLeft(field.left() - ui::metrics::Grid);
    editor->setGeometry(field);
}

bool OutlineDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *, const QStyleOptionViewItem &,
                                const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return false;
    QString text = index.data().toString().toHtmlEscaped();
    const QString warnings = CatalogStyle::warnings(index.data(OutlineModel::WarningsRole).toStringList());
    if (!warnings.isEmpty())
        text += u"<br>"_s + warnings.toHtmlEscaped().replace(u'\n', u"<br>"_s);
    if (index.data(OutlineModel::DirtyRole).toBool())
        text += u"<br>"_s + tr("Not saved yet").toHtmlEscaped();
    QToolTip::showText(event->globalPos(), u"<p>%1</p>"_s.arg(text));
    return true;
}

bool OutlineDelegate::eventFilter(QObject *watched, QEvent *event)
{
    // Tab leaves the field and the tree; the usual behaviour would open the next row's field, for ever.
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Tab || key == Qt::Key_Backtab) {
            auto *editor = qobject_cast<QWidget *>(watched);
            Q_EMIT commitData(editor);
            Q_EMIT closeEditor(editor, NoHint);
            return true;
        }
    }
    return QStyledItemDelegate::eventFilter(watched, event);
}

}  // namespace catalog
