#include "models/catalog/outline/coursecover.h"

#include "models/domain/catalog/cover.h"

#include <QCoreApplication>
#include <QFile>
#include <QPointer>
#include <QThreadPool>

#include <utility>

using namespace Qt::StringLiterals;

namespace catalog {

void CourseCover::upload(CourseId course, const QString &file, QObject *context, std::function<void(Result<void>)> done)
{
    // Read away from the GUI's thread: the file may lie on a slow network.
    QThreadPool::globalInstance()->start([file, course, self = QPointer(this), guard = QPointer(context),
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
                        self->send(bytes, course, guard, done);
                },
                Qt::QueuedConnection);
    });
}

void CourseCover::send(const QByteArray &bytes, CourseId course, QObject *context,
                       std::function<void(Result<void>)> done)
{
    m_api.putBytes(
            u"/api/courses/%1/cover"_s.arg(course.value), bytes, context,
            [self = QPointer(this), guard = QPointer(context), done = std::move(done)](const api::Answer &answer) {
                if (!answer || !self)
                    return done(answer ? Result<void>() : Result<void>(answer.error()));
                self->m_job = (*answer)[u"job_id"].toInteger();
                self->m_done = [guard, done](const Result<void> &made) {
                    if (guard)
                        done(made);
                };
                self->look();
            });
}

void CourseCover::jobChanged(qint64 job)
{
    if (job == m_job && m_job > 0)
        look();
}

void CourseCover::look()
{
    m_api.get(u"/api/jobs/%1"_s.arg(m_job), this, [this, job = m_job](const api::Answer &answer) {
        const QString state = answer ? (*answer)[u"state"].toString() : QString();
        const QJsonValue fault = answer ? (*answer)[u"error"] : QJsonValue();
        const bool isOpen = state == u"queued" || state == u"running";
        if (job != m_job || !answer || (isOpen && !fault.isObject()))  // an open one with a fault waits for room
            return;
        m_job = 0;
        const auto done = std::exchange(m_done, {});
        Q_EMIT changed();
        const bool isReplaced = state == u"canceled";  // by a newer picture
        done(state == u"succeeded" || isReplaced ? Result<void>()
                                                 : Result<void>(Error{ErrorCode::UnsupportedMedia,
                                                                      fault[u"error"].toString(),
                                                                      fault[u"message"].toString(),
                                                                      {}}));
    });
}

void CourseCover::choose(CourseId course, const QString &poster, QObject *context,
                         std::function<void(Result<void>)> done)
{
    m_api.put(u"/api/courses/%1"_s.arg(course.value), {{u"cover_url"_s, poster}}, context,
              [self = QPointer(this), done = std::move(done)](const api::Answer &answer) {
                  if (self)
                      Q_EMIT self->changed();
                  done(answer ? Result<void>() : Result<void>(answer.error()));
              });
}

}  // namespace catalog
