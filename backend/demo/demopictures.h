#pragma once

#include "models/domain/result.h"

#include <QString>

namespace demo {

/// One generated lesson: a slowly moving picture with a title, and a quiet chord.
struct PictureOrder {
    QString name;   ///< picture of the set: dawn, window, backlight, street, night, wave, wood, paper
    QString title;  ///< drawn into the picture where the system has a font
    int seconds = 60;
    int width = 640;
    int height = 360;
};

/// Makes `file` with the ffmpeg program; blocks for about a tenth of its length. Beside, then renamed into place.
/// Errors: Unavailable "ffmpeg_missing"; Internal with ffmpeg's last words.
Result<void> makePicture(const PictureOrder &order, const QString &file);

}  // namespace demo
