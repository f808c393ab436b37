#pragma once

// The media feature of a school with real files, for the tests of its rooms.

#include "backend/jobs/jobworker.h"
#include "backend/media/assets/mediacontroller.h"
#include "backend/media/assets/probejob.h"
#include "backend/media/delivery/mediagrants.h"
#include "backend/media/renditions/transcodejob.h"
#include "backend/media/store/medianames.h"
#include "backend/media/store/tidying.h"
#include "backend/transcode/ffprobe.h"
#include "models/domain/json.h"
#include "tests/support/mediafiles.h"
#include "tests/support/teststore.h"
#include "tests/unit/media/farstore.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QStandardPaths>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using media::AssetStatus;

const accounts::Actor Teacher{UserId(7), accounts::Role::Instructor, true};
const accounts::Actor Stranger{UserId(8), accounts::Role::Instructor, true};

class Usage final : public media::UsageCheck
{
public:
    bool used = false;
    AssetId usedAsset;
    Result<std::optional<media::AssetUse>> useOf(database::Connection &, AssetId id, Millis) const override
    {
        return used || id == usedAsset
                       ? std::optional(media::AssetUse{media::AssetUse::By::Lesson, CourseId(3), u"%2 off"_s, u"%1"_s})
                       : std::nullopt;
    }
};

/// Notes which asset became which.
class Follower final : public media::AssetFollower
{
public:
    Result<void> assetKnown(database::Transaction &, AssetId imported, AssetId asset, Millis duration) override
    {
        const std::lock_guard lock(m_mutex);
        m_told.append(u"%1 is %2, %3 ms"_s.arg(imported.value).arg(asset.value).arg(duration));
        return {};
    }
    Result<void> assetSettled(database::Transaction &, AssetId asset) override
    {
        const std::lock_guard lock(m_mutex);
        m_settled.append(asset.value);
        return {};
    }
    QList<qint64> settled()
    {
        const std::lock_guard lock(m_mutex);
        return m_settled;
    }
    QStringList told()
    {
        const std::lock_guard lock(m_mutex);
        return m_told;
    }

private:
    std::mutex m_mutex;
    QStringList m_told;
    QList<qint64> m_settled;
};

struct Workers {
    std::unique_ptr<jobs::JobWorker> shortLane;
    std::unique_ptr<jobs::JobWorker> longLane;
};

/// The media feature of a school, wired as the composition root does.
struct School {
    media::MediaStore *const elsewhere;  ///< keeps the files; null: this machine does
    support::TestStore store;
    ManualClock clock;
    events::EventHub events;
    jobs::JobQueue queue{*store, clock, events};
    media::UrlSigner signer{*media::UrlSigner::open(store.folder() + u"/keys/media.key"_s)};
    media::LocalStorage storage{store.folder(), signer};
    media::MediaStore &files{elsewhere ? *elsewhere : storage.parts().store};
    media::Removals removals{files};
    const media::Storage parts{files, storage.parts().work, removals};
    transcode::Toolbox toolbox;
    Usage usage;
    Follower follower;
    media::ProbeJob probe{*store, clock, events, queue, files, toolbox, follower};
    media::TranscodeJob transcode{*store, clock, events, queue, parts, toolbox, follower};
    media::TrialJob trial{*store, parts, toolbox};
    media::MediaGrants grants{*store, clock, queue, files};
    media::MediaService service{*store, clock, events, queue, parts, usage};
    media::MediaController controller{service, grants, files, signer, clock};
    http::Router router;

    explicit School(media::MediaStore *otherStore = nullptr) : elsewhere(otherStore)
    {
        queue.addHandler(probe);
        queue.addHandler(transcode);
        queue.addHandler(trial);
        if (!start())
            qFatal("the media folders can't be made");
        controller.addRoutes(router);
    }
    ~School() { store.close(); }

    /// What the feature does at a start.
    bool start(bool newSchool = false) { return storage.prepare(newSchool) && service.prepare(newSchool); }
    /// A finished file as it lies on the disk.
    QString pathOf(AssetId id, const QString &name)
    {
        return store.folder() + u'/' + media::fileKey(asset(id).uid, name);
    }

    std::unique_ptr<jobs::JobWorker> startWorker(jobs::Lane lane)
    {
        const QString name = lane == jobs::Lane::Long ? u"w"_s : u"w#short"_s;
        auto worker = std::make_unique<jobs::JobWorker>(queue, events, name, lane);
        worker->start();
        return worker;
    }
    Workers startWorkers() { return {startWorker(jobs::Lane::Short), startWorker(jobs::Lane::Long)}; }
    /// Hashed, probed and planned; its encoding waits.
    AssetId probed(const QString &file)
    {
        const auto imported = service.import(Teacher, file);
        if (!imported)
            qFatal("%s", qPrintable(imported.error().message));
        const AssetId id = imported->asset.asset.id;
        const auto worker = startWorker(jobs::Lane::Short);
        if (!QTest::qWaitFor([&] { return asset(id).status != AssetStatus::Probing; }, 60'000))
            qFatal("the probing did not end");
        return id;
    }
    JobId jobOf(AssetId id) { return service.get(Teacher, id)->job->id; }
    Result<void> want(AssetId id, int seconds)
    {
        return store->write([&](database::Transaction &tx) { return grants.wantTrials(tx, {{id, seconds}}); });
    }
    media::Asset asset(AssetId id) { return service.get(Teacher, id)->asset; }
    AssetStatus waitForEnd(AssetId id)
    {
        if (!QTest::qWaitFor([&] { return asset(id).status > AssetStatus::Processing; }, 60'000))
            qWarning("the transcoding did not end");
        return asset(id).status;
    }
    /// Everything in media/ and the work folder.
    QStringList left() const
    {
        QStringList names;
        for (const auto &place : {u"media"_s, u"coursewright-work"_s})
            names += QDir(store.folder() + u'/' + place).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
        return names;
    }
    http::Response fetch(const QString &url)
    {
        http::Request request;
        if (const auto ok = http::parseTarget(url.toLatin1(), request); !ok)
            return http::failure(ok.error());
        return router.handle(std::move(request));
    }
};

inline QString copyOf(const QString &file, const QString &to)
{
    QFile::remove(to);
    if (!QFile::copy(file, to))
        qFatal("%s can't be copied", qPrintable(file));
    return to;
}

inline bool touch(const QString &path)
{
    return QFile(path).open(QIODevice::WriteOnly);
}

inline QString reasonOf(const http::Response &response)
{
    return json::parseObject(response.bytes())->value("error"_L1).toString();
}

/// What every test of these begins with.
class MediaSchoolTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_school = std::make_unique<School>(); }
    void cleanup() { m_school.reset(); }

protected:
    AssetId ready(const QString &file);
    std::unique_ptr<School> m_school;
};

/// Imports and transcodes a file that needs no encoding.
inline AssetId MediaSchoolTest::ready(const QString &file)
{
    const auto imported = m_school->service.import(Teacher, file);
    if (!imported)
        qFatal("%s", qPrintable(imported.error().message));
    const auto workers = m_school->startWorkers();
    if (m_school->waitForEnd(imported->asset.asset.id) != AssetStatus::Ready)
        qFatal("not ready: %s", qPrintable(m_school->asset(imported->asset.asset.id).failure));
    return imported->asset.asset.id;
}
