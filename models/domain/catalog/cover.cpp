#include "models/domain/catalog/cover.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace catalog {

bool isCoverPath(const QString &path)
{
    static const QRegularExpression form(
            u"\\A(?:/covers/[0-9a-f]{32}\\.jpg|/media/[0-9A-Za-z]{1,64}/poster\\.jpg)\\z"_s);
    return form.match(path).hasMatch();
}

QString shownCover(const QString &stored)
{
    return isCoverPath(stored) ? stored : QString();
}

QString pictureTypeOf(const QByteArray &head)
{
    if (head.startsWith("\xFF\xD8\xFF"))
        return u"jpeg"_s;
    if (head.startsWith("\x89PNG\r\n\x1A\n"))
        return u"png"_s;
    if (head.startsWith("RIFF") && head.mid(8, 4) == "WEBP")
        return u"webp"_s;
    return {};
}

}  // namespace catalog
