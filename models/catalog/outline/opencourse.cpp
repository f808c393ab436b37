#include "models/catalog/outline/opencourse.h"

#include "models/domain/catalog/cover.h"
#include "models/domain/catalog/outlinejson.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {
constexpr int RefreshPause = 150;
constexpr int MediaPause = 1000;       // progress of a transcode is announced once a second
constexpr int MediaPauseLarge = 5000;  // a large outline is not fetched that often for a ring
constexpr int LargeOutline = 500;
}  // namespace

OpenCourse::OpenCourse(api::ApiClient &api, api::EventStream &events, QObject *parent)
    : QObject(parent), m_api(api), m_model(m_document, m_stack), m_saver(api, m_document), m_checks(m_document),
      m_trash(api, *this)
{
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(RefreshPause);
    connect(&m_refreshTimer, &QTimer::timeout, this, &OpenCourse::fetchInfo);
    m_mediaTimer.setSingleShot(true);
    connect(&m_mediaTimer, &QTimer::timeout, this, &OpenCourse::refreshMedia);
    connect(&events, &api::EventStream::changed, this, &OpenCourse::eventHeard);
    connect(&events, &api::EventStream::resumed, this, [this] {
        if (m_open)
            refresh();
    });
    connect(&m_saver, &OutlineSaver::stored, this, &OpenCourse::refresh);
    connect(&m_saver, &OutlineSaver::theirsTaken, this, [this] {
        m_stack.clear();
        refresh();
    });
    connect(&m_api, &api::ApiClient::connectionChanged, this, &OpenCourse::close);
}

OpenCourse::~OpenCourse()
{
    disconnect(&m_api, nullptr, this, nullptr);
    m_saver.stop();
}

void OpenCourse::open(CourseId id)
{
    close();
    m_id = id;
    // Both at once: neither needs the other's answer. A load that is given up for another one keeps its own halves.
    struct Halves {
        std::optional<CourseInfo> info;
        std::optional<Outline> outline;
    };
    const auto halves = std::make_shared<Halves>();
    const auto arrived = [this, id, halves](const Result<void> &half) {
        if (id != m_id || m_open || halves != m_halves)
            return;
        if (!half) {
            m_id = {};
            m_halves.reset();
            Q_EMIT failed(half.error());
        } else if (halves->info && halves->outline) {
            m_halves.reset();
            loaded(*halves->info, *halves->outline);
        }
    };
    m_halves = halves;
    m_api.get(u"/api/courses/%1"_s.arg(id.value), QUrlQuery{{u"draft"_s, u"1"_s}}, this,
              [halves, arrived](const api::Answer &answer) {
                  if (answer)
                      halves->info = courseFromJson(answer->toObject());
                  arrived(answer ? Result<void>() : Result<void>(answer.error()));
              });
    m_api.get(u"/api/courses/%1/outline"_s.arg(id.value), this, [halves, arrived](const api::Answer &answer) {
        Result<Outline> outline = answer ? outlineFromJson(answer->toObject()) : Result<Outline>(answer.error());
        if (outline)
            halves->outline = std::move(*outline);
        arrived(outline ? Result<void>() : Result<void>(outline.error()));
    });
}

void OpenCourse::loaded(const CourseInfo &info, const Outline &outline)
{
    m_info = info;
    m_open = true;
    m_stack.clear();
    Outline mine = outline;
    mine.course = m_id;
    m_document.reset(mine, m_info.fields);
    m_saver.start(m_journal, m_info.fields);
    applyJournal(outline);
    Q_EMIT opened();
    Q_EMIT infoChanged();
    if (anyProcessing())
        scheduleMedia(MediaPause);
}

void OpenCourse::applyJournal(const Outline &stored)
{
    const auto entry = m_journal.read(m_id);
    if (!entry)
        return;
    CourseFields fields = m_info.fields;
    if (entry->courseEdited)
        fields = withChanges(fields, entry->courseBase.value_or(fields), entry->course);
    const bool courseEdited = !(fields == m_info.fields);
    if (sameContent(entry->outline, stored) && !courseEdited) {
        m_journal.remove(m_id);
        return;
    }
    // The revision of the journal goes along: when the server has moved on, saving meets the conflict and people
    // choose.
    m_document.reset(entry->outline, fields);
    m_document.markAllDirty();
    m_saver.resume(courseEdited);
    Q_EMIT journalApplied(entry->written);
}

void OpenCourse::close()
{
    const bool wasOpen = m_open;
    if (wasOpen)
        Q_EMIT aboutToClose();
    m_saver.stop();
    m_mediaTimer.stop();
    m_refreshTimer.stop();
    m_open = false;
    m_id = {};
    m_halves.reset();
    m_info = {};
    if (!wasOpen)
        return;
    m_stack.clear();
    m_document.reset({}, {});
    m_checks.set({});
    Q_EMIT closed();
}

void OpenCourse::setInfo(const CourseInfo &info)
{
    if (m_info == info)
        return;
    const CourseInfo before = std::exchange(m_info, info);
    Q_EMIT infoChanged();
    if (!before.publishWait || before.publishWait->isStopped)
        return;
    if (!info.publishWait && info.edition > before.edition)
        Q_EMIT publishedByItself(info.edition);
    else if (info.publishWait && info.publishWait->isStopped)
        Q_EMIT publishStopped();
}

/// Asks for the course alone, and for its outline only when that is another than ours.
void OpenCourse::fetchInfo()
{
    if (!m_open)
        return;
    m_api.get(u"/api/courses/%1"_s.arg(m_id.value), QUrlQuery{{u"draft"_s, u"1"_s}}, this,
              [this, id = m_id, generation = m_document.generation()](const api::Answer &answer) {
                  if (id != m_id || !m_open || !answer)
                      return;
                  const CourseInfo info = courseFromJson(answer->toObject());
                  setInfo(info);
                  if (m_saver.hasUnsaved() || m_saver.state() != OutlineSaver::State::Saved)
                      return;
                  if (generation != m_document.generation())
                      return refresh();  // asked before an edit that is stored by now: the fields may be older than it
                  if (m_saver.takeCourse(info.fields))
                      Q_EMIT fieldsChangedElsewhere();
                  if (m_info.revision > m_document.revision())
                      refreshOutline();
                  else if (anyProcessing())
                      scheduleMedia(0);
              });
}

void OpenCourse::refreshOutline()
{
    m_api.get(u"/api/courses/%1/outline"_s.arg(m_id.value), this, [this, id = m_id](const api::Answer &answer) {
        if (id != m_id || !m_open || !answer || m_saver.hasUnsaved() || m_saver.state() != OutlineSaver::State::Saved)
            return;
        Result<Outline> outline = outlineFromJson(answer->toObject());
        // An older one was on its way while a save of ours went through; ours is the newer.
        if (!outline || outline->revision <= m_document.revision())
            return;
        if (sameContent(*outline, m_document.toOutline())) {
            m_document.adopt(*outline);
            return;
        }
        outline->course = m_id;
        m_stack.clear();
        m_document.reset(*outline, m_document.courseFields());
        Q_EMIT changedElsewhere();
    });
}

void OpenCourse::eventHeard(const QString &type, qint64 id)
{
    if (!m_open)
        return;
    if (type == u"jobs.job" && id == m_coverJob && m_coverJob > 0)
        lookAtCover();
    if (type == u"catalog.course" && id == m_id.value) {
        if (m_saver.state() == OutlineSaver::State::Saved)
            refresh();
        // While something of ours is under way the answer brings the news.
    } else if (type == u"media.asset" && usesAsset(AssetId(id))) {
        scheduleMedia(0);
    } else if (type == u"jobs.job" && anyProcessing()) {
        scheduleMedia(m_document.lessonCount() > LargeOutline ? MediaPauseLarge : MediaPause);
    }
}

bool OpenCourse::usesAsset(AssetId id) const
{
    for (NodeKey key : m_document.inOrder()) {
        if (m_document.node(key).lesson.asset == id)
            return true;
    }
    return false;
}

bool OpenCourse::anyProcessing() const
{
    for (NodeKey key : m_document.inOrder()) {
        if (m_model.mediaState(key) == OutlineModel::MediaState::Processing)
            return true;
    }
    return false;
}

void OpenCourse::scheduleMedia(int delay)
{
    if (!m_mediaTimer.isActive() || m_mediaTimer.remainingTime() > delay)
        m_mediaTimer.start(delay);
}

void OpenCourse::refreshMedia()
{
    if (!m_open)
        return;
    if (m_mediaInFlight) {
        m_mediaAgain = true;
        return;
    }
    m_mediaInFlight = true;
    m_api.get(u"/api/courses/%1/outline"_s.arg(m_id.value), this, [this, id = m_id](const api::Answer &answer) {
        m_mediaInFlight = false;
        if (std::exchange(m_mediaAgain, false))
            scheduleMedia(0);
        if (id != m_id || !m_open || !answer)
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
void OpenCourse::followDuplicates(const QHash<AssetId, OutlineDocument::MediaFacts> &known)
{
    QSet<AssetId> asked;
    for (NodeKey key : m_document.inOrder()) {
        const AssetId asset = m_document.node(key).lesson.asset;
        if (known.contains(asset) || asked.contains(asset) ||
            m_model.mediaState(key) != OutlineModel::MediaState::Processing)
            continue;
        asked.insert(asset);
        m_api.get(u"/api/media/%1"_s.arg(asset.value), this, [this, id = m_id, asset](const api::Answer &answer) {
            const AssetId other(answer ? (*answer)[u"same_as"].toInteger() : 0);
            if (id != m_id || !m_open || !other.isValid())
                return;
            m_document.followAsset(asset, other);
            scheduleMedia(0);
        });
    }
}

void OpenCourse::whenSaved(QObject *context, std::function<void(Result<void>)> done)
{
    if (!m_saver.hasUnsaved() && m_saver.state() == OutlineSaver::State::Saved)
        return done({});
    if (m_saver.state() == OutlineSaver::State::Conflict)  // only people can end it
        return done(m_saver.error().value_or(Error::conflict(u"Changed elsewhere."_s, u"stale_revision"_s)));
    auto *waiting = new QObject(this);
    const QPointer<QObject> guard(context);
    const auto finish = [this, waiting, guard, done](const Result<void> &result) {
        waiting->deleteLater();
        disconnect(&m_saver, nullptr, waiting, nullptr);
        disconnect(this, nullptr, waiting, nullptr);
        if (guard)
            done(result);
    };
    connect(this, &OpenCourse::aboutToClose, waiting, [finish] {
        finish(Error{ErrorCode::Cancelled, u"cancelled"_s, u"The course was closed."_s, {}});
    });
    connect(&m_saver, &OutlineSaver::stateChanged, waiting, [this, finish] {
        using State = OutlineSaver::State;
        const State state = m_saver.state();
        if (state == State::Unsaved)
            m_saver.saveNow();
        if (state == State::Unsaved || state == State::Saving)
            return;
        finish(state == State::Saved ? Result<void>()
                                     : Result<void>(m_saver.error().value_or(Error::internal(u"Not saved."_s))));
    });
    m_saver.saveNow();
}

void OpenCourse::fetchChecks(QObject *context, std::function<void(Result<void>)> done)
{
    whenSaved(context, [this, context, done = std::move(done)](const Result<void> &saved) {
        if (!saved)
            return done(saved);
        m_api.get(u"/api/courses/%1/checks"_s.arg(m_id.value), context,
                  [this, self = QPointer(this), done](const api::Answer &answer) {
                      if (!answer)
                          return done(answer.error());
                      if (self) {
                          m_checks.setNextEdition((*answer)[u"nextEdition"].toInt());
                          m_checks.set((*answer)[u"checks"].toArray());
                      }
                      done({});
                  });
    });
}

void OpenCourse::publish(QObject *context, std::function<void(Result<int>)> done)
{
    sendPublish({}, context, std::move(done));
}

void OpenCourse::publishWhenReady(QObject *context, std::function<void(Result<int>)> done)
{
    sendPublish({{u"whenReady"_s, true}}, context, std::move(done));
}

void OpenCourse::sendPublish(const QJsonObject &body, QObject *context, std::function<void(Result<int>)> done)
{
    whenSaved(context, [this, body, context, done = std::move(done)](const Result<void> &saved) {
        if (!saved)
            return done(saved.error());
        m_api.post(u"/api/courses/%1/publish"_s.arg(m_id.value), body, context,
                   [this, self = QPointer(this), done](const api::Answer &answer) {
                       if (!answer) {
                           const QJsonValue checks = answer.error().detail[u"checks"];
                           if (self && checks.isArray())
                               m_checks.set(checks.toArray());
                           return done(answer.error());
                       }
                       const CourseInfo info = courseFromJson(answer->toObject());
                       if (self)
                           setInfo(info);
                       done(info.publishWait ? 0 : info.edition);
                   });
    });
}

void OpenCourse::cancelPublish(QObject *context, std::function<void(Result<void>)> done)
{
    m_api.remove(u"/api/courses/%1/publish"_s.arg(m_id.value), context,
                 [this, self = QPointer(this), done = std::move(done)](const api::Answer &answer) {
                     if (!answer)
                         return done(answer.error());
                     if (self)
                         setInfo(courseFromJson(answer->toObject()));
                     done({});
                 });
}

void OpenCourse::uploadCover(const QString &file, QObject *context, std::function<void(Result<void>)> done)
{
    // Read away from the GUI's thread: the file may lie on a slow network.
    QThreadPool::globalInstance()->start([file, course = m_id, self = QPointer(this), guard = QPointer(context),
                                          done = std::move(done)] {
        QFile source(file);
        const bool isFit = source.size() <= MaxCoverBytes && source.open(QIODevice::ReadOnly);
        const QByteArray bytes = isFit ? source.readAll() : QByteArray();
        const bool tooLarge = source.size() > MaxCoverBytes;
        QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [self, guard, done, bytes, course, tooLarge] {
                    if (!self || !guard)
                        return;
                    if (tooLarge)
                        done(Error{ErrorCode::TooLarge, u"too_large"_s, u"The picture is larger than 8 MB."_s, {}});
                    else
                        self->sendCover(bytes, course, guard, done);
                },
                Qt::QueuedConnection);
    });
}

void OpenCourse::sendCover(const QByteArray &bytes, CourseId course, QObject *context,
                           std::function<void(Result<void>)> done)
{
    m_api.putBytes(
            u"/api/courses/%1/cover"_s.arg(course.value), bytes, context,
            [self = QPointer(this), guard = QPointer(context), done = std::move(done)](const api::Answer &answer) {
                if (!answer || !self)
                    return done(answer ? Result<void>() : Result<void>(answer.error()));
                self->m_coverJob = (*answer)[u"job_id"].toInteger();
                self->m_coverDone = [guard, done](const Result<void> &made) {
                    if (guard)
                        done(made);
                };
                self->lookAtCover();
            });
}

void OpenCourse::lookAtCover()
{
    m_api.get(u"/api/jobs/%1"_s.arg(m_coverJob), this, [this, job = m_coverJob](const api::Answer &answer) {
        const QString state = answer ? (*answer)[u"state"].toString() : QString();
        const QJsonValue fault = answer ? (*answer)[u"error"] : QJsonValue();
        const bool isOpen = state == u"queued" || state == u"running";
        if (job != m_coverJob || !answer || (isOpen && !fault.isObject()))  // an open one with a fault waits for room
            return;
        m_coverJob = 0;
        const auto done = std::exchange(m_coverDone, {});
        refresh();
        const bool isReplaced = state == u"canceled";  // by a newer picture
        done(state == u"succeeded" || isReplaced ? Result<void>()
                                                 : Result<void>(Error{ErrorCode::UnsupportedMedia,
                                                                      fault[u"error"].toString(),
                                                                      fault[u"message"].toString(),
                                                                      {}}));
    });
}

void OpenCourse::chooseCover(const QString &poster, QObject *context, std::function<void(Result<void>)> done)
{
    m_api.put(u"/api/courses/%1"_s.arg(m_id.value), {{u"cover_url"_s, poster}}, context,
              [self = QPointer(this), done = std::move(done)](const api::Answer &answer) {
                  if (self)
                      self->refresh();
                  done(answer ? Result<void>() : Result<void>(answer.error()));
              });
}

void OpenCourse::unpublish(QObject *context, std::function<void(Result<void>)> done)
{
    m_api.post(u"/api/courses/%1/unpublish"_s.arg(m_id.value), {}, context,
               [this, self = QPointer(this), done = std::move(done)](const api::Answer &answer) {
                   if (!answer)
                       return done(answer.error());
                   if (self)
                       setInfo(courseFromJson(answer->toObject()));
                   done({});
               });
}

void OpenCourse::prepareAgain(NodeKey lesson, QObject *context, std::function<void(Result<void>)> done)
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
                           scheduleMedia(0);
                       done(retried ? Result<void>() : Result<void>(retried.error()));
                   });
    });
}

}  // namespace catalog
