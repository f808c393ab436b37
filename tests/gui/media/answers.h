#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

/// Answers as backend/media and backend/jobs give them.
namespace answers {

using namespace Qt::StringLiterals;

inline QJsonObject job(qint64 id, qint64 asset, const QString &state, double progress = 0)
{
    const bool failed = state == u"failed"_s;
    return {{u"id"_s, id},
            {u"kind"_s, u"transcode"_s},
            {u"subject_id"_s, asset},
            {u"title"_s, u"lesson %1.mov"_s.arg(asset)},
            {u"state"_s, state},
            {u"progress"_s, progress},
            {u"speed"_s, 3.1},
            {u"eta"_s, 120},
            {u"attempts"_s, 1},
            {u"max_attempts"_s, 3},
            {u"error"_s, failed ? QJsonValue(QJsonObject{{u"error"_s, u"truncated_file"_s},
                                                         {u"message"_s, u"moov atom not found"_s}})
                                : QJsonValue()},
            {u"log"_s, failed ? QJsonArray{u"line one"_s, u"moov atom not found"_s} : QJsonArray{}},
            {u"created_at"_s, u"2026-01-01T00:00:00.000Z"_s},
            {u"updated_at"_s, u"2026-01-01T00:01:00.000Z"_s}};
}

inline QJsonObject asset(qint64 id, const QString &status)
{
    const QJsonObject scaled{{u"word"_s, u"scaled"_s}, {u"from"_s, u"3840x2160"_s}, {u"to"_s, u"1280x720"_s}};
    const QJsonObject fits{{u"word"_s, u"fits"_s}};
    const bool failed = status == u"failed"_s;
    return {{u"id"_s, id},
            {u"filename"_s, u"lesson %1.mov"_s.arg(id)},
            {u"source_path"_s, u"/videos/lesson %1.mov"_s.arg(id)},
            {u"size"_s, 48'000'000},
            {u"status"_s, status},
            {u"failure"_s,
             failed ? QJsonValue(QJsonObject{{u"error"_s, u"truncated_file"_s}, {u"message"_s, u"cut off"_s}})
                    : QJsonValue()},
            {u"duration_ms"_s, 245'000},
            {u"width"_s, 3840},
            {u"height"_s, 2160},
            {u"poster_url"_s, QJsonValue()},
            {u"renditions"_s, status == u"ready"_s
                                      ? QJsonArray{QJsonObject{{u"quality"_s, u"hd"_s},
                                                               {u"width"_s, 1280},
                                                               {u"height"_s, 720},
                                                               {u"size"_s, 12'300'000},
                                                               {u"url"_s, u"/media/v1.1.1.d.k1.x/u1/hd.mp4"_s}}}
                                      : QJsonArray{}},
            {u"probe"_s, QJsonObject{{u"video"_s, QJsonObject{{u"codec"_s, u"hevc"_s}, {u"frame_rate"_s, 29.97}}},
                                     {u"audio"_s, QJsonObject{{u"codec"_s, u"aac"_s}}}}},
            {u"plan"_s, QJsonObject{{u"rungs"_s, QJsonArray{QJsonObject{{u"quality"_s, u"hd"_s},
                                                                        {u"width"_s, 1280},
                                                                        {u"height"_s, 720},
                                                                        {u"action"_s, u"encode"_s},
                                                                        {u"reasons"_s, QJsonArray{scaled}},
                                                                        {u"estimated_bytes"_s, 12'000'000}}}},
                                    {u"audio"_s, QJsonObject{{u"action"_s, u"copy"_s},
                                                             {u"reasons"_s, QJsonArray{fits}},
                                                             {u"channels"_s, 2}}}}},
            {u"created_at"_s, u"2026-01-01T00:00:00.000Z"_s}};
}

inline QJsonObject page(const QString &key, const QJsonArray &items)
{
    return {{key, items},
            {u"pagination"_s,
             QJsonObject{{u"page"_s, 1}, {u"per_page"_s, 100}, {u"total"_s, items.size()}, {u"pages"_s, 1}}}};
}

}  // namespace answers
