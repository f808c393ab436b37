#include "backend/http/message/response.h"

#include "models/domain/json.h"

namespace http {

using namespace Qt::StringLiterals;

Response jsonResponse(int status, const QJsonObject &object)
{
    Response response;
    response.status = status;
    response.headers.add("Content-Type"_ba, "application/json"_ba);
    response.body = json::compact(object);
    return response;
}

Response success(const QJsonValue &data, int status, const QString &message)
{
    return jsonResponse(status, {{u"code"_s, 0}, {u"message"_s, message}, {u"data"_s, data}});
}

Response created(const QJsonValue &data)
{
    return success(data, 201);
}

}  // namespace http
