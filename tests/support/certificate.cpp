#include "tests/support/certificate.h"

#include <QFile>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace support {

bool writeCertificate(const QString &certificateFile, const QString &keyFile)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME *name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("school"), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, key, EVP_sha256());
    const auto write = [](const QString &path, const auto &fill) {
        BIO *memory = BIO_new(BIO_s_mem());
        fill(memory);
        char *data = nullptr;
        const long size = BIO_get_mem_data(memory, &data);
        QFile file(path);
        const bool ok = file.open(QIODevice::WriteOnly) && file.write(data, size) == size;
        BIO_free(memory);
        return ok;
    };
    const bool ok = write(certificateFile, [&](BIO *out) { PEM_write_bio_X509(out, certificate); }) &&
                    write(keyFile,
                          [&](BIO *out) { PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr); });
    X509_free(certificate);
    EVP_PKEY_free(key);
    return ok;
}

}  // namespace support
