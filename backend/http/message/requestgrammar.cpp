#include "backend/http/message/requestgrammar.h"

#include <algorithm>
#include <cstring>

namespace http {

using namespace Qt::StringLiterals;
namespace beast = boost::beast;
using beast::string_view;

namespace {

constexpr int MaxFields = 100;

QByteArray bytesOf(string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

bool same(string_view a, string_view b)
{
    return beast::iequals(a, b);
}

/// Characters that a name or an address with its port can hold (RFC 3986 §3.2); nothing at all is a host as well.
bool mayBeHost(string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               std::strchr("-._~:[]%!$&'()*+;=", c);
    });
}

}  // namespace

RequestGrammar::RequestGrammar(int headerLimit)
{
    header_limit(quint32(headerLimit));
    body_limit(boost::none);  // ours depends on the route, which is known after the head
    eager(false);             // stops between head and body
}

void RequestGrammar::refuse(error_code &ec, int status, const QString &reason, const QString &message)
{
    refusal = RequestParser::Fault{status, reason, message};
    ec = beast::http::error::bad_field;
}

void RequestGrammar::on_request_impl(beast::http::verb, string_view method, string_view target, int version,
                                     error_code &)
{
    request.method = methodFromName(QByteArrayView(method.data(), qsizetype(method.size())));
    request.target = bytesOf(target);
    head.http10 = version == 10;
}

void RequestGrammar::on_field_impl(beast::http::field name, string_view text, string_view value, error_code &ec)
{
    if (m_headRead)  // a trailer may not change what was decided on the head (RFC 9110 §6.5.1)
        return;
    if (++m_fields > MaxFields)
        return refuse(ec, 431, u"too_many_fields"_s, u"The request has too many header fields."_s);
    switch (name) {
    case beast::http::field::host:
        ++m_hosts;
        if (!mayBeHost(value))
            return refuse(ec, 400, u"bad_host"_s, u"The Host field names no host."_s);
        break;
    case beast::http::field::content_length:
        // Beast accepts equal repetitions; a front server may count differently, so nothing but one number passes.
        if (++m_lengths > 1 || value.find(',') != string_view::npos)
            return refuse(ec, 400, u"bad_content_length"_s, u"There is more than one Content-Length."_s);
        break;
    case beast::http::field::transfer_encoding:
        if (++m_encodings > 1 || head.http10 || !same(value, "chunked"))
            return refuse(ec, 400, u"bad_transfer_encoding"_s, u"The only transfer encoding taken is 'chunked'."_s);
        break;
    case beast::http::field::expect:
        if (!same(value, "100-continue"))
            return refuse(ec, 417, u"expectation_failed"_s, u"The only expectation known is '100-continue'."_s);
        head.expectsContinue = !head.http10;
        break;
    default: break;
    }
    request.headers.add(bytesOf(text), bytesOf(value));
}

void RequestGrammar::on_header_impl(error_code &ec)
{
    m_headRead = true;
    if (m_lengths > 0 && m_encodings > 0)
        return refuse(ec, 400, u"ambiguous_length"_s, u"Content-Length and Transfer-Encoding exclude each other."_s);
    if (m_hosts > 1 || (m_hosts == 0 && !head.http10))
        return refuse(ec, 400, u"bad_host"_s, u"Exactly one Host field is needed."_s);
    head.keepAlive = keep_alive();
    head.chunked = chunked();
    if (const auto length = content_length()) {
        if (*length > quint64(std::numeric_limits<qint64>::max()))
            return refuse(ec, 413, u"too_large"_s, u"The body is larger than this address takes."_s);
        head.contentLength = qint64(*length);
    }
}

void RequestGrammar::on_body_init_impl(const boost::optional<std::uint64_t> &, error_code &)
{
    // A client that announces much and sends little must not cost memory: grow from a modest start.
    request.body.reserve(qsizetype(qMin<qint64>(head.contentLength.value_or(0), 64 * 1024)));
}

std::size_t RequestGrammar::append(string_view body, error_code &ec)
{
    if (bodyBytes + qint64(body.size()) > bodyLimit) {
        refuse(ec, 413, u"too_large"_s, u"The body is larger than this address takes."_s);
        return 0;
    }
    bodyBytes += qint64(body.size());
    request.body.append(body.data(), qsizetype(body.size()));
    return body.size();
}

void RequestGrammar::on_chunk_header_impl(std::uint64_t, string_view extensions, error_code &ec)
{
    // Beast lets them into a quoted text, where a front server may see the end of the line.
    if (extensions.find_first_of("\r\n") != string_view::npos)
        refuse(ec, 400, u"bad_request"_s, u"The request is not valid HTTP."_s);
}

}  // namespace http
