#pragma once

#include "backend/commerce/payment/rsakey.h"

#include <optional>

/// Certificates as Alipay names them: by the MD5, in hex, of the issuer's name (its parts from the last to the first,
/// "CN=…,O=…,C=…") and the serial number in decimal. Thread: any (pure).
namespace commerce {

struct AlipayCertificate {
    QByteArray name;
    RsaKey key;
};

/// The first certificate of a PEM text; nothing: there is none with an RSA key of 2048 bits or more.
std::optional<AlipayCertificate> readAlipayCertificate(const QByteArray &pem);

/// The names of all certificates of a PEM text that are signed with RSA, joined by '_'; empty: there is none.
QByteArray alipayRootNames(const QByteArray &pem);

/// How a school in certificate mode is told from others, and Alipay from strangers.
struct AlipayCertificateNames {
    QByteArray app;     ///< app_cert_sn: ours
    QByteArray root;    ///< alipay_root_cert_sn
    QByteArray alipay;  ///< alipay_cert_sn: of the key that its messages are signed with
};

}  // namespace commerce
