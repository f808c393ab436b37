#pragma once

#include "backend/http/message/contentsource.h"

#include <QFile>
#include <QString>

#include <memory>

namespace http {

/// A file of this machine as the content of an answer. The connection never opens a path by itself: whoever makes one
/// has decided that the caller may have the file. Thread: as ContentSource says.
class LocalFile final : public ContentSource
{
public:
    /// Null: it isn't there, is no plain file or can't be opened. `path`: absolute.
    static std::shared_ptr<LocalFile> open(const QString &path);

    qint64 size() const override { return m_size; }
    Millis modified() const override { return m_modified; }
    QByteArray read(qint64 offset, qint64 length) override;
    const QFile *localFile() const override { return &m_file; }

private:
    explicit LocalFile(const QString &path) : m_file(path) {}

    QFile m_file;
    qint64 m_size = 0;
    Millis m_modified = 0;
};

}  // namespace http
