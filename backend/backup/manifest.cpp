#include "backend/backup/manifest.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace backup {

namespace {

QJsonArray filesToJson(const std::vector<KeptFile> &files)
{
    QJsonArray out;
    for (const KeptFile &file : files)
        out.append(QJsonObject{{"name"_L1, file.name},
                               {"sha256"_L1, QString::fromLatin1(file.sha256)},
                               {"size"_L1, file.size},
                               {"modified"_L1, QString::number(file.modified)}});
    return out;
}

bool isHash(const QByteArray &text)
{
    return text.size() == 64 && QByteArray::fromHex(text).toHex() == text;
}

bool filesFrom(const QJsonArray &array, std::vector<KeptFile> &out)
{
    for (const QJsonValue &value : array) {
        const QJsonObject o = value.toObject();
        KeptFile file{o.value("name"_L1).toString(), o.value("sha256"_L1).toString().toLatin1(),
                      o.value("size"_L1).toInteger(-1), o.value("modified"_L1).toString().toLongLong()};
        if (file.name.isEmpty() || file.name.contains(u".."_s) || file.name.startsWith(u'/') ||
            file.name.contains(u'\\') || file.name.contains(u':') || !isHash(file.sha256) || file.size < 0)
            return false;
        out.push_back(std::move(file));
    }
    return true;
}

bool tablesFrom(const QJsonArray &array, std::vector<database::TableDigest> &out)
{
    for (const QJsonValue &value : array) {
        const QJsonObject o = value.toObject();
        out.push_back({o.value("name"_L1).toString().toLatin1(), o.value("rows"_L1).toInteger(-1),
                       o.value("hash"_L1).toString().toLatin1()});
        if (out.back().rows < 0 || !isHash(out.back().hash))
            return false;
    }
    return !out.empty();
}

Error damaged(const QString &path)
{
    return {ErrorCode::DataLoss,
            u"damaged_backup"_s,
            u"The backup is damaged: its list %1 can't be read."_s.arg(QDir::toNativeSeparators(path)),
            {}};
}

}  // namespace

qint64 Manifest::bytes() const
{
    qint64 all = 0;
    for (const auto *list : {&files, &media}) {
        for (const KeptFile &file : *list)
            all += file.size;
    }
    return all;
}

qint64 Manifest::rows() const
{
    qint64 all = 0;
    for (const auto &table : tables)
        all += table.rows;
    return all;
}

const KeptFile *Manifest::file(const QString &name) const
{
    for (const KeptFile &kept : files) {
        if (kept.name == name)
            return &kept;
    }
    return nullptr;
}

QByteArray Manifest::toJson() const
{
    QJsonArray tableList;
    for (const auto &table : tables)
        tableList.append(QJsonObject{{"name"_L1, QString::fromLatin1(table.table)},
                                     {"rows"_L1, table.rows},
                                     {"hash"_L1, QString::fromLatin1(table.hash)}});
    const QJsonObject out{
            {"format"_L1, Format},           {"program"_L1, program},
            {"school"_L1, school},           {"schema"_L1, QJsonArray::fromStringList(schema)},
            {"made_at"_L1, toIso(made)},     {"verified_at"_L1, verified ? QJsonValue(toIso(*verified)) : QJsonValue()},
            {"tables"_L1, tableList},        {"files"_L1, filesToJson(files)},
            {"media"_L1, filesToJson(media)}};
    return QJsonDocument(out).toJson(QJsonDocument::Indented);
}

Result<Manifest> Manifest::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return damaged(path);
    const QJsonObject in = QJsonDocument::fromJson(file.readAll()).object();
    if (in.value("format"_L1).toInt() > Format)
        return Error::precondition(
                u"The backup was made by a newer version of Coursewright (%1). Please use that version "
                "or a later one."_s.arg(in.value("program"_L1).toString()),
                u"newer_backup"_s);
    Manifest out;
    out.program = in.value("program"_L1).toString();
    out.school = in.value("school"_L1).toString();
    for (const QJsonValue &name : in.value("schema"_L1).toArray())
        out.schema.append(name.toString());
    const auto made = fromIso(in.value("made_at"_L1).toString());
    out.verified = fromIso(in.value("verified_at"_L1).toString());
    if (in.value("format"_L1).toInt() != Format || !made || out.schema.isEmpty() ||
        !tablesFrom(in.value("tables"_L1).toArray(), out.tables) ||
        !filesFrom(in.value("files"_L1).toArray(), out.files) || !filesFrom(in.value("media"_L1).toArray(), out.media))
        return damaged(path);
    out.made = *made;
    return out;
}

}  // namespace backup
