#include "backend/demo/demoschool.h"

#include "backend/demo/demobuilder.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace demo {

namespace {

Result<QJsonObject> script()
{
    QFile file(u":/demo/school.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return Error::internal(u"The demo school's content is missing from this build."_s);
    return json::parseObject(file.readAll());
}

/// Lies in the folder from the first moment to the last.
QString unfinishedMark(const QString &folder)
{
    return QDir(folder).filePath(u"demo-unfinished"_s);
}

Result<void> mark(const QString &folder)
{
    QFile file(unfinishedMark(folder));
    constexpr auto OwnersAlone = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;
    if (QDir().mkpath(folder) && QFile::setPermissions(folder, OwnersAlone) && file.open(QIODevice::WriteOnly))
        return {};
    return Error{ErrorCode::Unavailable,
                 u"folder_not_writable"_s,
                 u"The folder %1 can't be written."_s.arg(QDir::toNativeSeparators(folder)),
                 {}};
}

}  // namespace

QString freshPassword()
{
    const QString letters = u"abcdefghjkmnpqrstuvwxyz23456789"_s;
    QString out;
    for (int i = 0; i < 12; ++i)
        out += letters.at(QRandomGenerator::system()->bounded(int(letters.size())));
    return out;
}

Error cancelled()
{
    return {ErrorCode::Cancelled, {}, u"Making the demo school was cancelled."_s, {}};
}

bool isUnfinished(const QString &folder)
{
    return QFile::exists(unfinishedMark(folder));
}

Result<void> buildSchool(const Order &order)
{
    QDir folder(order.folder);
    if (folder.exists() && !folder.isEmpty())
        return Error::conflict(u"The folder %1 is not empty; the demo school wants a new one."_s.arg(order.folder),
                               u"folder_not_empty"_s);
    const auto content = script();
    if (!content)
        return content.error();
    if (const auto marked = mark(order.folder); !marked)
        return marked;
    Result<void> built = Builder(order, *content).build();
    if (built && !QFile::remove(unfinishedMark(order.folder)))
        built = Error::internal(u"The demo school can't be finished."_s);
    if (!built)
        folder.removeRecursively();  // half a school is no school; the folder was empty before
    return built;
}

}  // namespace demo
