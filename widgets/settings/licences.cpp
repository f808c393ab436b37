#include "widgets/settings/licences.h"

using namespace Qt::StringLiterals;

namespace settings {

QList<Licence> licences()
{
    return {
            {u"Qt %1"_s.arg(QString::fromLatin1(qVersion())), u"LGPL-3.0 (Charts: GPL-3.0)"_s, u"https://www.qt.io"_s},
            {u"FFmpeg"_s, u"LGPL-2.1+ / GPL-2.0+"_s, u"https://ffmpeg.org"_s},
            {u"Boost (Beast, Asio)"_s, u"BSL-1.0"_s, u"https://www.boost.org"_s},
            {u"OpenSSL"_s, u"Apache-2.0"_s, u"https://www.openssl.org"_s},
            {u"SQLite"_s, u"Public domain"_s, u"https://www.sqlite.org"_s},
            {u"Argon2"_s, u"CC0-1.0 / Apache-2.0"_s, u"https://github.com/P-H-C/phc-winner-argon2"_s},
            {u"lit-html"_s, u"BSD-3-Clause"_s, u"https://lit.dev"_s},
            {u"marked"_s, u"MIT"_s, u"https://marked.js.org"_s},
            {u"QtKeychain"_s, u"BSD-3-Clause"_s, u"https://github.com/frankosterfeld/qtkeychain"_s},
    };
}

}  // namespace settings
