#pragma once

#include "backend/commerce/payment/rsakey.h"

namespace commerce {

/// Whether it belongs to one of the key pairs published with the test vectors (tests/support/vectors/README.md):
/// whoever can read can sign with them, so a channel takes them only for a gateway on this machine.
bool isTestKey(const RsaKey &key);

/// Whether an address (http or https) is this machine's own: localhost, 127.0.0.0/8 or ::1. Thread: any (pure).
bool isLoopbackAddress(const QString &url);

}  // namespace commerce
