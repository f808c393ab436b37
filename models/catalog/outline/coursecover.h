#pragma once

#include "models/api/apiclient.h"
#include "models/domain/ids.h"

#include <QObject>

#include <functional>

namespace catalog {

/// The cover of the open course. It is no step of the history: what people choose is stored at once. Thread: GUI. Owner:
/// OpenCourse; `api` outlives it.
class CourseCover : public QObject
{
    Q_OBJECT
public:
    explicit CourseCover(api::ApiClient &api) : m_api(api) {}

    /// Sends a picture of this computer in; the answer comes when the school has made it ready to be shown, or found that
    /// it is none. Errors: TooLarge "too_large", UnsupportedMedia, those of the way.
    void upload(CourseId course, const QString &file, QObject *context, std::function<void(Result<void>)> done);
    /// The poster of a video (its path on the server); empty: that of the first video.
    void choose(CourseId course, const QString &poster, QObject *context, std::function<void(Result<void>)> done);
    /// A job of the school moved; it may be the one that makes the picture.
    void jobChanged(qint64 job);

Q_SIGNALS:
    void changed();

private:
    void send(const QByteArray &bytes, CourseId course, QObject *context, std::function<void(Result<void>)> done);
    void look();

    api::ApiClient &m_api;
    qint64 m_job = 0;  ///< that makes the picture which was sent in; 0: none
    std::function<void(Result<void>)> m_done;
};

}  // namespace catalog
