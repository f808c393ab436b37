#pragma once

#include "backend/http/message/requestparser.h"

#include <boost/beast/http/basic_parser.hpp>

namespace http {

/// Beast's parser, writing one request into a Request. Refuses besides what a public server must: request smuggling (RFC
/// 9112 §11.2), repeated fields that a server in front may read differently, more than its limits. Ownership: of a
/// RequestParser, which makes one per request. Errors: `refusal`, where it is set, else Beast's code. Thread: its
/// parser's. Include it in sources only: Beast is slow to compile.
class RequestGrammar final : public boost::beast::http::basic_parser<true>
{
public:
    explicit RequestGrammar(int headerLimit);  ///< bytes

    Request request;
    RequestParser::Head head;
    std::optional<RequestParser::Fault> refusal;
    qint64 bodyLimit = 0;  ///< bytes; set between head and body
    qint64 bodyBytes = 0;  ///< taken so far

private:
    using error_code = boost::beast::error_code;
    using string_view = boost::beast::string_view;

    /// Stops the parser; which error it is told doesn't matter, `refusal` holds the reason.
    void refuse(error_code &ec, int status, const QString &reason, const QString &message);
    std::size_t append(string_view body, error_code &ec);

    void on_request_impl(boost::beast::http::verb, string_view method, string_view target, int version,
                         error_code &) override;
    void on_response_impl(int, string_view, int, error_code &) override {}
    void on_field_impl(boost::beast::http::field name, string_view text, string_view value, error_code &ec) override;
    void on_header_impl(error_code &ec) override;
    void on_body_init_impl(const boost::optional<std::uint64_t> &, error_code &) override;
    std::size_t on_body_impl(string_view body, error_code &ec) override { return append(body, ec); }
    void on_chunk_header_impl(std::uint64_t, string_view extensions, error_code &ec) override;
    std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code &ec) override
    {
        return append(body, ec);
    }
    void on_finish_impl(error_code &) override {}

    int m_fields = 0;
    int m_hosts = 0;
    int m_lengths = 0;
    int m_encodings = 0;
    bool m_headRead = false;
};

}  // namespace http
