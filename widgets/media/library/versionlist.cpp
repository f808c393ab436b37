#include "widgets/media/library/versionlist.h"

#include "widgets/common/controls/parts.h"
#include "widgets/common/text/format.h"
#include "widgets/common/theme/tokens.h"
#include "widgets/media/library/mediatext.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace media {

namespace {

QStringList sentences(const QList<ReasonEntry> &reasons)
{
    QStringList out;
    for (const ReasonEntry &reason : reasons)
        out << reasonSentence(reason);
    return out;
}

const RenditionEntry *renditionOf(const AssetEntry &asset, const QString &quality)
{
    for (const RenditionEntry &one : asset.renditions) {
        if (one.quality == quality)
            return &one;
    }
    return nullptr;
}

}  // namespace

VersionList::VersionList(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(ui::metrics::Grid + ui::metrics::Half);
}

void VersionList::show(const AssetEntry &asset)
{
    while (QLayoutItem *item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const RungEntry &rung : asset.plan.rungs) {
        const RenditionEntry *done = renditionOf(asset, rung.quality);
        const QString bytes = done                      ? ui::formatBytes(done->bytes)
                              : rung.estimatedBytes > 0 ? tr("about %1").arg(ui::formatBytes(rung.estimatedBytes))
                                                        : QString();
        QStringList facts{sizeText(done ? done->size : rung.size)};
        if (!bytes.isEmpty())
            facts << bytes;
        addVersion(qualityText(rung.quality), facts.join(u" · "_s), actionText(rung.action), sentences(rung.reasons));
    }
    if (asset.plan.hasAudio)
        addVersion(tr("Sound"), u"AAC"_s, actionText(asset.plan.audioAction), sentences(asset.plan.audioReasons));
}

void VersionList::addVersion(const QString &name, const QString &facts, const QString &action,
                             const QStringList &reasons)
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto *line = new QHBoxLayout;
    line->setSpacing(ui::metrics::Grid);
    QLabel *title = ui::strongLabel(box);
    title->setText(name);
    QLabel *how = ui::label(box, true);
    how->setText(action);
    line->addWidget(title);
    line->addStretch(1);
    line->addWidget(how);
    column->addLayout(line);
    QLabel *what = ui::label(box, true);
    what->setText(facts);
    column->addWidget(what);
    if (!reasons.isEmpty()) {
        QLabel *why = ui::label(box, true);
        why->setWordWrap(true);
        why->setText(reasons.join(u' '));
        column->addWidget(why);
    }
    m_column->addWidget(box);
}

}  // namespace media
