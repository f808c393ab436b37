#include "backend/http/message/requestparser.h"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>
#include <cstring>

namespace http {

using namespace Qt::StringLiterals;
namespace beast = boost::beast;
using beast::error_code;
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

/// Beast's parser, writing into a Request.
class Grammar final : public beast::http::basic_parser<true>
{
public:
    explicit Grammar(int headerLimit)
    {
        header_limit(quint32(headerLimit));
        body_limit(boost::none);  // ours depends on the route, which is known after the head
        eager(false);             // stops between head and body
    }

    Request request;
    RequestParser::Head head;
    std::optional<RequestParser::Fault> refusal;
    qint64 bodyLimit = 0;
    qint64 bodyBytes = 0;

private:
    using Fault = RequestParser::Fault;

    /// Stops the parser; which error it is told doesn't matter, `refusal` holds the reason.
    void refuse(error_code &ec, int status, const QString &word, const QString &message)
    {
        refusal = Fault{status, word, message};
        ec = beast::http::error::bad_field;
    }

    void on_request_impl(beast::http::verb, string_view method, string_view target, int version, error_code &) override
    {
        request.method = methodFromName(QByteArrayView(method.data(), qsizetype(method.size())));
        request.target = bytesOf(target);
        head.http10 = version == 10;
    }

    void on_response_impl(int, string_view, int, error_code &) override {}

    void on_field_impl(beast::http::field name, string_view text, string_view value, error_code &ec) override
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

    void on_header_impl(error_code &ec) override
    {
        m_headRead = true;
        if (m_lengths > 0 && m_encodings > 0)
            return refuse(ec, 400, u"ambiguous_length"_s,
                          u"Content-Length and Transfer-Encoding exclude each other."_s);
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

    void on_body_init_impl(const boost::optional<std::uint64_t> &, error_code &) override
    {
        // A client that announces much and sends little shall not cost memory: grow from a modest start.
        request.body.reserve(qsizetype(qMin<qint64>(head.contentLength.value_or(0), 64 * 1024)));
    }

    std::size_t append(string_view body, error_code &ec)
    {
        if (bodyBytes + qint64(body.size()) > bodyLimit) {
            refuse(ec, 413, u"too_large"_s, u"The body is larger than this address takes."_s);
            return 0;
        }
        bodyBytes += qint64(body.size());
        request.body.append(body.data(), qsizetype(body.size()));
        return body.size();
    }

    std::size_t on_body_impl(string_view body, error_code &ec) override { return append(body, ec); }
    void on_chunk_header_impl(std::uint64_t, string_view extensions, error_code &ec) override
    {
        // Beast lets them into a quoted text, where a front server may see the end of the line.
        if (extensions.find_first_of("\r\n") != string_view::npos)
            refuse(ec, 400, u"bad_request"_s, u"The request is not valid HTTP."_s);
    }
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

RequestParser::Fault faultOf(const error_code &ec)
{
    using beast::http::error;
    if (ec == error::header_limit)
        return {431, u"header_too_large"_s, u"The header of the request is too large."_s};
    if (ec == error::bad_version)
        return {505, u"bad_version"_s, u"Only HTTP/1.0 and HTTP/1.1 are spoken here."_s};
    return {400, u"bad_request"_s, u"The request is not valid HTTP."_s};
}

}  // namespace

struct RequestParser::Impl {
    explicit Impl(int limit) : headerLimit(limit) { grammar.emplace(limit); }

    Step stepOf(const error_code &ec, bool hadHead);

    const int headerLimit;
    std::optional<Grammar> grammar;
    qint64 headBytes = 0;
    bool started = false;
    Fault fault;
};

RequestParser::RequestParser(int headerLimit) : m_impl(std::make_unique<Impl>(headerLimit)) {}
RequestParser::~RequestParser() = default;

RequestParser::Step RequestParser::feed(QByteArrayView bytes, qsizetype &used)
{
    Impl &d = *m_impl;
    used = 0;
    if (bytes.isEmpty())
        return Step::NeedMore;
    const bool hadHead = d.grammar->is_header_done();
    // Between requests a stray line end is forgiven (RFC 9112 §2.2).
    if (!d.started) {
        while (used < bytes.size() && (bytes[used] == '\r' || bytes[used] == '\n'))
            ++used;
        if (used == bytes.size())
            return Step::NeedMore;
    }
    d.started = true;
    error_code ec;
    const QByteArrayView rest = bytes.sliced(used);
    const auto taken = d.grammar->put({rest.data(), size_t(rest.size())}, ec);
    used += qsizetype(taken);
    if (!hadHead) {
        // Beast measures what is left, not what went before: the sum is ours to watch.
        d.headBytes += qsizetype(taken);
        const bool open = ec == beast::http::error::need_more;
        if (d.headBytes + (open ? rest.size() - qsizetype(taken) : 0) > d.headerLimit)
            ec = beast::http::error::header_limit;
    }
    return d.stepOf(ec, hadHead);
}

RequestParser::Step RequestParser::Impl::stepOf(const error_code &ec, bool hadHead)
{
    if (grammar->refusal) {
        fault = *grammar->refusal;
        return Step::Failed;
    }
    if (ec && ec != beast::http::error::need_more) {
        fault = faultOf(ec);
        return Step::Failed;
    }
    if (grammar->is_done())
        return Step::Complete;
    if (!hadHead && grammar->is_header_done())
        return Step::HeadDone;
    return Step::NeedMore;
}

void RequestParser::allowBody(qint64 limit)
{
    m_impl->grammar->bodyLimit = limit;
    m_impl->grammar->eager(true);
}

void RequestParser::reset()
{
    m_impl->grammar.emplace(m_impl->headerLimit);
    m_impl->headBytes = 0;
    m_impl->started = false;
}

bool RequestParser::started() const
{
    return m_impl->started;
}

qint64 RequestParser::bodyBytes() const
{
    return m_impl->grammar->bodyBytes;
}

const RequestParser::Head &RequestParser::head() const
{
    return m_impl->grammar->head;
}

const RequestParser::Fault &RequestParser::fault() const
{
    return m_impl->fault;
}

Request &RequestParser::request()
{
    return m_impl->grammar->request;
}

}  // namespace http
