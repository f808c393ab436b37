#include "backend/http/middleware/securityheaders.h"

namespace http {

using namespace Qt::StringLiterals;

namespace {

QByteArray declaredType(const Response &response)
{
    if (const auto *file = std::get_if<ContentBody>(&response.body))
        return file->contentType;
    return response.headers.value("Content-Type");
}

}  // namespace

void addSecurityHeaders(Response &response, bool overTls)
{
    Headers &headers = response.headers;
    headers.set("X-Content-Type-Options"_ba, "nosniff"_ba);
    const QByteArray type = declaredType(response);
    if (type.startsWith("text/html")) {
        headers.set("Content-Security-Policy"_ba,
                    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; "
                    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"_ba);
        headers.set("Referrer-Policy"_ba, "same-origin"_ba);
    }
    if (type.startsWith("application/json") && !headers.contains("Cache-Control"))
        headers.set("Cache-Control"_ba, "no-store"_ba);
    if (overTls)
        headers.set("Strict-Transport-Security"_ba, "max-age=31536000"_ba);
}

}  // namespace http
