#pragma once

#include "backend/http/routing/router.h"

#include <QString>

namespace http {

/// Answers `prefix`/… from a folder: of the disk, or of the program's resources (":/learner/web"). "/" gives
/// index.html. Names that start with a dot, links that lead out of the folder and everything missing are 404. Each use
/// asks again (`no-cache` with an ETag), so that an update shows at the next load. Routes are added as by Router::add:
/// before the first request.
void mountStatic(Router &router, const QByteArray &prefix, const QString &folder);

/// GET `from` leads to `to` (302, which browsers do not keep: the next version may lead elsewhere).
void redirect(Router &router, const QByteArray &from, const QByteArray &to);

/// By the name's ending; "application/octet-stream" when unknown.
QByteArray contentTypeOf(const QString &fileName);

}  // namespace http
