#include "models/domain/learning/syncbody.h"

#include "models/domain/json.h"

using namespace Qt::StringLiterals;

namespace learning {

namespace {

QByteArray asJson(const QJsonValue &value)
{
    if (value.isUndefined())
        return "null";
    const QByteArray list = json::compact(QJsonArray{value});
    return list.mid(1, list.size() - 2);
}

}  // namespace

Result<SyncBody> parseSyncBody(const QByteArray &bytes)
{
    const Error empty = Error::invalid(u"进度数据不能为空"_s, u"empty_progress"_s);
    if (bytes.isEmpty())
        return empty;
    const auto body = json::parseStrict(bytes);
    if (!body)
        return body.error();
    const QJsonArray list = body->value("progressList"_L1).toArray();
    if (list.isEmpty())
        return empty;
    if (list.size() > MaxSyncRecords)
        return Error::invalid(u"At most %1 records fit into one request."_s.arg(MaxSyncRecords), u"too_many_records"_s);
    json::Reader in(*body);
    SyncBody out;
    out.sentAt = in.time("sentAt");
    if (!in.ok())
        return in.error();
    out.entries.reserve(size_t(list.size()));
    for (const QJsonValue &item : list) {
        const QJsonObject record = item.toObject();
        auto read = readSentRecord(record);
        out.entries.push_back({asJson(record.value("courseId"_L1)), asJson(record.value("chapterId"_L1)),
                               read ? std::optional(std::move(*read)) : std::nullopt});
    }
    return out;
}

Result<SyncBody> readSyncBody(const QByteArray &bytes)
{
    if (auto plain = scanSyncBody(bytes))
        return std::move(*plain);
    return parseSyncBody(bytes);
}

}  // namespace learning
