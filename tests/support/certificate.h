#pragma once

#include <QString>

namespace support {

/// Writes a self-signed certificate that is good for an hour, and its key, both PEM. False: a file can't be written.
bool writeCertificate(const QString &certificateFile, const QString &keyFile);

}  // namespace support
