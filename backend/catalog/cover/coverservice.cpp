#include "backend/catalog/cover/coverservice.h"

#include "backend/catalog/course/courserepository.h"
#include "backend/catalog/course/courseservice.h"
#include "backend/jobs/jobworker.h"
#include "backend/media/delivery/mediafiles.h"
#include "backend/transcode/picture.h"
#include "models/domain/catalog/cover.h"

#include <QDir>
#include <QFile>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace catalog {

using database::Connection;
using database::Transaction;

namespace {

Error notStored()
{
    return {ErrorCode::Unavailable, u"folder_not_writable"_s, u"The picture could not be stored"_s, {}};
}

}  // namespace

CoverService::CoverService(database::Database &database, const Clock &clock, events::EventHub &events,
                           jobs::JobQueue &queue, transcode::Toolbox &toolbox, const QString &dataFolder)
    : m_database(database), m_clock(clock), m_events(events), m_queue(queue), m_toolbox(toolbox),
      m_folder(QDir(dataFolder).absoluteFilePath(u"covers"_s))
{
}

QString CoverService::sent(const Cover &cover) const
{
    return u"%1/%2.sent"_s.arg(m_folder, cover.uid);
}

QString CoverService::made(const Cover &cover) const
{
    return u"%1/%2.jpg"_s.arg(m_folder, cover.uid);
}

QString CoverService::path(const QString &name) const
{
    return isCoverPath(u"/covers/"_s + name) ? m_folder + u'/' + name : QString();
}

Result<void> CoverService::prepare()
{
    if (!QDir().mkpath(m_folder))
        return notStored();
    const auto forgotten = m_database.read(
            [&](Connection &c) { return CoverRepository::forgotten(c, m_clock.now() - RestoreWindow); });
    if (!forgotten)
        return forgotten.error();
    for (const Cover &cover : *forgotten) {  // only what has a row: of other files nobody knows whose they are
        if (auto ok = m_database.write([&](Transaction &tx) { return CoverRepository::remove(tx, cover.id); }); !ok)
            return ok;
        QFile::remove(sent(cover));
        QFile::remove(made(cover));
    }
    return {};
}

Result<jobs::Job> CoverService::upload(const accounts::Actor &actor, CourseId course, const QByteArray &bytes)
{
    Cover cover{{}, QUuid::createUuid().toString(QUuid::Id128), course, pictureTypeOf(bytes), m_clock.now()};
    const auto managed = m_database.read([&](Connection &c) { return CourseService::managed(c, actor, course); });
    if (!managed)
        return managed.error();
    if (cover.type.isEmpty())
        return Error{
                ErrorCode::UnsupportedMedia, u"not_a_picture"_s, u"A cover must be a JPEG, PNG or WebP picture"_s, {}};
    QFile file(sent(cover));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush()) {
        file.remove();
        return notStored();
    }
    file.close();
    auto job = m_database.write([&](Transaction &tx) -> Result<JobId> {
        const auto id = CoverRepository::insert(tx, cover);
        if (!id)
            return id.error();
        return m_queue.enqueue(tx, {kind(), id->value, actor.user, managed->fields.title});
    });
    if (!job) {
        file.remove();
        return job.error();
    }
    return m_queue.get(actor, *job);
}

Result<jobs::Completion> CoverService::run(const jobs::Job &job, jobs::JobContext &context)
{
    const auto cover = m_database.read([&](Connection &c) { return CoverRepository::find(c, CoverId(job.subject)); });
    if (!cover)
        return cover.error();
    if (!QFile::exists(sent(*cover)))
        return Error::precondition(u"The picture is not there any more; choose it again"_s, u"file_not_found"_s);
    const auto tools = m_toolbox.tools();
    if (!tools)
        return tools.error();
    if (auto ok = transcode::convertPicture(*tools, sent(*cover), cover->type, made(*cover),
                                            [&context] { return context.cancelled(); });
        !ok)
        return ok.error();
    if (auto ok = media::syncFile(made(*cover)); !ok)
        return ok.error();
    QFile::remove(sent(*cover));
    jobs::Completion completion;
    completion.commit = [this, cover = *cover](Transaction &tx) -> Result<void> {
        const auto course = CourseRepository::find(tx, cover.course);
        if (course && *course) {
            tx.afterCommit([&events = m_events, id = cover.course, owner = (*course)->owner] {
                events.publish({u"catalog.course"_s, id.value, owner});
            });
        }
        return CoverRepository::show(tx, cover, m_clock.now());
    };
    completion.undo = [file = made(*cover)] { QFile::remove(file); };
    return completion;
}

}  // namespace catalog
