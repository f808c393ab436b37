#pragma once

#include "models/domain/result.h"

#include <QByteArray>
#include <QString>
#include <QTemporaryFile>

#include <functional>

namespace http {

/// A large body while it is not needed in memory: a file without a name (where the system has such) that goes with the
/// object. Thread: one at a time; its calls wait for the disk, so never a network thread.
class BodyFile
{
public:
    explicit BodyFile(const QString &folder);

    /// false: the disk takes no more.
    bool append(const QByteArray &bytes);
    qint64 size() const { return m_size; }
    /// Unavailable: it can't be read back.
    Result<QByteArray> readAll();
    Result<void> read(const std::function<void(QByteArrayView)> &block);

    /// Makes the folder, for its owner alone, and removes what a crash has left in it.
    static void prepareFolder(const QString &folder);

private:
    QTemporaryFile m_file;
    qint64 m_size = 0;
};

}  // namespace http
