#include "app/server/keycommands.h"

#include "app/server/firststeps.h"
#include "backend/datafolder.h"

#include <QDir>
#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace server {

namespace {

QString fieldKeyFile(const QString &dataFolder)
{
    return QDir(dataFolder).filePath(u"keys/fields.json"_s);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

Result<QString> makeMissingKeys(Backend::Options options)
{
    const bool missed = !DataFolder::look(options.dataFolder, DataFolder::Allow::Nothing, options.databaseUrl);
    const QByteArray before = contentOf(fieldKeyFile(options.dataFolder));
    options.makeMissingKeys = true;
    options.runJobs = false;
    if (const auto backend = Backend::open(options); !backend)
        return backend.error();
    QStringList said;
    if (missed)
        said.append(u"the missing keys were made; everybody has to sign in again"_s);
    if (contentOf(fieldKeyFile(options.dataFolder)) != before)
        said.append(u"new keys for sealed fields were made; what others sealed stays unreadable"_s);
    return said.isEmpty() ? u"no key is missing"_s : said.join(u'\n');
}

Result<QString> rotateKeys(Backend::Options options)
{
    options.runJobs = false;
    const auto backend = Backend::open(options);
    if (!backend)
        return backend.error();
    const auto sealed = (*backend)->rotateFieldKeys([](qint64 values) {
        if (isAtTerminal())
            std::fprintf(stderr, "\r%lld values", static_cast<long long>(values));
        return true;
    });
    if (!sealed)
        return sealed.error();
    return u"%1 values are sealed with a new key; keep %2 apart from backups"_s.arg(
            QString::number(*sealed), QDir::toNativeSeparators(fieldKeyFile(options.dataFolder)));
}

}  // namespace server
