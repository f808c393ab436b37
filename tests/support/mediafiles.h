#pragma once

#include <QString>
#include <QStringList>

/// Short films for tests, made with FFmpeg. Each recipe is made once per machine and kept in the temporary folder under
/// a name that holds a hash of the recipe; several tests may ask at the same time.
namespace mediafiles {

/// The film of an FFmpeg command: `arguments` without the output. Aborts the test program when FFmpeg fails.
QString make(const QString &name, const QStringList &arguments);

/// A moving test picture with a tone. `size` "1280x720", `seconds` long; H.264 in 8 bits, AAC in 48 kHz stereo, key
/// frames every 10 s: a camera's file, so everything is encoded.
QString film(const QString &size, double seconds, const QString &extension = QStringLiteral("mp4"));
/// The same with key frames each second and the index in front: what the product itself would make.
QString fittingFilm(const QString &size, double seconds, const QString &extension = QStringLiteral("mp4"));
/// 1280x720, red on the left and blue on the right, to be turned by 90° clockwise when shown: red is on top then.
/// Silent.
QString rotatedFilm(double seconds);
QString silentFilm(const QString &size, double seconds);
QString soundOnly(double seconds);
/// The first `share` of another file's bytes.
QString cutOff(const QString &file, double share);
/// A file of these bytes; the last extension is that of `name`.
QString bytes(const QString &name, const QByteArray &content);

/// What .api scripts call ${file:NAME}: film (960x540, 4 s), film6 and film2 (so many seconds), fitting, text, empty, truncated, sound, pdf.
QString named(const QString &name);

}  // namespace mediafiles
