#include "models/catalog/outline/opencourse.h"

#include "models/catalog/outline/outlinecomparison.h"
#include "models/domain/catalog/outlinejson.h"

#include <QJsonArray>
#include <QPointer>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {
constexpr int RefreshPause = 150;
}  // namespace

OpenCourse::OpenCourse(api::ApiClient &api, api::EventStream &events, QObject *parent)
    : QObject(parent), m_api(api), m_model(m_document, m_stack), m_saver(api, m_document),
      m_media(api, m_document, m_model), m_cover(api), m_checks(m_document), m_trash(api, *this)
{
    m_refreshTimer.setSingleShot(true);
    m_refreshTimer.setInterval(RefreshPause);
    connect(&m_refreshTimer, &QTimer::timeout, this, &OpenCourse::fetchInfo);
    connect(&events, &api::EventStream::changed, this, &OpenCourse::eventHeard);
    connect(&events, &api::EventStream::resumed, this, [this] {
        if (m_open)
            refresh();
    });
    connect(&m_saver, &OutlineSaver::stored, this, &OpenCourse::refresh);
    connect(&m_cover, &CourseCover::changed, this, &OpenCourse::refresh);
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
    m_media.start(m_id);
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
    m_media.stop();
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
                  else
                      m_media.lookAgain();
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
    if (type == u"jobs.job")
        m_cover.jobChanged(id);
    if (type == u"catalog.course" && id == m_id.value) {
        if (m_saver.state() == OutlineSaver::State::Saved)
            refresh();
        // While something of ours is under way the answer brings the news.
    } else {
        m_media.eventHeard(type, id);
    }
}

void OpenCourse::whenSaved(QObject *context, const std::function<void(Result<void>)> &done)
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

}  // namespace catalog
