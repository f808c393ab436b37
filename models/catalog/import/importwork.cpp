#include "models/catalog/import/importwork.h"

#include "backend/transcode/ffprobe.h"
#include "backend/transcode/transcodeplan.h"
#include "models/domain/filestamp.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QThread>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

constexpr int AtOnce = 2;
constexpr qint64 FreshMs = 10'000;  ///< since it was written: perhaps it still is
constexpr qint64 SettleMs = 2'000;  ///< recorders and copies write more often than this
constexpr int StepMs = 50;

ImportNeed needOf(const transcode::Plan &plan)
{
    ImportNeed need;
    need.work = ImportNeed::Work::Copy;
    for (const transcode::RungPlan &rung : plan.rungs)
        need.work = std::max(need.work, ImportNeed::Work(int(rung.action)));
    need.estimatedBytes = plan.estimatedBytes;
    need.estimatedTime = plan.estimatedTime;
    need.duration = plan.duration;
    return need;
}

static_assert(int(transcode::Action::Copy) == int(ImportNeed::Work::Copy) &&
              int(transcode::Action::Remux) == int(ImportNeed::Work::Remux) &&
              int(transcode::Action::Encode) == int(ImportNeed::Work::Encode));

}  // namespace

ImportScan::ImportScan(QObject *parent) : QObject(parent), m_cancelled(std::make_shared<std::atomic_bool>(false))
{
    m_pool.setMaxThreadCount(1);
}

ImportScan::~ImportScan()
{
    *m_cancelled = true;
    m_pool.waitForDone();
}

void ImportScan::scan(const QList<QUrl> &dropped, const PresentFiles &present)
{
    m_pool.start([this, dropped, present, cancelled = m_cancelled] {
        const ImportPlan plan = planImport(dropped, present);
        // The pool is waited for in the destructor, so `this` is alive here.
        QMetaObject::invokeMethod(
                this, [this, plan] { Q_EMIT scanned(plan); }, Qt::QueuedConnection);
    });
}

/// A file that may still be written, and what was found in it.
struct ImportScan::FreshFile {
    QString path;
    std::optional<FileStamp> before;
    QElapsedTimer since;
    Result<ImportNeed> need;
};

void ImportScan::probe(const QStringList &paths)
{
    m_pool.start([this, paths, cancelled = m_cancelled] {
        const auto tools = transcode::findTools();
        std::vector<FreshFile> fresh;
        for (const QString &path : paths) {
            if (*cancelled || !tools)
                break;
            probeOne(path, *tools, fresh);
        }
        settle(fresh);
        QMetaObject::invokeMethod(
                this, [this] { Q_EMIT finished(); }, Qt::QueuedConnection);
    });
}

void ImportScan::probeOne(const QString &path, const transcode::Tools &tools, std::vector<FreshFile> &fresh)
{
    const auto cancelled = [this] { return m_cancelled->load(); };
    const std::optional<FileStamp> before = FileStamp::of(path);
    QElapsedTimer since;
    since.start();
    const auto probe = transcode::Ffprobe(tools).probe(path, cancelled);
    const auto plan =
            probe ? transcode::makePlan(*probe, {false, tools.toneMaps}) : Result<transcode::Plan>(probe.error());
    const Result<ImportNeed> need = plan ? Result<ImportNeed>(needOf(*plan)) : Result<ImportNeed>(plan.error());
    const qint64 age = before ? QDateTime::currentMSecsSinceEpoch() - before->modified / 1'000'000 : 0;
    if (before && age > FreshMs && FileStamp::of(path) == before)
        tell(path, need);
    else
        fresh.push_back({path, before, since, need});
}

void ImportScan::settle(const std::vector<FreshFile> &fresh)
{
    for (const FreshFile &file : fresh) {
        while (!*m_cancelled && file.since.elapsed() < SettleMs && FileStamp::of(file.path) == file.before)
            QThread::msleep(StepMs);
        if (FileStamp::of(file.path) == file.before)
            tell(file.path, file.need);
        else
            tell(file.path,
                 Error{ErrorCode::FailedPrecondition, u"file_changing"_s, u"The file is still being written."_s, {}});
    }
}

void ImportScan::tell(const QString &path, const Result<ImportNeed> &need)
{
    if (*m_cancelled)
        return;
    QMetaObject::invokeMethod(
            this,
            [this, path, need] {
                if (need)
                    Q_EMIT probed(path, *need);
                else
                    Q_EMIT refused(path, need.error());
            },
            Qt::QueuedConnection);
}

ImportRun::ImportRun(api::ApiClient &api, ImportPlanModel &model, QObject *parent)
    : QObject(parent), m_api(api), m_model(model)
{
}

void ImportRun::start()
{
    m_waiting = m_model.pending();
    m_total = int(m_waiting.size());
    m_done = 0;
    m_model.setLocked(true);
    Q_EMIT progressed();
    next();
}

void ImportRun::stop()
{
    m_total -= int(m_waiting.size());
    m_waiting.clear();
    if (m_running == 0)
        next();
}

void ImportRun::next()
{
    while (m_running < AtOnce && !m_waiting.isEmpty()) {
        const QString path = m_waiting.takeFirst();
        ++m_running;
        m_model.setImporting(path);
        m_api.post(u"/api/media/import"_s, {{u"path"_s, path}}, this,
                   [this, path](const api::Answer &answer) { answered(path, answer); });
    }
    if (m_running > 0 || !m_waiting.isEmpty())
        return;
    m_model.setLocked(false);
    Q_EMIT finished();
}

void ImportRun::answered(const QString &path, const api::Answer &answer)
{
    --m_running;
    ++m_done;
    if (answer) {
        const QJsonObject data = answer->toObject();
        m_model.setImported(path, AssetId(data[u"asset_id"].toInteger()), data[u"status"].toString());
    } else {
        m_model.setFailed(path, answer.error());
    }
    Q_EMIT progressed();
    next();
}

}  // namespace catalog
