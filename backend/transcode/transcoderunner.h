#pragma once

#include "backend/transcode/childprocess.h"
#include "backend/transcode/outputcheck.h"
#include "backend/transcode/tools.h"
#include "backend/transcode/transcodeplan.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace transcode {

struct Progress {
    double fraction = 0;        ///< 0–1
    double speed = 0;           ///< seconds of video per second; 0 unknown
    std::optional<Millis> eta;  ///< time left
};

struct Rendition {
    media::Quality quality = media::Quality::Sd;
    QString file;  ///< absolute
    CheckedOutput facts;
};

struct Transcoded {
    std::vector<Rendition> renditions;  ///< as many as the plan has, low to high
    QString poster;                     ///< absolute
};

/// Carries out a plan. Thread: a job thread; blocks until done, cancelled or failed.
class TranscodeRunner
{
public:
    explicit TranscodeRunner(Tools tools) : m_tools(std::move(tools)) {}

    /// Writes verified outputs and a poster into `folder`, which must be there and be the caller's alone: whatever the
    /// outcome, the caller moves or removes it. The source is only read. Errors: Cancelled, NotFound "file_not_found",
    /// Unavailable "disk_full", Internal "transcode_failed" and those of runChild (`detail.log`: the last lines FFmpeg
    /// wrote), DataLoss "output_invalid".
    Result<Transcoded> run(const QString &source, const Plan &plan, const QString &folder, const Cancelled &cancelled,
                           const std::function<void(const Progress &)> &onProgress) const;

private:
    Result<void> encode(const QString &source, const Plan &plan, const QString &folder, const Cancelled &cancelled,
                        const std::function<void(const Progress &)> &onProgress) const;
    Result<QString> makePoster(const Rendition &from, const QString &folder, const Cancelled &cancelled) const;
    Tools m_tools;
};

/// Cuts the first `seconds` of a rendition into `output` (MP4, no encoding).
Result<void> cutTrial(const Tools &tools, const QString &rendition, int seconds, const QString &output,
                      const Cancelled &cancelled = {});

/// Reads the lines of `-progress`. Pure.
class ProgressReader
{
public:
    explicit ProgressReader(Millis duration) : m_duration(duration) {}
    /// Answers whether the line moved the position on.
    bool add(const QByteArray &line);
    /// True once per block of lines, at its end.
    bool takeReport(Progress &progress);

private:
    Millis m_duration;
    Millis m_position = 0;
    double m_speed = 0;
    bool m_complete = false;
};

}  // namespace transcode
