#pragma once

#include "models/domain/result.h"

#include <boost/asio/ssl/context.hpp>

#include <QString>

#include <memory>

namespace http {

/// TLS 1.2 and 1.3 with forward-secret AEAD ciphers, speaking http/1.1 by ALPN. `chain` and `key` are paths of PEM
/// files, read once: a renewed certificate needs a restart. Errors: InvalidArgument "bad_certificate" when a file can't
/// be read or the two don't belong together.
Result<std::shared_ptr<boost::asio::ssl::context>> makeTlsContext(const QString &chain, const QString &key);

}  // namespace http
