#include "backend/media/store/medianames.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace media {

QString folderKey(const QString &uid)
{
    return MediaArea + u'/' + uid;
}

QString fileKey(const QString &uid, const QString &name)
{
    return folderKey(uid) + u'/' + name;
}

bool isUid(const QString &text)
{
    static const QRegularExpression form(u"\\A[0-9a-f]{32}\\z"_s);
    return form.match(text).hasMatch();
}

bool isServedName(const QString &name)
{
    static const QRegularExpression form(
            u"\\A(?:(?:sd|hd|fhd|4k)\\.mp4|poster\\.jpg|trial_[1-9][0-9]{0,5}_(?:sd|hd|fhd|4k)\\.mp4)\\z"_s);
    return form.match(name).hasMatch();
}

QString trialName(int seconds, const QString &quality)
{
    return u"trial_%1_%2.mp4"_s.arg(QString::number(seconds), quality);
}

}  // namespace media
