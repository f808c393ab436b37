#include "backend/catalog/cover/covercontroller.h"

#include "backend/http/files/bodyfile.h"
#include "backend/http/routing/actions.h"
#include "models/domain/catalog/cover.h"

using namespace Qt::StringLiterals;

namespace catalog {

using http::failure;
using http::Method;
using http::Request;
using http::Response;

void CoverController::addRoutes(http::Router &router)
{
    using namespace accounts::permission;
    router.add(Method::Put, "/api/courses/{id}/cover",
               http::Policy(catalogEdit).takes(http::BodyRule::raw(MaxCoverBytes)),
               http::onId<CourseId>(this, &CoverController::put));
    router.add(Method::Get, "/covers/{file}", catalogRead, [this](const Request &r) { return get(r); });
}

Response CoverController::put(const Request &request, CourseId id) const
{
    const Result<QByteArray> picture = request.file ? request.file->readAll() : Result<QByteArray>(request.body);
    if (!picture)
        return failure(picture.error());
    const auto job = m_covers.upload(request.actor, id, *picture);
    if (!job)
        return failure(job.error());
    return http::success(QJsonObject{{u"job_id"_s, job->id.value}}, 202);
}

Response CoverController::get(const Request &request) const
{
    const auto source = m_covers.open(request.parameter("file"));
    if (!source) {
        return failure(source.error().code == ErrorCode::NotFound ? Error::notFound(u"There is no such picture."_s)
                                                                  : source.error());
    }
    http::ContentBody file;
    file.source = *source;
    file.contentType = "image/jpeg"_ba;
    file.cacheControl = "public, max-age=31536000, immutable"_ba;  // another picture has another name
    Response response;
    response.headers.set("X-Content-Type-Options"_ba, "nosniff"_ba);
    response.body = std::move(file);
    return response;
}

}  // namespace catalog
