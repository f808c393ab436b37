#pragma once

#include "models/media/assetentry.h"
#include "models/media/jobentry.h"
#include "widgets/common/controls/statuschip.h"

#include <QString>

namespace media {

/// Words of the server as people read them, in the present language. Pure apart from that.

QString qualityText(const QString &quality);        ///< "SD", "HD", "Full HD", "4K"
QString actionText(const QString &action);          ///< "Copied", "Repacked", "Encoded"
QString reasonSentence(const ReasonEntry &reason);  ///< "The source is 3840 × 2160; this version is 1920 × 1080."
QString codecText(const QString &codec);            ///< "h264" → "H.264"
QString sizeText(const QSize &size);                ///< "1920 × 1080"

struct StateText {
    ui::Status status;
    QString text;
};
/// What is the matter with a file: its job's state while it has an active one, else its own.
StateText stateOf(const AssetEntry &asset, const JobEntry *job);
StateText stateOf(const JobEntry &job);
/// "42% · 3.1× · 2 min left"
QString progressText(const JobEntry &job);

}  // namespace media
