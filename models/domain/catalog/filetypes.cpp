#include "models/domain/catalog/filetypes.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

FileType fileTypeOf(const QString &fileName)
{
    static const QHash<QString, FileType> types = [] {
        QHash<QString, FileType> map;
        const auto add = [&map](FileType type, const QStringList &extensions) {
            for (const QString &extension : extensions)
                map.insert(extension, type);
        };
        add(FileType::Video, videoExtensions());
        add(FileType::Audio,
            {u"mp3"_s, u"m4a"_s, u"aac"_s, u"wav"_s, u"flac"_s, u"ogg"_s, u"opus"_s, u"wma"_s, u"aiff"_s});
        add(FileType::Subtitle, {u"srt"_s, u"vtt"_s, u"ass"_s, u"ssa"_s, u"lrc"_s});
        add(FileType::Picture, {u"jpg"_s, u"jpeg"_s, u"png"_s, u"webp"_s, u"gif"_s, u"bmp"_s});
        add(FileType::Document, {u"md"_s, u"txt"_s, u"pdf"_s, u"doc"_s, u"docx"_s, u"ppt"_s, u"pptx"_s, u"xls"_s,
                                 u"xlsx"_s, u"zip"_s, u"html"_s});
        return map;
    }();
    const qsizetype dot = fileName.lastIndexOf(u'.');
    if (dot <= 0)  // ".mp4" is a hidden file without a name
        return FileType::Other;
    return types.value(fileName.mid(dot + 1).toLower(), FileType::Other);
}

const QStringList &videoExtensions()
{
    static const QStringList list{u"mp4"_s,  u"m4v"_s, u"mov"_s, u"f4v"_s, u"3gp"_s, u"3g2"_s,  u"mkv"_s,
                                  u"webm"_s, u"avi"_s, u"flv"_s, u"ts"_s,  u"mts"_s, u"m2ts"_s, u"mpg"_s,
                                  u"mpeg"_s, u"vob"_s, u"wmv"_s, u"asf"_s, u"ogv"_s, u"mxf"_s};
    return list;
}

bool isUnfinishedName(const QString &fileName)
{
    static const QStringList endings{u".part"_s,        u".partial"_s,    u".crdownload"_s, u".download"_s,
                                     u".downloading"_s, u".opdownload"_s, u".aria2"_s,      u".xltd"_s,
                                     u".!ut"_s,         u".!qb"_s,        u".bc!"_s,        u".filepart"_s};
    return std::any_of(endings.begin(), endings.end(),
                       [&](const QString &ending) { return fileName.endsWith(ending, Qt::CaseInsensitive); });
}

}  // namespace catalog
