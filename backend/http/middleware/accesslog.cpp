#include "backend/http/middleware/accesslog.h"

#include "backend/http/routing/router.h"
#include "backend/http/server/serverstate.h"
#include "models/domain/bytebuilder.h"

namespace http {

namespace {

/// Text from outside as a JSON string: quotes and control characters can't end the line or forge another (log
/// injection).
void appendText(ByteBuilder &out, QByteArrayView name, QByteArrayView text)
{
    out << ",\"" << name << "\":\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out << '\\' << c;
        else if (uchar(c) < 0x20 || c == 0x7f)
            out << "\\u00" << QByteArray(1, char(c)).toHex();
        else
            out << c;
    }
    out << '"';
}

/// What is known when the request comes in.
struct Entry {
    Millis time = 0;
    qint64 started = 0;
    QByteArray id;
    QByteArray method;
    QByteArray route;
    QByteArray path;
    QByteArray peer;

    QByteArray line(int status, qint64 bytes, qint64 user) const
    {
        ByteBuilder out(320);
        out << "{\"time\":\"" << toIso(time).toLatin1() << '"';
        appendText(out, "id", id);
        appendText(out, "method", method);
        appendText(out, "route", route);
        appendText(out, "path", path);
        (out << ",\"status\":").number(status);
        (out << ",\"bytes\":").number(bytes);
        const qint64 micros = steadyMicros() - started;
        ((out << ",\"ms\":").number(micros / 1000) << '.').number(micros % 1000, 3);
        if (user > 0)
            (out << ",\"user\":").number(user);
        appendText(out, "peer", peer);
        out << '}';
        return out.bytes();
    }
};

}  // namespace

void AccessLog::handle(Request request, const Route *route, Respond respond, const Next &next) const
{
    const Entry entry{m_clock.now(),
                      steadyMicros(),
                      request.id,
                      methodName(request.method),
                      route ? route->pattern : QByteArray(),
                      request.shownPath,
                      request.peer};
    const bool isHead = request.method == Method::Head;
    auto logged = [this, entry, isHead, respond = std::move(respond)](Response response) {
        const qint64 user = response.actor.value;
        if (auto *file = std::get_if<ContentBody>(&response.body)) {
            // Its status and size are known only when its conditions and ranges have been looked at.
            file->planned = [sink = m_sink, entry, user](int status, qint64 bytes) {
                sink(entry.line(status, bytes, user));
            };
        } else {
            const auto *bytes = std::get_if<QByteArray>(&response.body);
            m_sink(entry.line(response.status, bytes && !isHead ? bytes->size() : 0, user));
        }
        respond(std::move(response));
    };
    next(std::move(request), std::move(logged));
}

}  // namespace http
