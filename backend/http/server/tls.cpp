#include "backend/http/server/tls.h"

#include <QFile>

namespace http {

using namespace Qt::StringLiterals;
namespace ssl = boost::asio::ssl;
using boost::system::error_code;

namespace {

Error badCertificate(const QString &why)
{
    return Error::invalid(u"TLS can't be switched on: "_s + why, u"bad_certificate"_s);
}

int chooseProtocol(SSL *, const unsigned char **out, unsigned char *length, const unsigned char *offered,
                   unsigned int offeredLength, void *)
{
    static const unsigned char ours[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
    unsigned char *chosen = nullptr;
    if (SSL_select_next_proto(&chosen, length, ours, sizeof ours, offered, offeredLength) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;  // a client that insists on another protocol finds out by itself
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Result<std::shared_ptr<ssl::context>> makeTlsContext(const QString &chain, const QString &key)
{
    error_code ec;
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    SSL_CTX *native = context->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    // TLS 1.3 suites are all sound; this list is for 1.2.
    SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20");
    SSL_CTX_set_alpn_select_cb(native, chooseProtocol, nullptr);
    context->use_certificate_chain_file(QFile::encodeName(chain).toStdString(), ec);
    if (ec)
        return badCertificate(u"the certificate file can't be read as PEM."_s);
    context->use_private_key_file(QFile::encodeName(key).toStdString(), ssl::context::pem, ec);
    if (ec || SSL_CTX_check_private_key(native) != 1)
        return badCertificate(u"the key file can't be read as PEM, or does not belong to the certificate."_s);
    return context;
}

}  // namespace http
