#include "backend/outgoing/httpclient.h"

#include <QUrl>

#include <algorithm>

#include <curl/curl.h>

using namespace Qt::StringLiterals;

namespace outgoing {

namespace {

constexpr qsizetype MaxHeaderBytes = 64 * 1024;

struct EasyDeleter {
    void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
};
struct ListDeleter {
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;
using FieldList = std::unique_ptr<curl_slist, ListDeleter>;

/// What arrives, as curl hands it over.
struct Arrival {
    HttpReply reply;
    qint64 maxBody = 0;
    qsizetype headerBytes = 0;
    bool tooLarge = false;
};

size_t takeBody(char *data, size_t size, size_t count, void *user)
{
    auto *arrival = static_cast<Arrival *>(user);
    const auto bytes = qsizetype(size) * qsizetype(count);
    if (arrival->reply.body.size() + bytes > arrival->maxBody) {
        arrival->tooLarge = true;
        return 0;
    }
    arrival->reply.body.append(data, bytes);
    return size_t(bytes);
}

size_t takeHeader(char *data, size_t size, size_t count, void *user)
{
    auto *arrival = static_cast<Arrival *>(user);
    const auto bytes = qsizetype(size) * qsizetype(count);
    arrival->headerBytes += bytes;
    if (arrival->headerBytes > MaxHeaderBytes) {
        arrival->tooLarge = true;
        return 0;
    }
    const QByteArrayView line(data, bytes);
    const qsizetype colon = line.indexOf(':');
    if (line.startsWith("HTTP/"))
        arrival->reply.headers = {};  // of an interim answer
    else if (colon > 0)
        arrival->reply.headers.add(line.first(colon).toByteArray(), line.sliced(colon + 1).trimmed().toByteArray());
    return size_t(bytes);
}

/// The host, for error texts; empty: not an address that may be called.
QString hostOf(const QByteArray &address)
{
    const auto isBad = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; };
    if (std::any_of(address.begin(), address.end(), isBad))
        return {};
    const QUrl url = QUrl::fromEncoded(address, QUrl::StrictMode);
    const bool isHttp = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    return isHttp && url.userInfo().isEmpty() && !url.hasFragment() ? url.host() : QString();
}

bool isCleanField(const QByteArray &text)
{
    return !text.contains('\r') && !text.contains('\n') && !text.contains('\0');
}

FieldList fieldsOf(const HttpCall &call)
{
    FieldList list;
    const auto append = [&list](const QByteArray &line) {
        if (curl_slist *longer = curl_slist_append(list.get(), line.constData())) {
            (void)list.release();
            list.reset(longer);
        }
    };
    for (const auto &[name, value] : call.headers)
        append(name + ": " + value);
    append("Expect:");  // no waiting for "100 Continue"
    if (!call.headers.contains("User-Agent"))
        append("User-Agent: coursewright/" COURSEWRIGHT_VERSION);
    return list;
}

void setUp(CURL *handle, const HttpCall &call, Arrival &arrival)
{
    curl_easy_setopt(handle, CURLOPT_URL, call.url.constData());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(handle, CURLOPT_PROXY, "");
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);  // signals are the process's, not a thread's
    curl_easy_setopt(handle, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, long(call.connectTimeout));
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, long(call.totalTimeout));
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &takeBody);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &arrival);
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &takeHeader);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &arrival);
    if (call.method == http::Method::Head) {
        curl_easy_setopt(handle, CURLOPT_NOBODY, 1L);
    } else if (call.method != http::Method::Get) {
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, call.body.constData());
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(call.body.size()));
        curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, http::methodName(call.method).constData());
    }
}

/// A connection a call: these calls are few, and a kept connection that died makes curl send a POST again by itself.
class CurlClient final : public HttpClient
{
public:
    CurlClient()
    {
        static const CURLcode once = curl_global_init(CURL_GLOBAL_DEFAULT);
        Q_UNUSED(once)
    }

    Result<HttpReply> call(const HttpCall &call) override
    {
        const QString host = hostOf(call.url);
        if (host.isEmpty())
            return Error::invalid(u"This is no http or https address."_s, u"bad_address"_s);
        for (const auto &[name, value] : call.headers) {
            if (!isCleanField(name) || !isCleanField(value))
                return Error::invalid(u"A header field has a line break."_s, u"bad_address"_s);
        }
        const Easy handle(curl_easy_init());
        if (!handle)
            return Error::internal(u"There is no memory for a call."_s);
        Arrival arrival;
        arrival.maxBody = call.maxAnswer;
        const FieldList fields = fieldsOf(call);
        setUp(handle.get(), call, arrival);
        curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, fields.get());
        const CURLcode code = curl_easy_perform(handle.get());
        if (arrival.tooLarge) {
            return Error{ErrorCode::Unavailable,
                         u"answer_too_large"_s,
                         u"%1 answered with more than is taken."_s.arg(host),
                         {}};
        }
        if (code != CURLE_OK) {
            return Error{ErrorCode::Unavailable,
                         u"no_answer"_s,
                         u"%1 gave no answer: %2."_s.arg(host, QString::fromUtf8(curl_easy_strerror(code))),
                         {}};
        }
        long status = 0;
        curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
        arrival.reply.status = int(status);
        return std::move(arrival.reply);
    }
};

}  // namespace

std::unique_ptr<HttpClient> makeHttpClient()
{
    return std::make_unique<CurlClient>();
}

}  // namespace outgoing
