#include "models/catalog/import/importwork.h"

#include "backend/transcode/ffprobe.h"
#include "backend/transcode/transcodeplan.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

constexpr int AtOnce = 2;

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

void ImportScan::probe(const QStringList &paths)
{
    m_pool.start([this, paths, cancelled = m_cancelled] {
        const auto tools = transcode::findTools();
        for (const QString &path : paths) {
            if (*cancelled || !tools)
                break;
            const auto probe = transcode::Ffprobe(*tools).probe(path, [cancelled] { return cancelled->load(); });
            const auto plan = probe ? transcode::makePlan(*probe, {false, tools->toneMaps})
                                    : Result<transcode::Plan>(probe.error());
            if (*cancelled)
                break;
            QMetaObject::invokeMethod(
                    this,
                    [this, path, plan] {
                        if (plan)
                            Q_EMIT probed(path, needOf(*plan));
                        else
                            Q_EMIT refused(path, plan.error());
                    },
                    Qt::QueuedConnection);
        }
        QMetaObject::invokeMethod(
                this, [this] { Q_EMIT finished(); }, Qt::QueuedConnection);
    });
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
