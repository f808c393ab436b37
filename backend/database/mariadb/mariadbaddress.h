#pragma once

#include "models/domain/result.h"

#include <QString>

namespace database {

/// Where a database on a server is: mysql://USER:PASSWORD@HOST:PORT/NAME?ca=FILE&socket=FILE. Everything but the name may be
/// left out: root without a password, 127.0.0.1, 3306. Special letters of user, password and name are percent-encoded.
struct MariaDbAddress {
    static constexpr int UsualPort = 3306;

    QString host;
    int port = UsualPort;
    QString socket;  ///< a local socket's file instead of host and port; may be empty
    QString user;
    QString password;
    QString name;         ///< of the database
    QString certificate;  ///< PEM file of who vouches for the server: then the connection is encrypted, or there is none

    /// Whether this is an address of this kind at all; whatever else is wrong with it, `parse` says.
    static bool fits(const QString &url);
    /// InvalidArgument "unsupported_database"; no sentence holds the password.
    static Result<MariaDbAddress> parse(const QString &url);

    /// For people: "NAME at HOST:PORT".
    QString spelled() const;
};

}  // namespace database
