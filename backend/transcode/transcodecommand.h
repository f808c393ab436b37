#pragma once

#include "backend/transcode/transcodeplan.h"

#include <QStringList>

namespace transcode {

/// The FFmpeg command of a plan, run inside the folder where its outputs appear. Pure.
///
/// One process, one decode, one encode of the sound: a filter graph hands the decoded picture to one encoder per rung,
/// the sound is encoded (or copied) once, and the tee muxer writes every rung's MP4 from its own picture stream and the
/// common sound. Separate outputs of FFmpeg would encode the sound once per rung. File names are our own words, so
/// nothing needs escaping in the tee's syntax; the outputs are `<quality>.mp4`.
QStringList transcodeArguments(const Plan &plan, const QString &source);

/// `<quality>.mp4`
QString outputName(media::Quality quality);
inline constexpr QLatin1StringView PosterName{"poster.jpg"};

/// One picture out of a finished rendition at `at`, at most 1280 wide, as poster.jpg.
QStringList posterArguments(const QString &rendition, Millis at);

/// The first `seconds` of a rendition without encoding, as a file that ends there.
QStringList trialArguments(const QString &rendition, int seconds, const QString &output);

}  // namespace transcode
