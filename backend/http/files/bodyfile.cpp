#include "backend/http/files/bodyfile.h"

#include <QDir>
#include <QFileInfo>

namespace http {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 BlockBytes = 256 * 1024;

Error unreadable()
{
    return {ErrorCode::Unavailable, u"storage"_s, u"The body could not be kept on the disk."_s, {}};
}

}  // namespace

BodyFile::BodyFile(const QString &folder) : m_file(QDir(folder).filePath(u"body-XXXXXX"_s)) {}

bool BodyFile::append(const QByteArray &bytes)
{
    if (!m_file.isOpen() && !m_file.open())
        return false;
    m_size += bytes.size();
    return m_file.write(bytes) == bytes.size() && m_file.flush();
}

Result<void> BodyFile::read(const std::function<void(QByteArrayView)> &block)
{
    if (!m_file.seek(0))
        return unreadable();
    qint64 left = m_size;
    while (left > 0) {
        const QByteArray bytes = m_file.read(qMin(left, BlockBytes));
        if (bytes.isEmpty())
            return unreadable();
        left -= bytes.size();
        block(bytes);
    }
    return {};
}

Result<QByteArray> BodyFile::readAll()
{
    QByteArray all;
    all.reserve(m_size);
    if (const auto ok = read([&](QByteArrayView block) { all.append(block); }); !ok)
        return ok.error();
    return all;
}

void BodyFile::prepareFolder(const QString &folder)
{
    constexpr auto Owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    QDir place(folder);
    if (!place.exists())
        QDir(QFileInfo(folder).path()).mkdir(QFileInfo(folder).fileName(), Owner);
    for (const QString &left : place.entryList({u"body-*"_s}, QDir::Files))
        place.remove(left);
}

}  // namespace http
