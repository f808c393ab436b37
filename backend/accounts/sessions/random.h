#pragma once

#include <QByteArray>

/// Bytes that nobody can guess, and the hashes and texts made of them. Thread: any (pure, or OpenSSL's generator). OpenSSL failing to give random bytes ends the program: nothing safe can
/// follow.
namespace accounts {

QByteArray randomBytes(int count);
QByteArray base64Url(const QByteArray &bytes);  ///< without padding
QByteArray sha256Hex(const QByteArray &bytes);
QByteArray hmacSha256(const QByteArray &key, const QByteArray &message);
bool sameBytes(const QByteArray &a, const QByteArray &b);  ///< in constant time for equal lengths

}  // namespace accounts
