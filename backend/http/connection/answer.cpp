#include "backend/http/connection/answer.h"

#include "backend/http/message/httpdate.h"
#include "backend/http/middleware/securityheaders.h"
#include "models/domain/bytebuilder.h"

#include <QDateTime>
#include <QRandomGenerator>

#include <algorithm>

namespace http {

using namespace Qt::StringLiterals;

namespace {

/// Bodies up to this size are copied behind the head: one buffer, one system call.
constexpr qsizetype CopyLimit = 8 * 1024;
/// Stored parts up to this size are read at once by the answering thread instead of on their way out.
constexpr qint64 ReadAtOnceLimit = 32 * 1024;

/// A control character in a field would let its author write fields of his own (response splitting).
bool isCleanField(QByteArrayView text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return (uchar(c) < 0x20 && c != '\t') || c == 0x7f; });
}

bool bodyless(int status)
{
    return status == 204 || status == 304 || status < 200;
}

/// The status line and the fields; `behind`: a body that goes into the same buffer.
QByteArray makeHead(int status, const Headers &headers, qint64 length, const AnswerContext &context,
                    QByteArrayView behind = {})
{
    ByteBuilder head(512 + behind.size());
    (head << "HTTP/1.1 ").number(status) << ' ' << reasonPhrase(status) << "\r\nDate: " << currentHttpDate() << "\r\n";
    for (const auto &[name, value] : headers) {
        if (isCleanField(name) && isCleanField(value))
            head << name << ": " << value << "\r\n";
    }
    if (length >= 0 && !bodyless(status))
        (head << "Content-Length: ").number(length) << "\r\n";
    if (context.close)
        head << "Connection: close\r\n";
    else if (context.http10)
        head << "Connection: keep-alive\r\n";
    head << "\r\n" << behind;
    return head.bytes();
}

/// Small stretches of the source become bytes. false: they can't be had.
bool readSmallPieces(ContentSource &source, std::vector<Piece> &pieces)
{
    for (Piece &piece : pieces) {
        if (!piece.isStored() || piece.length > ReadAtOnceLimit)
            continue;
        QByteArray bytes = source.read(piece.offset, piece.length);
        if (bytes.size() != piece.length)
            return false;
        piece = Piece::of(std::move(bytes));
    }
    return true;
}

Answer answerContent(Response response, const AnswerContext &context)
{
    const ContentBody body = std::get<ContentBody>(std::move(response.body));
    if (!body.source) {
        // The database names content that is gone. The answer names no path.
        Response missing = failure(Error::notFound(u"These bytes are not here any more."_s, u"file_missing"_s));
        if (body.planned)
            body.planned(missing.status, missing.bytes().size());
        return makeAnswer(std::move(missing), context);
    }
    const QByteArray boundary = "part-" + QByteArray::number(QRandomGenerator::system()->generate64(), 16);
    FilePlan plan = planFile(body, body.source->size(), body.source->modified(), context.method == Method::Head,
                             context.conditions, QDateTime::currentMSecsSinceEpoch(), boundary);
    for (const auto &[name, value] : plan.headers)
        response.headers.set(name, value);
    if (body.planned)
        body.planned(plan.status, context.method == Method::Head ? 0 : plan.length);

    Answer answer;
    answer.status = plan.status;
    answer.close = context.close;
    answer.pieces.push_back(Piece::of(makeHead(plan.status, response.headers, plan.length, context)));
    if (context.method == Method::Head)
        return answer;
    if (!readSmallPieces(*body.source, plan.pieces))
        return makeAnswer(failure(Error::internal(u"The file could not be read."_s)), context);
    std::move(plan.pieces.begin(), plan.pieces.end(), std::back_inserter(answer.pieces));
    if (std::any_of(answer.pieces.begin(), answer.pieces.end(), [](const Piece &piece) { return piece.isStored(); }))
        answer.source = body.source;
    return answer;
}

/// A stream has no length: its end is the connection's end.
Answer answerStream(Response response, AnswerContext context)
{
    context.close = true;
    StreamBody body = std::get<StreamBody>(std::move(response.body));
    response.headers.set("Content-Type"_ba, body.contentType);
    Answer answer;
    answer.status = response.status;
    answer.close = true;
    answer.pieces.push_back(Piece::of(makeHead(response.status, response.headers, -1, context)));
    if (context.method != Method::Head)
        answer.stream = std::move(body.start);
    return answer;
}

}  // namespace

Answer makeAnswer(Response response, const AnswerContext &context)
{
    addSecurityHeaders(response, context.secure);
    if (std::holds_alternative<ContentBody>(response.body))
        return answerContent(std::move(response), context);
    if (std::holds_alternative<StreamBody>(response.body))
        return answerStream(std::move(response), context);
    const QByteArray &body = response.bytes();
    Answer answer;
    answer.status = response.status;
    answer.close = context.close;
    const bool silent = context.method == Method::Head || bodyless(response.status);
    const bool together = !silent && body.size() <= CopyLimit;
    answer.pieces.push_back(Piece::of(
            makeHead(response.status, response.headers, body.size(), context, together ? body : QByteArray())));
    if (!silent && !together)
        answer.pieces.push_back(Piece::of(body));
    return answer;
}

Response protocolFailure(int status, const QString &reason, const QString &message, const QByteArray &requestId)
{
    QJsonObject envelope{{u"code"_s, status}, {u"message"_s, message}, {u"error"_s, reason}};
    if (!requestId.isEmpty())
        envelope.insert("requestId"_L1, QString::fromLatin1(requestId));
    Response response = jsonResponse(status, envelope);
    if (!requestId.isEmpty())
        response.headers.set("X-Request-Id"_ba, requestId);
    if (status == 401) {
        response.headers.set("WWW-Authenticate"_ba,
                             reason == "invalid_token"_L1 ? "Bearer error=\"invalid_token\""_ba : "Bearer"_ba);
    }
    if (status == 503)
        response.headers.set("Retry-After"_ba, "2"_ba);
    return response;
}

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200: return "OK"_ba;
    case 201: return "Created"_ba;
    case 202: return "Accepted"_ba;
    case 204: return "No Content"_ba;
    case 206: return "Partial Content"_ba;
    case 301: return "Moved Permanently"_ba;
    case 302: return "Found"_ba;
    case 303: return "See Other"_ba;
    case 304: return "Not Modified"_ba;
    case 307: return "Temporary Redirect"_ba;
    case 308: return "Permanent Redirect"_ba;
    case 400: return "Bad Request"_ba;
    case 401: return "Unauthorized"_ba;
    case 403: return "Forbidden"_ba;
    case 404: return "Not Found"_ba;
    case 405: return "Method Not Allowed"_ba;
    case 408: return "Request Timeout"_ba;
    case 409: return "Conflict"_ba;
    case 410: return "Gone"_ba;
    case 412: return "Precondition Failed"_ba;
    case 413: return "Content Too Large"_ba;
    case 415: return "Unsupported Media Type"_ba;
    case 416: return "Range Not Satisfiable"_ba;
    case 417: return "Expectation Failed"_ba;
    case 422: return "Unprocessable Content"_ba;
    case 429: return "Too Many Requests"_ba;
    case 431: return "Request Header Fields Too Large"_ba;
    case 500: return "Internal Server Error"_ba;
    case 501: return "Not Implemented"_ba;
    case 503: return "Service Unavailable"_ba;
    case 505: return "HTTP Version Not Supported"_ba;
    default: return "Status"_ba;
    }
}

}  // namespace http
