#include "backend/http/files/fileplan.h"

#include "backend/http/files/byteranges.h"
#include "backend/http/message/httpdate.h"

namespace http {

using namespace Qt::StringLiterals;

namespace {

void planWhole(FilePlan &plan, const ContentBody &content, qint64 size)
{
    plan.status = 200;
    plan.headers.set("Content-Type"_ba, content.contentType);
    plan.length = size;
    if (size > 0)
        plan.pieces.push_back(Piece::of(0, size));
}

void planSingle(FilePlan &plan, const ContentBody &content, ByteRange range, qint64 size)
{
    plan.status = 206;
    plan.headers.set("Content-Type"_ba, content.contentType);
    plan.headers.set("Content-Range"_ba, contentRange(range, size));
    plan.length = range.length();
    plan.pieces.push_back(Piece::of(range.first, range.length()));
}

void planParts(FilePlan &plan, const ContentBody &content, const std::vector<ByteRange> &ranges, qint64 size,
               const QByteArray &boundary)
{
    plan.status = 206;
    plan.headers.set("Content-Type"_ba, "multipart/byteranges; boundary=" + boundary);
    QByteArray lead = "--";
    for (const ByteRange &range : ranges) {
        plan.pieces.push_back(Piece::of(lead + boundary + "\r\nContent-Type: " + content.contentType +
                                        "\r\nContent-Range: " + contentRange(range, size) + "\r\n\r\n"));
        plan.pieces.push_back(Piece::of(range.first, range.length()));
        lead = "\r\n--";
    }
    plan.pieces.push_back(Piece::of(lead + boundary + "--\r\n"));
    for (const Piece &piece : plan.pieces)
        plan.length += piece.size();
}

}  // namespace

FilePlan planFile(const ContentBody &content, qint64 size, Millis modified, bool isHead, const Conditions &conditions,
                  Millis now, const QByteArray &boundary)
{
    const Millis lastModified = content.lastModified > 0 ? content.lastModified : modified;
    const QByteArray etag = content.etag.isEmpty()
                                    ? '"' + QByteArray::number(size) + '-' + QByteArray::number(lastModified) + '"'
                                    : content.etag;
    const Validators validators{etag, lastModified};
    FilePlan plan;
    plan.headers.set("ETag"_ba, etag);
    plan.headers.set("Cache-Control"_ba, content.cacheControl);
    plan.headers.set("Last-Modified"_ba, httpDate(lastModified));
    plan.headers.set("Accept-Ranges"_ba, "bytes"_ba);
    plan.status = evaluate(conditions, validators, true);
    if (plan.status != 200)
        return plan;
    // Range is defined for GET alone (§14.2); HEAD tells of the whole.
    const bool partial = !isHead && rangeApplies(conditions, validators, now);
    const RangeAnswer wanted = partial ? resolveRanges(conditions.range, size) : RangeAnswer{};
    switch (wanted.kind) {
    case RangeAnswer::Kind::Whole: planWhole(plan, content, size); break;
    case RangeAnswer::Kind::Unsatisfiable:
        plan.status = 416;
        plan.headers.set("Content-Range"_ba, "bytes */" + QByteArray::number(size));
        break;
    case RangeAnswer::Kind::Partial:
        if (wanted.ranges.size() == 1)
            planSingle(plan, content, wanted.ranges.front(), size);
        else
            planParts(plan, content, wanted.ranges, size, boundary);
        break;
    }
    return plan;
}

}  // namespace http
