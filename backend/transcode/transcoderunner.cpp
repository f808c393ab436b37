#include "backend/transcode/transcoderunner.h"

#include "backend/transcode/transcodecommand.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QStorageInfo>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace transcode {

namespace {

/// Long enough for `+faststart` to move a large file's data on a slow disk, which shows no progress.
constexpr Millis StallTime = 10 * 60'000;
constexpr double EncodingShare = 0.97;  ///< of the bar; checking the outputs is the rest
constexpr qint64 SpareBytes = 64LL * 1024 * 1024;

/// The ceilings, not the estimate: running full in the middle wastes the whole job. `+faststart` rewrites in place.
qint64 mostBytes(const Plan &plan)
{
    qint64 bits = 0;
    for (const RungPlan &r : plan.rungs)
        bits += r.maxBitRate + (plan.audio ? media::AudioBitRate : 0);
    return bits * plan.duration / 8000 + SpareBytes;
}

Result<void> checkSpace(const Plan &plan, const QString &folder)
{
    const QStorageInfo disk(folder);
    const qint64 need = mostBytes(plan);
    if (!disk.isValid() || disk.bytesAvailable() >= need)
        return {};
    return Error{ErrorCode::Unavailable,
                 u"disk_full"_s,
                 u"Not enough free space: %1 MB are needed"_s.arg(need / (1024 * 1024)),
                 {{"needed_bytes"_L1, need}}};
}

/// FFmpeg's own words go into the job's log and no further: the sentence is for people.
Error failed(const ChildOutcome &outcome, const QString &what)
{
    if (auto full = metFullDisk(outcome))
        return *full;
    return {ErrorCode::Internal,
            u"transcode_failed"_s,
            what,
            {{"log"_L1, QJsonArray::fromStringList(outcome.lastLines)}}};
}

}  // namespace

bool ProgressReader::add(const QByteArray &line)
{
    const qsizetype equals = line.indexOf('=');
    const QByteArray key = line.left(equals), value = line.mid(equals + 1).trimmed();
    if (key == "out_time_us") {
        bool ok = false;
        const Millis position = value.toLongLong(&ok) / 1000;
        if (!ok || position <= m_position)
            return false;
        m_position = position;
        return true;
    }
    if (key == "speed")
        m_speed = std::max(0.0, value.chopped(value.endsWith('x') ? 1 : 0).toDouble());
    else if (key == "progress")
        m_complete = true;
    return false;
}

bool ProgressReader::takeReport(Progress &progress)
{
    if (!m_complete)
        return false;
    m_complete = false;
    progress.fraction = m_duration > 0 ? std::clamp(double(m_position) / double(m_duration), 0.0, 1.0) : 0;
    progress.speed = m_speed;
    progress.eta.reset();
    if (m_speed > 0)
        progress.eta = std::llround(double(std::max<Millis>(0, m_duration - m_position)) / m_speed);
    return true;
}

Result<void> TranscodeRunner::encode(const QString &source, const Plan &plan, const QString &folder,
                                     const Cancelled &cancelled,
                                     const std::function<void(const Progress &)> &onProgress) const
{
    ProgressReader reader(plan.duration);
    ChildOptions options;
    options.program = m_tools.ffmpeg;
    options.arguments = transcodeArguments(plan, source);
    options.workingDirectory = folder;
    options.stallTime = StallTime;
    options.maxOutput = 1LL << 40;  // a few lines twice a second, never kept
    options.cancelled = cancelled;
    options.onLine = [&](const QByteArray &line) {
        const bool moved = reader.add(line);
        if (Progress progress; reader.takeReport(progress) && onProgress) {
            progress.fraction *= EncodingShare;
            onProgress(progress);
        }
        return moved;
    };
    auto outcome = runChild(options);
    if (!outcome)
        return outcome.error();
    if (outcome->exitCode != 0)
        return failed(*outcome, u"FFmpeg could not convert the file"_s);
    return {};
}

Result<QString> TranscodeRunner::makePoster(const Rendition &from, const QString &folder,
                                            const Cancelled &cancelled) const
{
    // A tenth in: past fade-ins and title cards. Seeking finds only pictures that begin later, so not in a very short
    // film.
    const Millis at = from.facts.duration < 1000 ? 0 : from.facts.duration / 10;
    ChildOptions options;
    options.program = m_tools.ffmpeg;
    options.arguments = posterArguments(from.file, at);
    options.workingDirectory = folder;
    options.timeout = 120'000;
    options.cancelled = cancelled;
    auto outcome = runChild(options);
    if (!outcome)
        return outcome.error();
    const QString poster = QDir(folder).filePath(PosterName);
    if (outcome->exitCode != 0 || QFileInfo(poster).size() == 0)
        return failed(*outcome, u"No picture could be taken out of the video"_s);
    return poster;
}

Result<Transcoded> TranscodeRunner::run(const QString &source, const Plan &plan, const QString &folder,
                                        const Cancelled &cancelled,
                                        const std::function<void(const Progress &)> &onProgress) const
{
    if (!QFileInfo(source).isFile())
        return Error::notFound(u"The original file is not there any more: %1"_s.arg(source), u"file_not_found"_s);
    if (auto ok = checkSpace(plan, folder); !ok)
        return ok.error();
    if (auto ok = encode(source, plan, folder, cancelled, onProgress); !ok)
        return ok.error();
    Transcoded done;
    for (const RungPlan &rung : plan.rungs) {
        const QString file = QDir(folder).filePath(outputName(rung.quality));
        auto facts = checkOutput(m_tools, file, plan, rung, cancelled);
        if (!facts)
            return facts.error();
        done.renditions.push_back({rung.quality, file, *facts});
    }
    auto poster = makePoster(done.renditions.back(), folder, cancelled);
    if (!poster)
        return poster.error();
    done.poster = *poster;
    if (onProgress)
        onProgress({1.0, 0, 0});
    return done;
}

Result<void> cutTrial(const Tools &tools, const QString &rendition, int seconds, const QString &output,
                      const Cancelled &cancelled)
{
    ChildOptions options;
    options.program = tools.ffmpeg;
    options.arguments = trialArguments(rendition, seconds, output);
    options.timeout = 10 * 60'000;
    options.cancelled = cancelled;
    auto outcome = runChild(options);
    if (!outcome)
        return outcome.error();
    if (outcome->exitCode != 0 || QFileInfo(output).size() == 0)
        return failed(*outcome, u"The free beginning of the lesson could not be cut"_s);
    return {};
}

}  // namespace transcode
