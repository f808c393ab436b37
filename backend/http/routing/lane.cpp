#include "backend/http/routing/lane.h"

using namespace Qt::StringLiterals;

namespace http {

AsyncHandler Lane::through(Handler handler)
{
    return [this, handler = std::move(handler)](Request request, Respond respond) {
        const auto asked = std::make_shared<const Request>(std::move(request));
        const auto answer = std::make_shared<const Respond>(std::move(respond));
        if (!m_pool || !m_pool->post([handler, asked, answer] { (*answer)(handler(*asked)); }))
            (*answer)(failure({ErrorCode::Unavailable,
                               u"busy"_s,
                               u"Too many changes of this kind at once."_s,
                               {{u"retryAfter"_s, 2}}}));
    };
}

}  // namespace http
