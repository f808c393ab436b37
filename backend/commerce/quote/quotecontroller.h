#pragma once

#include "backend/commerce/quote/quoteservice.h"
#include "backend/http/routing/router.h"

namespace commerce {

/// GET /api/quote?itemType&itemId&couponCode, for anybody (API §4). Staff may ask what somebody else would pay: userId.
/// Translates. Thread: workers.
class QuoteController
{
public:
    explicit QuoteController(QuoteService &quotes) : m_quotes(quotes) {}

    void addRoutes(http::Router &router);

private:
    http::Response quote(const http::Request &request) const;

    QuoteService &m_quotes;
};

/// The language a person reads the server's own sentences in: that of Accept-Language, Chinese unless it says English.
Language languageOf(const http::Request &request);

}  // namespace commerce
