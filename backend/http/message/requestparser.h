#pragma once

#include "backend/http/message/request.h"

#include <QString>

#include <memory>
#include <optional>

namespace http {

/// Reads one request at a time from bytes as they come and fills a Request without a copy in between. The grammar is
/// Boost.Beast's with what a public server must refuse besides (requestgrammar.h). Sizes and limits are in bytes.
/// Errors: Step::Failed and fault(); the parser is done then until reset(). Thread: one at a time. Beast is included by
/// the .cpp only, because it is slow to compile.
class RequestParser
{
public:
    enum class Step { NeedMore, HeadDone, Complete, Failed };
    struct Fault {
        int status = 400;
        QString reason;
        QString message;
    };
    /// What the connection decides on before it reads a body.
    struct Head {
        std::optional<qint64> contentLength;
        bool chunked = false;
        bool http10 = false;
        bool keepAlive = true;
        bool expectsContinue = false;
    };

    explicit RequestParser(int headerLimit);
    ~RequestParser();

    /// Takes bytes; `used` tells how many. HeadDone comes once per request that has a body, before its first byte is
    /// looked at: set the limit with allowBody and feed on. After Complete, take the request and reset.
    Step feed(QByteArrayView bytes, qsizetype &used);
    void allowBody(qint64 limit);
    void reset();

    bool started() const;  ///< a byte of the request has been taken
    const Head &head() const;
    const Fault &fault() const;
    qint64 bodyBytes() const;  ///< read so far, whatever became of them
    /// Everything of it may be taken out at any time; body bytes go on to be appended to its body.
    Request &request();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace http
