#include "backend/media/store/workfolders.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace media {

namespace {

Error notWritable(const QString &folder)
{
    return {ErrorCode::Unavailable, u"folder_not_writable"_s, u"The folder %1 can't be written"_s.arg(folder), {}};
}

}  // namespace

WorkFolders::WorkFolders(const QString &dataFolder) : m_root(QDir(dataFolder).absoluteFilePath(u"coursewright-work"_s))
{
}

Result<void> WorkFolders::prepare(bool emptied) const
{
    if (emptied)
        remove(m_root);
    return QDir().mkpath(m_root) ? Result<void>{} : notWritable(m_root);
}

Result<QString> WorkFolders::make(const QString &name) const
{
    const QString folder = m_root + u'/' + name;
    remove(folder);
    if (!QDir().mkpath(folder))
        return notWritable(m_root);
    return folder;
}

void WorkFolders::remove(const QString &folder) const
{
    QDir(folder).removeRecursively();
}

}  // namespace media
