#pragma once

#include <QString>

/// Names of an asset's files, as keys of the store and as clients ask for them. Pure; thread: any.
namespace media {

inline const QString MediaArea = QStringLiteral("media");

QString folderKey(const QString &uid);                     ///< "media/<uid>"
QString fileKey(const QString &uid, const QString &name);  ///< "media/<uid>/<name>"
bool isUid(const QString &text);                           ///< 32 lower-case hex digits
/// A name that finished files have: the only ones that are ever served.
bool isServedName(const QString &name);
/// The cut of `seconds` from a rendition ("hd").
QString trialName(int seconds, const QString &quality);

}  // namespace media
