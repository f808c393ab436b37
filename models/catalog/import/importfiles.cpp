#include "models/catalog/import/importfiles.h"

#include "backend/transcode/containersniff.h"
#include "models/domain/catalog/filetypes.h"

#include <QDir>
#include <QFileInfo>

#include <filesystem>
#include <optional>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

namespace fs = std::filesystem;

/// Qt skips files whose names aren't in the system's encoding without a word, so the disk is walked without it.
class Walk
{
public:
    Walk(ImportFiles &found, int most) : m_found(found), m_base(found.base), m_most(most) {}

    void take(const fs::path &path)
    {
        std::error_code ignored;
        const fs::file_status status = fs::symlink_status(path, ignored);
        if (fs::is_directory(status))
            walk(path);
        else
            judge(path, status);
    }

private:
    void walk(const fs::path &folder)
    {
        std::error_code failed;
        constexpr auto Options = fs::directory_options::skip_permission_denied;
        for (fs::recursive_directory_iterator it(folder, Options, failed), end; !failed && it != end;
             it.increment(failed)) {
            std::error_code ignored;
            const fs::file_status status = it->symlink_status(ignored);
            if (!fs::is_directory(status))
                judge(it->path(), status);
        }
    }

    void judge(const fs::path &path, const fs::file_status &status)
    {
#ifdef Q_OS_WIN
        const QString name = QString::fromStdWString(path.native());
        const bool readable = true;
#else
        const QByteArray bytes = QByteArray::fromStdString(path.native());
        const QString name = QFile::decodeName(bytes);
        const bool readable = QFile::encodeName(name) == bytes;
#endif
        const QString relative = m_base.relativeFilePath(name);
        const auto fault = !readable                       ? std::optional(LeftOverReason::Unnameable)
                           : fs::is_symlink(status)        ? std::optional(LeftOverReason::Link)
                           : !fs::is_regular_file(status)  ? std::optional(LeftOverReason::Special)
                           : m_found.paths.size() < m_most ? faultOf(QFileInfo(name))
                                                           : std::optional(LeftOverReason::TooMany);
        if (fault)
            m_found.leftOver.push_back({relative, *fault});
        else
            m_found.paths << relative;
    }

    /// Of files that are no videos by their names nothing is asked: they are left over anyway.
    static std::optional<LeftOverReason> faultOf(const QFileInfo &file)
    {
        if (fileTypeOf(file.fileName()) != FileType::Video)
            return std::nullopt;
        if (QFileInfo::exists(file.filePath() + u".aria2"_s))
            return LeftOverReason::Unfinished;
        if (!file.isReadable())
            return LeftOverReason::Unreadable;
        if (file.size() == 0)
            return LeftOverReason::Empty;
        const QString ending = file.suffix().toLower();
        return (ending == u"ts" || ending == u"mts") && !isTransportStream(file.filePath())
                       ? std::optional(LeftOverReason::NotVideo)
                       : std::nullopt;
    }

    /// TypeScript shares its endings with recordings.
    static bool isTransportStream(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) &&
               !transcode::sniffContainer(file.read(transcode::SniffLength)).isEmpty();
    }

    ImportFiles &m_found;
    QDir m_base;
    int m_most;
};

}  // namespace

ImportFiles findImportFiles(const QList<QUrl> &dropped, int most)
{
    ImportFiles found;
    QFileInfoList things;
    for (const QUrl &url : dropped) {
        const QFileInfo info(url.toLocalFile());
        if (url.isLocalFile() && (info.exists() || info.isSymLink()))
            things << info;
    }
    if (things.isEmpty())
        return found;
    found.isFolder = things.size() == 1 && things.first().isDir();
    const QDir base = found.isFolder ? QDir(things.first().absoluteFilePath()) : things.first().absoluteDir();
    found.base = base.absolutePath();
    found.name = base.dirName();
    Walk walk(found, most);
    for (const QFileInfo &thing : things)
        walk.take(thing.filesystemAbsoluteFilePath());
    return found;
}

}  // namespace catalog
