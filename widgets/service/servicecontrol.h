#pragma once

#include "models/domain/result.h"

#include <QObject>
#include <QUrl>

namespace service {

/// The backend inside this program, as the widgets see it (they never see the backend itself, ARCHITECTURE §1).
/// Implemented by app/desktop. Thread: GUI; start and stop return at once and the state tells the rest.
class ServiceControl : public QObject
{
    Q_OBJECT
public:
    enum class State { Stopped, Starting, Running, Stopping, Failed };
    using QObject::QObject;

    virtual State state() const = 0;
    virtual QUrl url() const = 0;  ///< while running
    /// Where the school is when no other program has its port; empty while it is there.
    virtual QUrl usualUrl() const { return {}; }
    virtual QString dataFolder() const = 0;
    virtual Error lastError() const = 0;  ///< while Failed
    /// While Running: why the school stores nothing at the moment; `ok()` when it does.
    virtual Result<void> storing() const { return {}; }
    virtual QStringList recentLog() const = 0;  ///< oldest first, bounded

    virtual void start() = 0;
    virtual void stop() = 0;
    virtual void restart() = 0;  ///< tries the usual address again
    /// Adds up the data folder's size; storageMeasured tells.
    virtual void measureStorage() = 0;
    /// Makes a school of a backup, in a folder that is missing or empty; one at a time. restoreProgressed, then
    /// restoreEnded tell.
    virtual void restoreBackup(const QString &backup, const QString &folder) = 0;
    virtual void cancelRestore() = 0;
    /// Copies the keys of what is sealed in the school (DOMAIN §20), which no backup holds, to a file for its owner alone.
    virtual Result<void> saveKeys(const QString &file) = 0;

Q_SIGNALS:
    void stateChanged();
    void storingChanged();
    void folderChanged();  ///< another school: log, figures and storage of the one before are not its own
    void logLine(const QString &line);
    void storageMeasured(qint64 used, qint64 free);
    void restoreProgressed(double fraction);  ///< 0–1
    void restoreEnded(const QString &folder, const Result<void> &done);
};

}  // namespace service
