#pragma once

#include <QByteArray>
#include <QString>

/// Cover pictures of courses. Pure. Thread: any.
namespace catalog {

inline constexpr qint64 MaxCoverBytes = 8 * 1024 * 1024;  ///< of a file that is sent in

/// Whether this is the path of a picture that the school itself keeps and serves: a cover that was sent in
/// (/covers/<id>.jpg) or the poster of a video (/media/<id>/poster.jpg). Nothing else is a cover: pages show pictures of
/// their own school only, so an address elsewhere would be accepted here and shown by nobody, and would tell a stranger
/// who looks at the course.
bool isCoverPath(const QString &path);

/// What may be shown of a stored value: itself, or nothing. Programs before this rule stored other addresses.
QString shownCover(const QString &stored);

/// "jpeg", "png", "webp" by the first bytes of a file, whatever it calls itself; empty: none of these.
QString pictureTypeOf(const QByteArray &head);

}  // namespace catalog
