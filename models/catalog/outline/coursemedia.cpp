#include "models/catalog/outline/coursemedia.h"

#include "models/domain/catalog/outlinejson.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {
constexpr int MediaPause = 1000;       // progress of a transcode is announced once a second
constexpr int MediaPauseLarge = 5000;  // a large outline is not fetched that often for a ring
constexpr int LargeOutline = 500;
}  // namespace

CourseMedia::CourseMedia(api::ApiClient &api, OutlineDocument &document, const OutlineModel &model)
    : m_api(api), m_document(document), m_model(model)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &CourseMedia::refresh);
}

void CourseMedia::start(CourseId course)
{
    m_course = course;
    if (anyProcessing())
        schedule(MediaPause);
}

void CourseMedia::stop()
{
    m_course = {};
    m_timer.stop();
}

void CourseMedia::lookAgain()
{
    if (anyProcessing())
        schedule(0);
}

void CourseMedia::eventHeard(const QString &type, qint64 id)
{
    if (type == u"media.asset" && usesAsset(AssetId(id)))
        schedule(0);
    else if (type == u"jobs.job" && anyProcessing())
        schedule(m_document.lessonCount() > LargeOutline ? MediaPauseLarge : MediaPause);
}

bool CourseMedia::usesAsset(AssetId id) const
{
    for (NodeKey key : m_document.inOrder()) {
        if (m_document.node(key).lesson.asset == id)
            return true;
    }
    return false;
}

bool CourseMedia::anyProcessing() const
{
    for (NodeKey key : m_document.inOrder()) {
        if (m_model.mediaState(key) == OutlineModel::MediaState::Processing)
            return true;
    }
    return false;
}

void CourseMedia::schedule(int delay)
{
    if (!m_timer.isActive() || m_timer.remainingTime() > delay)
        m_timer.start(delay);
}

void CourseMedia::refresh()
{
    if (!m_course.isValid())
        return;
    if (m_inFlight) {
        m_again = true;
        return;
    }
    m_inFlight = true;
    m_api.get(u"/api/courses/%1/outline"_s.arg(m_course.value), this, [this, id = m_course](const api::Answer &answer) {
        m_inFlight = false;
        if (std::exchange(m_again, false))
            schedule(0);
        if (id != m_course || !answer)
            return;
        const Result<Outline> outline = outlineFromJson(answer->toObject());
        if (!outline)
            return;
        QHash<AssetId, OutlineDocument::MediaFacts> facts;
        for (const OutlineChapter &chapter : outline->chapters) {
            for (const OutlineLesson &lesson : chapter.lessons) {
                if (lesson.media)
                    facts.insert(lesson.fields.asset, {*lesson.media, lesson.fields.duration});
            }
        }
        m_document.refreshMedia(facts);
        followDuplicates(facts);
    });
}

/// A file that is being prepared and that the server's outline does not name: it may have become another asset, of the
/// same content. One that isn't saved yet is asked about in vain, and found at the next look.
void CourseMedia::followDuplicates(const QHash<AssetId, OutlineDocument::MediaFacts> &known)
{
    QSet<AssetId> asked;
    for (NodeKey key : m_document.inOrder()) {
        const AssetId asset = m_document.node(key).lesson.asset;
        if (known.contains(asset) || asked.contains(asset) ||
            m_model.mediaState(key) != OutlineModel::MediaState::Processing)
            continue;
        asked.insert(asset);
        m_api.get(u"/api/media/%1"_s.arg(asset.value), this, [this, id = m_course, asset](const api::Answer &answer) {
            const AssetId other(answer ? (*answer)[u"same_as"].toInteger() : 0);
            if (id != m_course || !other.isValid())
                return;
            m_document.followAsset(asset, other);
            schedule(0);
        });
    }
}

void CourseMedia::prepareAgain(NodeKey lesson, QObject *context, std::function<void(Result<void>)> done)
{
    const AssetId asset = m_document.node(lesson).lesson.asset;
    const QUrlQuery ofAsset{{u"subject_id"_s, QString::number(asset.value)}};
    m_api.get(u"/api/jobs"_s, ofAsset, context, [this, context, done = std::move(done)](const api::Answer &answer) {
        if (!answer)
            return done(answer.error());
        // Of those that made the video fail, the newest; cutting a trial is the server's own business.
        const QJsonArray jobs = (*answer)[u"jobs"].toArray();
        const auto job = std::find_if(jobs.begin(), jobs.end(), [](const QJsonValue &one) {
            const QString state = one[u"state"].toString();
            return (state == u"failed" || state == u"canceled") && one[u"kind"].toString() != u"trial";
        });
        if (job == jobs.end())
            return done(Error::notFound(u"There is nothing to be tried again."_s));
        m_api.post(u"/api/jobs/%1/retry"_s.arg((*job)[u"id"].toInteger()), {}, context,
                   [this, done](const api::Answer &retried) {
                       if (retried)
                           schedule(0);
                       done(retried ? Result<void>() : Result<void>(retried.error()));
                   });
    });
}

}  // namespace catalog
