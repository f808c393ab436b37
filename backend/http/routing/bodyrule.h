#pragma once

#include "models/domain/json.h"

namespace http {

/// What a route takes as a body, written beside the route (API §1). TakeBody enforces it before the handler runs,
/// `values` when the handler reads Request::json. Value.
struct BodyRule {
    qint64 bytes = 256 * 1024;        ///< largest body
    qint64 values = json::MaxValues;  ///< how many values JSON may hold, whatever their size
    bool isJson = true;               ///< false: bytes of any type

    static constexpr BodyRule json(qint64 bytes, qint64 values) { return {bytes, values, true}; }
    static constexpr BodyRule raw(qint64 bytes) { return {bytes, 0, false}; }
};

}  // namespace http
