#include "widgets/media/library/assetdelegate.h"

#include "widgets/common/text/format.h"
#include "widgets/common/theme/tokens.h"
#include "widgets/media/library/mediatext.h"
#include "widgets/media/library/posterview.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace media {

namespace {

constexpr int RowHeight = 72;
constexpr QSize Poster(80, 45);

QString factsOf(const AssetEntry &asset)
{
    QStringList facts;
    if (asset.duration > 0)
        facts << ui::formatDuration(asset.duration);
    if (asset.picture.isValid() && !asset.picture.isEmpty())
        facts << sizeText(asset.picture);
    facts << ui::formatBytes(asset.bytes);
    return facts.join(u" · "_s);
}

}  // namespace

void paintRowGround(QPainter *painter, const QStyleOptionViewItem &option)
{
    const ui::Tokens &t = ui::tokens(option.palette);
    const QRectF ground = QRectF(option.rect).adjusted(4, 2, -4, -2);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    if (option.state & QStyle::State_Selected)
        painter->setBrush(t.accentSoft);
    else if (option.state & QStyle::State_MouseOver)
        painter->setBrush(t.hover);
    else
        painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(ground, 6, 6);
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(QPen(t.accent, 1.5));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(ground.adjusted(1, 1, -1, -1), 6, 6);
    }
}

void paintBar(QPainter *painter, const QRectF &rect, double progress)
{
    const ui::Tokens &t = ui::tokens(static_cast<const QWidget *>(nullptr));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(t.track);
    painter->drawRoundedRect(rect, rect.height() / 2, rect.height() / 2);
    QRectF done = rect;
    done.setWidth(std::max(rect.height(), rect.width() * std::clamp(progress, 0.0, 1.0)));
    painter->setBrush(t.accent);
    painter->drawRoundedRect(done, rect.height() / 2, rect.height() / 2);
    painter->restore();
}

AssetDelegate::AssetDelegate(AssetListModel &assets, JobListModel &jobs, PosterCache &posters, QObject *parent)
    : QStyledItemDelegate(parent), m_assets(assets), m_jobs(jobs), m_posters(posters)
{
}

QSize AssetDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {320, RowHeight};
}

void AssetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const AssetEntry *asset = m_assets.find(index.data(AssetListModel::IdRole).toLongLong());
    if (!asset)
        return;
    const JobEntry *job = m_jobs.ofAsset(asset->id);
    const ui::Tokens &t = ui::tokens(option.palette);
    const StateText state = stateOf(*asset, job);
    painter->save();
    paintRowGround(painter, option);

    const QRect row = option.rect.adjusted(16, 0, -16, 0);
    const QRectF poster(row.left(), row.top() + (RowHeight - Poster.height()) / 2.0, Poster.width(), Poster.height());
    paintPoster(painter, poster, m_posters.image(asset->posterUrl), asset->duration, t);

    const QFont body = ui::font(ui::Text::Body);
    const QFont strong = ui::font(ui::Text::Strong);
    const int chipWidth = ui::statusChipSize(state.text, body).width();
    const QRect chip(row.right() - chipWidth, row.top(), chipWidth, RowHeight);
    ui::paintStatusChip(painter, chip, state.status, state.text, t, body);

    const int left = int(poster.right()) + 16;
    const QRect words(left, row.top() + 14, chip.left() - left - 16, RowHeight - 28);
    painter->setFont(strong);
    painter->setPen(t.text);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignTop,
                      QFontMetrics(strong).elidedText(asset->filename, Qt::ElideMiddle, words.width()));
    const bool running = job && job->isRunning();
    painter->setFont(body);
    painter->setPen(t.textMuted);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignBottom,
                      QFontMetrics(body).elidedText(running ? progressText(*job) : factsOf(*asset), Qt::ElideRight,
                                                    words.width()));
    if (running)
        paintBar(painter, QRectF(left, row.bottom() - 9, chip.left() - left - 16, 4), job->progress);
    painter->restore();
}

}  // namespace media
