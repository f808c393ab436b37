#pragma once

#include <QByteArray>
#include <QString>

namespace transcode {

/// How many bytes sniffContainer wants to see.
inline constexpr int SniffLength = 400;

/// What a file is by its first bytes, whatever its name says: "mp4" (and QuickTime), "matroska", "avi", "flv",
/// "mpegts", "mpegps", "asf", "ogg", "mxf". Empty: none of the containers we take. Source: DOMAIN §17.
/// Pure.
QString sniffContainer(const QByteArray &head);

}  // namespace transcode
