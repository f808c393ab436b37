#include "backend/http/files/localfile.h"

#include <QDateTime>
#include <QFileInfo>

namespace http {

std::shared_ptr<LocalFile> LocalFile::open(const QString &path)
{
    const std::shared_ptr<LocalFile> source(new LocalFile(path));
    if (!QFileInfo(path).isFile() || !source->m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return nullptr;
    source->m_size = source->m_file.size();
    source->m_modified = source->m_file.fileTime(QFileDevice::FileModificationTime).toMSecsSinceEpoch();
    return source;
}

QByteArray LocalFile::read(qint64 offset, qint64 length)
{
    return m_file.seek(offset) ? m_file.read(length) : QByteArray();
}

}  // namespace http
