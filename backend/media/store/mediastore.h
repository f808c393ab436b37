#pragma once

#include "backend/http/message/contentsource.h"
#include "backend/media/delivery/urlsigner.h"
#include "models/domain/ids.h"
#include "models/domain/result.h"

#include <QString>
#include <QStringList>

#include <memory>

namespace media {

/// A file of the store as a file of this machine, for programs that want a path. It is there as long as `keep` is.
struct LocalCopy {
    QString path;                ///< absolute; only to be read
    std::shared_ptr<void> keep;  ///< removes what was fetched for this; null where nothing was
};

/// Whom an address is for, how long and for how much.
struct AddressScope {
    UrlSigner::Scope scope = UrlSigner::Scope::File;
    UserId user;
    Millis expires = 0;  ///< since 1970; addresses hold whole seconds
};

/// Finished files of a school: renditions and posters, cuts of trials, covers. A folder of this machine
/// (localmediastore.h), or later an object store; who keeps or hands out such a file knows no path.
///
/// A key is an area and one or more names, "media/<asset uid>/hd.mp4" or "covers/<uid>.jpg": letters, digits, '.', '-'
/// and '_', no name begins with a dot. A folder is what keys share up to a '/', "media/<asset uid>".
///
/// Errors of all: InvalidArgument "invalid_key"; Unavailable "disk_full" | "store_unavailable"; DataLoss "not_written".
/// Reading what isn't there: NotFound "file_missing".
/// Thread: workers and jobs, several at once; every call may wait for a disk or a network, so never the writer's and
/// never a network thread. Owner: the composition root.
class MediaStore
{
public:
    virtual ~MediaStore() = default;

    /// Takes a finished file of this machine over, in place of what has the key, and answers when it will outlast a
    /// power cut. The file is gone then (it was moved where that is possible); after an error it is still there.
    virtual Result<void> put(const QString &key, const QString &file) = 0;
    /// The same for all files of a folder of this machine: they replace the store's folder. Nobody sees a new file
    /// before all are there.
    virtual Result<void> putFolder(const QString &folder, const QString &from) = 0;

    /// What an answer's body is made of: it is read in ranges, as the client takes it.
    virtual Result<std::shared_ptr<http::ContentSource>> open(const QString &key) const = 0;
    virtual Result<qint64> size(const QString &key) const = 0;  ///< bytes
    virtual Result<LocalCopy> localCopy(const QString &key) const = 0;
    /// Where a client fetches it without further permission: signed, a path on this server or an address elsewhere. Asks
    /// nobody whether it is there.
    virtual QString url(const QString &key, const AddressScope &scope) const = 0;

    /// Nothing there is no error.
    virtual Result<void> remove(const QString &key) = 0;
    virtual Result<void> removeFolder(const QString &folder) = 0;

    /// Names directly in a folder or area, of files and folders, sorted. An empty list where there is none.
    virtual Result<QStringList> list(const QString &folder) const = 0;

    /// Takes a folder out of reach without losing it ("media/<uid>" becomes "media-orphans/<uid>", or "…-2" where there
    /// is one), answers where it is now. For tidying: films are hours of encoding, and the database may be an older one.
    virtual Result<QString> setAside(const QString &folder) = 0;
    /// Puts one back that was set aside under its own name. NotFound "file_missing"; Conflict "already_exists".
    virtual Result<void> bringBack(const QString &folder) = 0;
    virtual Result<QStringList> listAside(const QString &area) const = 0;
};

}  // namespace media
