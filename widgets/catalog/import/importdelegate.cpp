#include "widgets/catalog/import/importdelegate.h"

#include "models/catalog/import/importplanmodel.h"
#include "widgets/common/controls/statuschip.h"
#include "widgets/common/text/errortext.h"
#include "widgets/common/text/format.h"
#include "widgets/common/theme/tokens.h"

#include <QPainter>

namespace catalog {

namespace {

/// A failure of the dry run or the import, in words of this program.
QString faultText(const QModelIndex &index)
{
    const auto *model = qobject_cast<const ImportPlanModel *>(index.model());
    const ImportFile *file = model ? model->file(index) : nullptr;
    return file && file->fault ? ui::describe(*file->fault).what : QString();
}

}  // namespace

QSize ImportDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), 36};
}

void ImportDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const ui::Tokens &t = ui::tokens(option->palette);
    const bool chapter = !index.parent().isValid();
    const bool out = !index.siblingAtColumn(0).data(Qt::CheckStateRole).toInt();
    QColor colour = index.column() == ImportPlanModel::Title ? t.text : t.textMuted;
    if (out && !chapter)
        colour = t.textFaint;
    option->palette.setColor(QPalette::Text, colour);
    option->palette.setColor(QPalette::HighlightedText, colour);
    if (!chapter && index.column() == ImportPlanModel::Size && index.data().isValid())
        option->text = ui::formatBytes(index.data().toLongLong());
    const Millis time = index.data(ImportPlanModel::TimeRole).toLongLong();
    if (index.column() == ImportPlanModel::Need && time > 0 &&
        index.data(ImportPlanModel::StateRole).toInt() == int(ImportFile::State::Waiting))
        option->text = tr("Encoded, about %1").arg(ui::formatTimeLeft(time / 1000));
    if (chapter && index.column() == ImportPlanModel::Title)
        option->font = ui::font(ui::Text::Strong);
}

void ImportDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString fault = index.column() == ImportPlanModel::Need ? faultText(index) : QString();
    if (fault.isEmpty()) {
        QStyledItemDelegate::paint(painter, option, index);
        if (index.column() == ImportPlanModel::Need && index.parent().isValid() &&
            index.data(ImportPlanModel::StateRole).toInt() == int(ImportFile::State::Done)) {
            const ui::Tokens &t = ui::tokens(option.palette);
            ui::paintStatusShape(painter, QRectF(option.rect.right() - 28, option.rect.center().y() - 7, 14, 14),
                                 ui::Status::Success, t, 14);
        }
        return;
    }
    const ui::Tokens &t = ui::tokens(option.palette);
    painter->save();
    ui::paintStatusShape(painter, QRectF(option.rect.left() + 8, option.rect.center().y() - 7, 14, 14),
                         ui::Status::Danger, t, 14);
    const QRect text = option.rect.adjusted(28, 0, -8, 0);
    painter->setFont(ui::font(ui::Text::Body));
    painter->setPen(t.danger);
    painter->drawText(text, int(Qt::AlignVCenter) | Qt::TextSingleLine,
                      QFontMetrics(painter->font()).elidedText(fault, Qt::ElideRight, text.width()));
    painter->restore();
}

}  // namespace catalog
