#include "backend/database/mariadb/mariadbaddress.h"

#include <QUrl>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace database {

namespace {

Error wrongAddress(const QString &what)
{
    return Error::invalid(u"%1 An address is mysql://USER:PASSWORD@HOST:PORT/NAME, with special letters "
                          "percent-encoded (%40 for @)."_s.arg(what),
                          u"unsupported_database"_s);
}

/// Qt takes the settings of a connection as one text with ';' between them.
bool fitsIntoSettings(const QString &file)
{
    return !file.isEmpty() && !file.contains(u';') && !file.contains(u'=');
}

}  // namespace

bool MariaDbAddress::fits(const QString &url)
{
    return url.startsWith("mysql:"_L1) || url.startsWith("mariadb:"_L1);
}

Result<MariaDbAddress> MariaDbAddress::parse(const QString &url)
{
    const QUrl parsed(url, QUrl::StrictMode);
    if (!parsed.isValid() || !url.section(u':', 1).startsWith("//"_L1))
        return wrongAddress(u"The address of the database can't be read."_s);
    MariaDbAddress out;
    out.host = parsed.host(QUrl::FullyDecoded);
    if (out.host.isEmpty())
        out.host = u"127.0.0.1"_s;
    out.port = parsed.port(UsualPort);
    out.user = parsed.userName(QUrl::FullyDecoded);
    out.password = parsed.password(QUrl::FullyDecoded);
    out.name = parsed.path(QUrl::FullyDecoded).mid(1);
    if (out.user.isEmpty())
        out.user = u"root"_s;
    if (out.name.isEmpty() || out.name.contains(u'/') || out.name.contains(u'`'))
        return wrongAddress(u"The address of the database does not say its name."_s);
    if (parsed.hasFragment())
        return wrongAddress(u"The address of the database has a # in it."_s);
    const auto options = QUrlQuery(parsed).queryItems(QUrl::FullyDecoded);
    for (const auto &[key, value] : options) {
        if (key == "ca"_L1 && fitsIntoSettings(value))
            out.certificate = value;
        else if (key == "socket"_L1 && fitsIntoSettings(value))
            out.socket = value;
        else
            return wrongAddress(u"The address of the database has an option \"%1\" that is not known or has no usable "
                                "value; there are ca=FILE and socket=FILE."_s.arg(key));
    }
    return out;
}

QString MariaDbAddress::spelled() const
{
    if (!socket.isEmpty())
        return u"%1 at %2"_s.arg(name, socket);
    return u"%1 at %2:%3"_s.arg(name, host).arg(port);
}

}  // namespace database
