#include "backend/demo/demodoor.h"

#include "models/domain/json.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace demo {

Result<QJsonValue> Door::ask(UserId as, http::Method method, const QString &path, const QJsonObject &body,
                             bool localOwner)
{
    http::Request request;
    request.method = method;
    request.peer = "127.0.0.1";
    request.loopback = true;
    request.arrived = m_clock.now();
    if (auto ok = http::parseTarget(path.toUtf8(), request); !ok)
        return ok.error();
    request.headers.set("Authorization", "Bearer " + m_backend.tokenFor(as, localOwner));
    request.headers.set("Content-Type", "application/json");
    if (!body.isEmpty())
        request.body = json::compact(body);
    const http::Response answer = m_backend.router().handle(std::move(request));
    const QJsonObject envelope = QJsonDocument::fromJson(answer.bytes()).object();
    if (answer.status >= 300)
        return Error{ErrorCode::Internal,
                     envelope["error"_L1].toString(),
                     u"%1 %2 answered %3: %4"_s.arg(QString::fromLatin1(http::methodName(method)), path)
                             .arg(answer.status)
                             .arg(QString::fromUtf8(answer.bytes().left(1500))),
                     {}};
    return envelope["data"_L1];
}

}  // namespace demo
