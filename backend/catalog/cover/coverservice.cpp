#include "backend/catalog/cover/coverservice.h"

#include "backend/catalog/course/courserepository.h"
#include "backend/catalog/course/courseservice.h"
#include "backend/jobs/jobworker.h"
#include "backend/transcode/picture.h"
#include "models/domain/catalog/cover.h"
#include "models/domain/filewrite.h"

#include <QFile>
#include <QFileInfo>
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

Result<void> writeSent(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush())
        return {};
    const bool full = isDiskFull(file.errorString(), QFileInfo(path).path(), bytes.size());
    file.remove();
    if (full)
        return Error{ErrorCode::Unavailable,
                     u"storage_full"_s,
                     u"The picture could not be kept: the disk of the school is full."_s,
                     {{u"retryAfter"_s, 60}}};
    return notStored();
}

}  // namespace

CoverService::CoverService(database::Database &database, const Clock &clock, events::EventHub &events,
                           jobs::JobQueue &queue, transcode::Toolbox &toolbox, const media::Storage &storage)
    : m_database(database), m_clock(clock), m_events(events), m_queue(queue), m_toolbox(toolbox), m_storage(storage)
{
}

QString CoverService::sent(const Cover &cover)
{
    return u"covers/%1.sent"_s.arg(cover.uid);
}

QString CoverService::made(const Cover &cover)
{
    return u"covers/%1.jpg"_s.arg(cover.uid);
}

Result<std::shared_ptr<http::ContentSource>> CoverService::open(const QString &name) const
{
    if (!isCoverPath(u"/covers/"_s + name))
        return Error::notFound(u"There is no such picture."_s);
    return m_storage.store.open(u"covers/"_s + name);
}

/// A file that can't be removed takes room and does no other harm, so it is logged only.
void CoverService::forget(const QString &key) const
{
    if (const auto done = m_storage.store.remove(key); !done)
        qWarning("catalog: %s stays: %s", qPrintable(key), qPrintable(done.error().message));
}

Result<void> CoverService::prepare()
{
    const auto forgotten = m_database.read(
            [&](Connection &c) { return CoverRepository::forgotten(c, m_clock.now() - RestoreWindow); });
    if (!forgotten)
        return forgotten.error();
    for (const Cover &cover : *forgotten) {  // only what has a row: of other files nobody knows whose they are
        if (auto ok = m_database.write([&](Transaction &tx) { return CoverRepository::remove(tx, cover.id); }); !ok)
            return ok;
        forget(sent(cover));
        forget(made(cover));
    }
    return {};
}

Result<void> CoverService::keep(const Cover &cover, const QByteArray &bytes) const
{
    const media::WorkFolder folder(m_storage.work, u"cover-"_s + cover.uid);
    if (!folder.path())
        return notStored();
    const QString file = *folder.path() + u"/sent"_s;
    const auto written = writeSent(file, bytes);
    return written ? m_storage.store.put(sent(cover), file) : written;
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
    if (auto ok = keep(cover, bytes); !ok)
        return ok.error();
    std::optional<Cover> replaced;
    auto job = m_database.write([&](Transaction &tx) -> Result<JobId> {
        auto waiting = replaceWaiting(tx, course);
        if (!waiting)
            return waiting.error();
        replaced = std::move(*waiting);
        const auto id = CoverRepository::insert(tx, cover);
        if (!id)
            return id.error();
        return m_queue.enqueue(tx, {kind(), id->value, actor.user, managed->fields.title});
    });
    if (!job) {
        forget(sent(cover));
        return job.error();
    }
    if (replaced)
        forget(sent(*replaced));
    return m_queue.get(actor, *job);
}

/// A course has one cover: of several pictures sent in a row the last one counts, in whatever order they are made, and
/// those before it are not made any more. Answers one that nobody works on, whose file is left.
Result<std::optional<Cover>> CoverService::replaceWaiting(Transaction &tx, CourseId course)
{
    if (auto ok = CourseRepository::lock(tx, course); !ok)
        return ok.error();
    const auto last = CoverRepository::newestOf(tx, course);  // it has replaced those before it
    if (!last || !*last)
        return last;
    const auto job = jobs::JobQueue::newestOf(tx, {kind()}, (*last)->id.value);
    if (!job)
        return job.error();
    if (!*job || !(*job)->isOpen())
        return std::optional<Cover>();
    if (auto ok = m_queue.cancel(tx, **job); !ok)
        return ok.error();
    if ((*job)->state == jobs::State::Running)
        return std::optional<Cover>();
    if (auto ok = CoverRepository::remove(tx, (*last)->id); !ok)
        return ok.error();
    return last;
}

Result<void> CoverService::make(const Cover &cover, const transcode::Tools &tools, jobs::JobContext &context) const
{
    const auto from = m_storage.store.localCopy(sent(cover));
    if (!from && from.error().code == ErrorCode::NotFound)
        return Error::precondition(u"The picture is not there any more; choose it again"_s, u"file_not_found"_s);
    if (!from)
        return from.error();
    const media::WorkFolder folder(m_storage.work, u"cover-"_s + cover.uid + u"-made"_s);
    if (!folder.path())
        return folder.path().error();
    const QString file = *folder.path() + u"/cover.jpg"_s;
    const auto done =
            transcode::convertPicture(tools, from->path, cover.type, file, [&context] { return context.cancelled(); });
    return done ? m_storage.store.put(made(cover), file) : done;
}

Result<jobs::Completion> CoverService::run(const jobs::Job &job, jobs::JobContext &context)
{
    const auto cover = m_database.read([&](Connection &c) { return CoverRepository::find(c, CoverId(job.subject)); });
    if (!cover)
        return cover.error();
    const auto tools = m_toolbox.tools();
    if (!tools)
        return tools.error();
    if (auto ok = make(*cover, *tools, context); !ok)
        return ok.error();
    jobs::Completion completion;
    completion.commit = [this, cover = *cover](Transaction &tx) -> Result<void> {
        // Not before: until then another attempt, perhaps of the next program, needs what was sent.
        tx.afterCommit([&removals = m_storage.removals, key = sent(cover)] { removals.removeFile(key); });
        const auto course = CourseRepository::find(tx, cover.course);
        if (course && *course) {
            tx.afterCommit([&events = m_events, id = cover.course, owner = (*course)->owner] {
                events.publish({u"catalog.course"_s, id.value, owner});
            });
        }
        return CoverRepository::show(tx, cover, m_clock.now());
    };
    completion.undo = [this, key = made(*cover)] { forget(key); };
    return completion;
}

}  // namespace catalog
