#include "backend/http/message/requestparser.h"

#include "backend/http/message/requestgrammar.h"

namespace http {

using namespace Qt::StringLiterals;
namespace beast = boost::beast;
using beast::error_code;

namespace {

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
    std::optional<RequestGrammar> grammar;
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
