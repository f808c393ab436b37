#include "backend/media/store/tidying.h"

#include "backend/media/store/medianames.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace media {

namespace {

QStringList uidsIn(const Result<QStringList> &names)
{
    QStringList uids;
    if (!names)
        qWarning("media: what is there can't be listed: %s", qPrintable(names.error().message));
    else
        std::copy_if(names->begin(), names->end(), std::back_inserter(uids), isUid);
    return uids;
}

}  // namespace

void tidy(MediaStore &store, const QStringList &knownUids)
{
    const QSet<QString> known(knownUids.begin(), knownUids.end());
    const QStringList there = uidsIn(store.list(MediaArea));
    for (const QString &uid : uidsIn(store.listAside(MediaArea))) {
        if (!known.contains(uid) || there.contains(uid))
            continue;
        const auto back = store.bringBack(folderKey(uid));
        qWarning("media: %s belongs to a video of this school again; it %s", qPrintable(uid),
                 back ? "was put back" : qPrintable(u"can't be put back: "_s + back.error().message));
    }
    for (const QString &uid : there) {
        if (known.contains(uid))
            continue;
        const auto to = store.setAside(folderKey(uid));
        qWarning("media: %s belongs to no video of this school; it %s", qPrintable(uid),
                 qPrintable(to ? u"was moved to "_s + *to : u"can't be moved: "_s + to.error().message));
    }
}

}  // namespace media
