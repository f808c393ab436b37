#pragma once

#include <QString>
#include <QStringList>

namespace catalog {

/// What a dropped file may become, judged by its extension alone; whether the bytes keep the promise is media's
/// question. Thread: any (pure), as all here.
enum class FileType { Video, Audio, Subtitle, Picture, Document, Other };

FileType fileTypeOf(const QString &fileName);

/// Extensions (lower case, without the dot) of the videos that can be imported; the sheet and the door ask this one list.
const QStringList &videoExtensions();

/// A download or a copy on its way, by its name: "01.mp4.part", "a.mp4.crdownload", "b.mp4.baiduyun.p.downloading".
bool isUnfinishedName(const QString &fileName);

}  // namespace catalog
