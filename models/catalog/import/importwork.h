#pragma once

#include "models/api/apiclient.h"
#include "models/catalog/import/importplanmodel.h"

#include <QThreadPool>

#include <atomic>
#include <memory>
#include <vector>

namespace transcode {
struct Tools;
}

namespace catalog {

/// Looks through what was dropped, away from the GUI's thread: first names and sizes, then each file with FFmpeg for
/// what it will need. A file that was written a moment ago is looked at again after a while: one that grows is refused
/// (file_changing), because what comes of it would be a part. Ends its child processes when destroyed. Thread: GUI.
class ImportScan : public QObject
{
    Q_OBJECT
public:
    explicit ImportScan(QObject *parent = nullptr);
    ~ImportScan() override;

    void scan(const QList<QUrl> &dropped, const PresentFiles &present);
    void probe(const QStringList &paths);

Q_SIGNALS:
    void scanned(const catalog::ImportPlan &plan);
    void probed(const QString &path, const catalog::ImportNeed &need);
    void refused(const QString &path, const Error &fault);
    void finished();

private:
    struct FreshFile;
    void probeOne(const QString &path, const transcode::Tools &tools, std::vector<FreshFile> &fresh);
    void settle(const std::vector<FreshFile> &fresh);
    void tell(const QString &path, const Result<ImportNeed> &need);
    QThreadPool m_pool;
    std::shared_ptr<std::atomic_bool> m_cancelled;
};

/// Imports the wanted files of a plan, two at a time (POST /api/media/import, answered at once: the server reads them
/// afterwards), and writes the outcome into the model, file by file. Thread: GUI.
class ImportRun : public QObject
{
    Q_OBJECT
public:
    ImportRun(api::ApiClient &api, ImportPlanModel &model, QObject *parent = nullptr);

    void start();
    void stop();  ///< what runs is finished, nothing new begins
    bool isRunning() const { return m_running > 0 || !m_waiting.isEmpty(); }
    int done() const { return m_done; }
    int total() const { return m_total; }

Q_SIGNALS:
    void progressed();
    void finished();

private:
    void next();
    void answered(const QString &path, const api::Answer &answer);

    api::ApiClient &m_api;
    ImportPlanModel &m_model;
    QStringList m_waiting;
    int m_running = 0;
    int m_done = 0;
    int m_total = 0;
};

}  // namespace catalog
