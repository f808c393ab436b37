#pragma once

#include "backend/http/routing/router.h"

#include <QString>

#include <vector>

/// One route as resources/api/openapi.yaml names it.
struct ContractRoute {
    QString name;  ///< "PUT /api/users/{id}"
    bool takesJson = false;
};

/// All routes of the contract, read by the document's layout: paths at two spaces, methods at four, a method's parts at
/// six. Empty when the document can't be read.
std::vector<ContractRoute> contractRoutes();

/// What the contract calls a route of the program: a "{path...}" that takes the rest is "{path}" there.
QString contractName(const http::Route &route);
