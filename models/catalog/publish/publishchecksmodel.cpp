#include "models/catalog/publish/publishchecksmodel.h"

#include "models/domain/duration.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace catalog {

PublishChecksModel::PublishChecksModel(const OutlineDocument &document, QObject *parent)
    : QAbstractListModel(parent), m_document(document)
{
}

void PublishChecksModel::set(const QJsonArray &checks)
{
    std::vector<PublishCheck> read;
    for (const QJsonValue &value : checks) {
        const QJsonObject check = value.toObject();
        read.push_back({check[u"id"].toString(),
                        check[u"severity"].toString() == u"warn" ? Severity::Warn : Severity::Block,
                        ChapterId(check[u"chapter_id"].toInteger()), LessonId(check[u"lesson_id"].toInteger()),
                        check[u"params"].toObject(), check[u"message"].toString()});
    }
    std::stable_sort(read.begin(), read.end(), [](const PublishCheck &a, const PublishCheck &b) {
        return a.severity == Severity::Block && b.severity == Severity::Warn;
    });
    beginResetModel();
    m_checks = std::move(read);
    endResetModel();
}

int PublishChecksModel::blocking() const
{
    return int(std::count_if(m_checks.begin(), m_checks.end(),
                             [](const PublishCheck &check) { return check.severity == Severity::Block; }));
}

void PublishChecksModel::retranslate()
{
    if (!m_checks.empty())
        Q_EMIT dataChanged(index(0), index(int(m_checks.size()) - 1));
}

NodeKey PublishChecksModel::keyOf(const PublishCheck &check) const
{
    return check.lesson.isValid() ? m_document.lessonKey(check.lesson) : m_document.chapterKey(check.chapter);
}

int PublishChecksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_checks.size());
}

QVariant PublishChecksModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const PublishCheck &check = m_checks[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return sentence(check.id, check.params, check.message);
    case Qt::AccessibleTextRole: {
        const QString text = sentence(check.id, check.params, check.message);
        return check.severity == Severity::Block ? tr("Must be fixed: %1").arg(text) : tr("Worth a look: %1").arg(text);
    }
    case CheckRole: return check.id;
    case BlocksRole: return check.severity == Severity::Block;
    case KeyRole: return keyOf(check).value;
    case WhereRole: {
        const NodeKey key = keyOf(check);
        return key.isValid() ? m_document.node(key).title() : QString();
    }
    default: return {};
    }
}

namespace {

QString lengthOf(const QJsonValue &seconds)
{
    return formatDuration(Millis(std::llround(seconds.toDouble() * 1000)));
}

}  // namespace

QString PublishChecksModel::sentence(const QString &id, const QJsonObject &params, const QString &fallback)
{
    if (id == u"no_chapters")
        return tr("The course has no chapters yet.");
    if (id == u"empty_chapter")
        return tr("This chapter has no lessons.");
    if (id == u"title_empty")
        return tr("The title is empty.");
    if (id == u"title_duplicate")
        return tr("Something beside it has the same title.");
    if (id == u"lesson_without_media")
        return tr("This lesson has nothing to play or read yet.");
    if (id == u"media_not_ready")
        return tr("The video is still being prepared.");
    if (id == u"media_canceled" || (id == u"media_failed" && params[u"status"] == u"canceled"_s))
        return tr("The preparation of the video was canceled.");
    if (id == u"media_failed")
        return tr("The video could not be prepared.");  // the lesson says why
    if (id == u"duration_zero")
        return tr("The video has no length.");
    if (id == u"duration_differs")
        return tr("The draft says %1, the file lasts %2; learners will see the file's.")
                .arg(lengthOf(params[u"expected"]), lengthOf(params[u"actual"]));
    if (id == u"rendition_missing")
        return tr("Not all sizes of the video are there.");
    if (id == u"price_zero_not_free")
        return tr("The price is ¥0.00, but the course is not marked as free.");
    if (id == u"free_but_priced")
        return tr("It is free and has a price; learners won't be asked to pay.");
    if (id == u"coupon_gives_away")
        return tr("With the coupon %1 the course costs nothing.")
                .arg(params[u"codes"].toVariant().toStringList().join(u", "_s));
    if (id == u"sale_at_zero")
        return tr("On a sale at ¥0.00 the course costs nothing.");
    if (id == u"trial_longer_than_lesson")
        return tr("The trial of %1 is longer than the lesson (%2).")
                .arg(lengthOf(params[u"trial"]), lengthOf(params[u"duration"]));
    if (id == u"unreachable_completion")
        return tr("A locked chapter waits for one that nobody can complete.");
    if (id == u"cover_missing")
        return tr("There is no cover picture.");
    if (id == u"cover_unusable")
        return tr("The chosen cover is at another address, where learners' pages can't show it.");
    if (id == u"edition_without_change")
        return tr("Nothing has changed since the newest edition.");
    return fallback.isEmpty() ? id : fallback;
}

}  // namespace catalog
