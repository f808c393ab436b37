#pragma once

#include "models/domain/result.h"

#include <QString>
#include <QStringList>

namespace media {

/// Where media lies in the data folder:
///   media/<asset uid>/{sd,hd,fhd,4k}.mp4, poster.jpg, trial_<seconds>_<rung>.mp4   finished, served
///   media-orphans/<asset uid>/                                             finished, of assets the school doesn't know
///   coursewright-work/<name>/                                              work in progress, emptied at start
/// A folder appears in media/ by one rename of a finished, synced work folder. Thread: any; no state but the paths.
class MediaFiles
{
public:
    explicit MediaFiles(const QString &dataFolder);

    /// Makes the folders. In a school that was there before (`newSchool` false) it also puts away what a program that
    /// died left behind: all work is removed; finished folders of assets not in `knownUids` move to media-orphans, and
    /// known ones that lie there move back. Films are hours of encoding and never deleted here: the database may be an
    /// older one from a backup.
    Result<void> prepare(const QStringList &knownUids, bool newSchool) const;

    QString folderOf(const QString &uid) const;
    QString file(const QString &uid, const QString &name) const;
    /// A fresh, empty work folder; one of that name is removed first.
    Result<QString> makeWorkFolder(const QString &name) const;
    /// Syncs the files of a work folder and renames it to the asset's, replacing an older one. Errors: Unavailable
    /// "disk_full", DataLoss "not_written".
    Result<void> publish(const QString &workFolder, const QString &uid) const;
    /// Syncs one finished file and moves it into the asset's folder, over an older one of its name. Errors: the same.
    Result<void> add(const QString &made, const QString &uid) const;
    void removeFolder(const QString &folder) const;

    /// A name that this class gives to finished files: the only ones that are ever served.
    static bool isServedName(const QString &name);
    static bool isUid(const QString &text);  ///< 32 lower-case hex digits
    static QString trialName(int seconds, const QString &quality);

private:
    void sortOut(const QStringList &knownUids) const;

    QString m_media;
    QString m_orphans;
    QString m_work;
};

/// Brings a closed file's bytes to the disk itself.
Result<void> syncFile(const QString &path);

}  // namespace media
