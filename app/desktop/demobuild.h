#pragma once

#include "models/domain/result.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <memory>

namespace desktop {

/// Builds the demo school in a folder on a thread of its own, with progress and cancel. Once per object. Thread: GUI.
class DemoBuild : public QObject
{
    Q_OBJECT
public:
    DemoBuild(QString folder, QString password, QObject *parent = nullptr);
    ~DemoBuild() override;  ///< cancels and waits

    void start();
    void cancel() { m_cancelled = true; }

Q_SIGNALS:
    void progressed(int done, int total);     ///< steps
    void finished(const Result<void> &done);  ///< once; Cancelled after cancel(), which leaves no folder behind

private:
    QString m_folder;
    QString m_password;
    std::atomic<bool> m_cancelled{false};
    std::unique_ptr<QThread> m_thread;
};

}  // namespace desktop
