#include "backend/backup/backupservice.h"

#include "backend/backup/backupjob.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace backup {

namespace {

/// An unknown name: UTC+8, as the school's calendar takes it.
QTimeZone zoneNamed(const QByteArray &name)
{
    const QTimeZone zone(name);
    return zone.isValid() ? zone : QTimeZone(8 * 3600);
}

bool isBelow(const QString &folder, const QString &above)
{
    const QString clean = QDir::cleanPath(folder), top = QDir::cleanPath(QDir(above).absolutePath());
    return clean == top || clean.startsWith(top + u'/');
}

}  // namespace

BackupService::BackupService(database::Database &database, const Clock &clock, jobs::JobQueue &queue,
                             QString dataFolder, QByteArray timeZone)
    : m_database(database), m_clock(clock), m_queue(queue), m_dataFolder(std::move(dataFolder)),
      m_zoneName(std::move(timeZone)), m_zone(zoneNamed(m_zoneName))
{
}

Result<Settings> BackupService::settings() const
{
    return m_database.read([](database::Connection &c) { return BackupRepository::settings(c); });
}

Result<std::optional<jobs::Job>> BackupService::last() const
{
    const auto jobs = m_queue.newestOf({JobKind}, {JobSubject});
    if (!jobs)
        return jobs.error();
    return jobs->empty() ? std::optional<jobs::Job>() : std::optional(jobs->front());
}

Result<Overview> BackupService::overview() const
{
    const auto wanted = settings();
    if (!wanted)
        return wanted.error();
    auto attempt = last();
    if (!attempt)
        return attempt.error();
    Overview out;
    out.settings = *wanted;
    out.folder = wanted->place(m_dataFolder);
    out.backups = BackupPlace(out.folder).newest(MostKept);
    out.last = std::move(*attempt);
    out.next = nextSlot(m_clock.now(), wanted->hour, m_zone);
    out.timeZone = m_zoneName;
    return out;
}

Result<JobId> BackupService::start(const accounts::Actor &actor)
{
    return enqueue(actor.user);
}

Result<JobId> BackupService::enqueue(UserId owner)
{
    return m_database.write([&](database::Transaction &tx) -> Result<JobId> {
        const auto newest = jobs::JobQueue::newestOf(tx, {JobKind}, JobSubject);
        if (!newest)
            return newest.error();
        if (*newest && (*newest)->isOpen())
            return (*newest)->id;
        return m_queue.enqueue(tx, {JobKind, JobSubject, owner, u"Backup"_s});
    });
}

Result<void> BackupService::change(const Settings &wanted)
{
    if (!wanted.folder.isEmpty()) {
        if (!QFileInfo(wanted.folder).isAbsolute())
            return Error::invalid(u"The folder of backups is a whole path."_s, u"invalid_fields"_s,
                                  {{u"fields"_s, QJsonObject{{u"folder"_s, u"must be an absolute path"_s}}}});
        // What is in the data folder is the school's: a backup among its films would back up itself.
        if (isBelow(wanted.folder, m_dataFolder) && !isBelow(wanted.folder, m_dataFolder + u"/backups"_s))
            return Error::precondition(
                    u"Backups can't be kept among the school's own files; choose a folder elsewhere."_s,
                    u"folder_in_school"_s);
        if (const auto made = makeFolder(wanted.folder); !made || !QFileInfo(wanted.folder).isWritable())
            return Error::precondition(
                    u"The folder %1 can't be written."_s.arg(QDir::toNativeSeparators(wanted.folder)),
                    u"folder_not_writable"_s);
    }
    return m_database.write([&](database::Transaction &tx) { return BackupRepository::setSettings(tx, wanted); });
}

// Asked every minute, so it goes by the names of the backups: their lists name every film of the school.
Result<void> BackupService::startIfDue()
{
    const auto wanted = settings();
    if (!wanted)
        return wanted.error();
    const auto attempt = last();
    if (!attempt)
        return attempt.error();
    const std::optional<jobs::Job> &latest = *attempt;
    if (latest && latest->isOpen())
        return {};
    Attempts attempts;
    for (const QString &name : BackupPlace(wanted->place(m_dataFolder)).names()) {
        if (const auto made = timeOfStamp(name))
            attempts.made.push_back(*made);
    }
    if (latest && latest->state == jobs::State::Failed)
        attempts.failed = latest->finished;
    // Who cancels one means it: the next one is that of the next day.
    if (latest && latest->state == jobs::State::Canceled && latest->finished)
        attempts.made.push_back(*latest->finished);
    if (!isDue(attempts, m_clock.now(), wanted->hour, m_zone))
        return {};
    const auto queued = enqueue(UserId{});
    return queued ? Result<void>() : Result<void>(queued.error());
}

}  // namespace backup
