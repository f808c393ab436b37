#include "backend/media/assets/sourcefile.h"

#include "backend/transcode/containersniff.h"
#include "models/domain/catalog/filetypes.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <memory>

#include <openssl/evp.h>

using namespace Qt::StringLiterals;

namespace media {

namespace {

constexpr qint64 Piece = 1024 * 1024;

Error unsupported(const QString &reason, const QString &message)
{
    return {ErrorCode::UnsupportedMedia, reason, message, {}};
}

}  // namespace

Result<SourceFile> checkSource(const QString &path)
{
    const QFileInfo given(path);
    if (path.isEmpty() || path.size() > 4096 || path.contains(QChar(0)) || !given.isAbsolute())
        return Error::invalid(u"The path must be absolute"_s, u"invalid_path"_s);
    const QFileInfo info(given.canonicalFilePath());
    if (given.canonicalFilePath().isEmpty() || !info.isFile())
        return Error::precondition(u"There is no such file"_s, u"file_not_found"_s);
    if (!catalog::videoExtensions().contains(given.suffix().toLower())) {
        return unsupported(u"unsupported_extension"_s,
                           u"Files ending in .%1 are not videos that can be imported"_s.arg(given.suffix().left(20)));
    }
    if (info.size() == 0)
        return unsupported(u"empty_file"_s, u"The file is empty"_s);
    QFile file(info.filePath());
    if (!file.open(QIODevice::ReadOnly))
        return Error::precondition(u"The file can't be opened: %1"_s.arg(file.errorString()), u"file_not_readable"_s);
    if (transcode::sniffContainer(file.read(transcode::SniffLength)).isEmpty())
        return unsupported(u"not_a_video"_s, u"The file is not a video, whatever its name says"_s);
    return SourceFile{info.filePath(), given.fileName().left(255), info.size(),
                      info.lastModified().toMSecsSinceEpoch()};
}

Result<QString> sha256Of(const QString &path, const std::function<bool(double share)> &onPiece)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error::precondition(u"The file can't be opened: %1"_s.arg(file.errorString()), u"file_not_readable"_s);
    // OpenSSL uses the processor's SHA instructions, Qt's own implementation does not.
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
    QByteArray buffer(Piece, Qt::Uninitialized);
    const double size = double(std::max<qint64>(1, file.size()));
    for (;;) {
        const qint64 got = file.read(buffer.data(), Piece);
        if (got < 0)
            return Error::precondition(u"The file can't be read: %1"_s.arg(file.errorString()), u"file_not_readable"_s);
        if (got == 0)
            break;
        EVP_DigestUpdate(context.get(), buffer.constData(), size_t(got));
        if (onPiece && !onPiece(std::min(1.0, double(file.pos()) / size)))
            return Error{ErrorCode::Cancelled, {}, u"Cancelled"_s, {}};
    }
    QByteArray digest(32, Qt::Uninitialized);
    EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char *>(digest.data()), nullptr);
    return QString::fromLatin1(digest.toHex());
}

}  // namespace media
