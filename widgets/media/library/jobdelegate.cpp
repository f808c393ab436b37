#include "widgets/media/library/jobdelegate.h"

#include "widgets/common/text/errortext.h"
#include "widgets/common/text/format.h"
#include "widgets/common/theme/tokens.h"
#include "widgets/media/library/assetdelegate.h"
#include "widgets/media/library/mediatext.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace media {

namespace {
constexpr int JobRowHeight = 72;
}

JobDelegate::JobDelegate(JobListModel &jobs, const Clock &clock, QObject *parent)
    : QStyledItemDelegate(parent), m_jobs(jobs), m_clock(clock)
{
}

QSize JobDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {320, JobRowHeight};
}

QString JobDelegate::secondLine(const JobEntry &job) const
{
    if (job.isRunning())
        return progressText(job);
    const auto why = [&job] { return ui::describe({ErrorCode::Internal, job.errorReason, job.error, {}}).what; };
    if (job.state == "queued"_L1 && !job.errorReason.isEmpty())
        return tr("%1 Tried again by itself.").arg(why());
    if (job.state == "queued"_L1)
        return tr("Starts when the ones before it are done");
    const QString when = ui::formatRelative(job.changed, m_clock.now());
    if (job.isFailed())
        return u"%1 · %2"_s.arg(why(), when);
    return when;
}

void JobDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int row = m_jobs.indexOf(index.data(JobListModel::IdRole).toLongLong()).row();
    if (row < 0)
        return;
    const JobEntry &job = m_jobs.at(row);
    const ui::Tokens &t = ui::tokens(option.palette);
    const StateText state = stateOf(job);
    painter->save();
    paintRowGround(painter, option);
    const QRect area = option.rect.adjusted(16, 0, -16, 0);
    ui::paintStatusShape(painter, QRectF(area.left(), area.top(), 20, JobRowHeight), state.status, t, 18);
    const QFont body = ui::font(ui::Text::Body);
    const QFont strong = ui::font(ui::Text::Strong);
    const int stateWidth = QFontMetrics(body).horizontalAdvance(state.text);
    painter->setFont(body);
    painter->setPen(ui::statusColour(state.status, t));
    painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, state.text);
    const int left = area.left() + 36;
    const QRect words(left, area.top() + 14, area.right() - stateWidth - 16 - left, JobRowHeight - 28);
    painter->setFont(strong);
    painter->setPen(t.text);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignTop,
                      QFontMetrics(strong).elidedText(job.title, Qt::ElideMiddle, words.width()));
    painter->setFont(body);
    painter->setPen(t.textMuted);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignBottom,
                      QFontMetrics(body).elidedText(secondLine(job), Qt::ElideRight, words.width()));
    if (job.isRunning())
        paintBar(painter, QRectF(left, area.bottom() - 9, words.width(), 4), job.progress);
    painter->restore();
}

}  // namespace media
