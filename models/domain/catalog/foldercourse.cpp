#include "models/domain/catalog/foldercourse.h"

#include "models/domain/catalog/filetypes.h"
#include "models/domain/catalog/naturalorder.h"
#include "models/domain/text.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

constexpr qsizetype MaxTitle = 200;  // what the catalog accepts

QString folderOf(const QString &path)
{
    return path.left(std::max<qsizetype>(path.lastIndexOf(u'/'), 0));
}

bool isBefore(const QString &a, const QString &b)
{
    return compareNaturalPaths(a, b) < 0;
}

QString nameOf(const QString &path)
{
    return path.mid(path.lastIndexOf(u'/') + 1);
}

bool isSystemName(const QString &name)
{
    static const QSet<QString> names{u"__macosx"_s,  u"$recycle.bin"_s, u"#recycle"_s,
                                     u"@eadir"_s,    u"lost+found"_s,   u"@recycle"_s,
                                     u"thumbs.db"_s, u"desktop.ini"_s,  u"recycler"_s,
                                     u"#snapshot"_s, u".@__thumb"_s,    u"system volume information"_s};
    return name.startsWith(u'.') || name.startsWith(u"~$") || names.contains(name.toLower());
}

/// What systems leave behind in folders, and names that start with a dot: the part of the path that says so, up to and
/// with it. Empty: none.
QString hiddenPart(const QString &path)
{
    qsizetype start = 0;
    while (start < path.size()) {
        const qsizetype slash = path.indexOf(u'/', start);
        const qsizetype end = slash < 0 ? path.size() : slash;
        if (isSystemName(path.mid(start, end - start)))
            return path.left(end);
        start = end + 1;
    }
    return {};
}

bool isSubtitleFolder(const QString &name)
{
    static const QSet<QString> names{u"字幕"_s, u"subtitle"_s, u"subtitles"_s, u"subs"_s, u"captions"_s};
    return names.contains(name.toLower());
}

bool isCoverName(const QString &stem)
{
    static const QSet<QString> names{u"封面"_s, u"cover"_s, u"poster"_s, u"folder"_s};
    return names.contains(stem.toLower());
}

// Numbering that nobody means as part of a title.
QString withoutClearMark(const QString &name)
{
    static const QRegularExpression mark(u"^(?:"
                                         "第\\s*[\\d〇零一二三四五六七八九十百千两]+\\s*(?:课时|課時|单元|單元|部分|"
                                         "课堂|[讲講章课課节節集回期部篇])"  // 第3讲, 第十二单元
                                         "|(?:lesson|lecture|chapter|part|section|unit|episode|ep|p|l)[\\s._-]*\\d+(?:["
                                         ".-]\\d+)*(?=[\\s._:：、)）\\]】-]|$)"
                                         "|[\\[(（【]\\s*\\d+(?:[.-]\\d+)*\\s*[\\])）】]"  // [02] (3)
                                         "|0\\d+(?:[.-]\\d+)*(?!\\d)"       // 01开场: a leading zero numbers things
                                         "|\\d+(?:\\.\\d+)*\\s*[、)）:：]"  // 3、 3)
                                         "|\\d+(?:\\.\\d+)*\\.(?=[^\\d])"   // 3.
                                         "|[一二三四五六七八九十]+、"       // 三、
                                         ")[\\s._:：、，,|·—–-]*"_s,
                                         QRegularExpression::CaseInsensitiveOption |
                                                 QRegularExpression::UseUnicodePropertiesOption);
    const auto match = mark.match(name);
    return match.hasMatch() ? name.mid(match.capturedEnd()) : name;
}

// A number and a space, dash or underscore: numbering if the siblings have it too.
QString withoutBareNumber(const QString &name)
{
    static const QRegularExpression mark(u"^\\d+(?:[.-]\\d+)*[\\s_–—-]+"_s);
    const auto match = mark.match(name);
    return match.hasMatch() ? name.mid(match.capturedEnd()) : name;
}

QString tidied(QString title)
{
    title.replace(u'_', u' ');
    title = title.normalized(QString::NormalizationForm_C).simplified();
    while (title.endsWith(u'-') || title.endsWith(u'.'))
        title = title.chopped(1).trimmed();
    // File names may hold anything, and the cut may fall into the middle of a character.
    return text::cleaned(title.left(MaxTitle)).trimmed();
}

QString titleOfFolder(const QString &folder)
{
    QStringList parts;
    for (const QString &part : folder.split(u'/', Qt::SkipEmptyParts))
        parts.append(cleanTitles({part}).first());
    return text::cleaned(parts.join(u" · "_s).left(MaxTitle));
}

// The files of one folder, by what they can be.
struct Files {
    QStringList media;
    QStringList subtitles;
    QStringList pictures;
};

// "01.zh-CN" belongs to "01"; an exact match wins over a match with a language.
bool isSideCarOf(const QString &sideStem, const QString &mediaStem)
{
    static const QRegularExpression language(
            u"^[._ -][A-Za-z]{2,3}(?:[-_][A-Za-z]{2,4})?$|^[._ -](?:中文|英文|双语|简体|繁体)$"_s);
    // One system writes ç as one character, another as two.
    const QString side = sideStem.normalized(QString::NormalizationForm_C);
    const QString media = mediaStem.normalized(QString::NormalizationForm_C);
    if (side.compare(media, Qt::CaseInsensitive) == 0)
        return true;
    return side.startsWith(media, Qt::CaseInsensitive) && language.match(side.mid(media.size())).hasMatch();
}

bool isPictureOf(const QString &pictureStem, const QString &mediaStem)
{
    return pictureStem.normalized(QString::NormalizationForm_C)
                   .compare(mediaStem.normalized(QString::NormalizationForm_C), Qt::CaseInsensitive) == 0;
}

FolderChapter chapterOf(const QString &folder, const Files &files, QSet<QString> &used)
{
    FolderChapter chapter;
    chapter.folder = folder;
    QStringList names;
    for (const QString &path : files.media)
        names.append(nameOf(path));
    const QStringList titles = cleanTitles(names);
    QSet<QString> seen;
    for (qsizetype i = 0; i < files.media.size(); ++i) {
        FolderLesson lesson;
        lesson.path = files.media.at(i);
        lesson.title = titles.at(i);
        lesson.kind = fileTypeOf(names.at(i)) == FileType::Audio ? LessonKind::Audio : LessonKind::Video;
        const QString stem = fileStem(names.at(i));
        for (const QString &subtitle : files.subtitles) {
            if (!used.contains(subtitle) && isSideCarOf(fileStem(nameOf(subtitle)), stem)) {
                lesson.subtitles.append(subtitle);
                used.insert(subtitle);
            }
        }
        for (const QString &picture : files.pictures) {
            if (!used.contains(picture) && isPictureOf(fileStem(nameOf(picture)), stem)) {
                lesson.picture = picture;
                used.insert(picture);
                break;
            }
        }
        lesson.duplicateTitle = seen.contains(lesson.title);
        seen.insert(lesson.title);
        chapter.lessons.push_back(std::move(lesson));
    }
    return chapter;
}

QString coverOf(const QStringList &pictures, QSet<QString> &used)
{
    // The picture nearest to the top is meant for the course.
    QString best;
    for (const QString &picture : pictures) {
        if (used.contains(picture) || !isCoverName(fileStem(nameOf(picture))))
            continue;
        if (best.isEmpty() || picture.count(u'/') < best.count(u'/'))
            best = picture;
    }
    if (!best.isEmpty())
        used.insert(best);
    return best;
}

}  // namespace

QStringList cleanTitles(const QStringList &names)
{
    QStringList stems;
    for (const QString &name : names)
        stems.append(fileStem(name).trimmed());
    const bool allNumbered = stems.size() > 1 && std::all_of(stems.begin(), stems.end(), [](const QString &stem) {
                                 return withoutBareNumber(stem) != stem || withoutClearMark(stem) != stem;
                             });
    QStringList titles;
    for (const QString &stem : stems) {
        QString title = withoutClearMark(stem);
        if (title == stem && allNumbered)
            title = withoutBareNumber(stem);
        title = tidied(title);
        if (title.isEmpty())  // nothing but numbering: then that is the title
            title = tidied(stem);
        titles.append(title.isEmpty() ? stem.left(MaxTitle) : title);
    }
    return titles;
}

FolderCourse courseFromFolder(const QString &folderName, const QStringList &paths)
{
    FolderCourse course;
    course.title = cleanTitles({folderName}).first();

    QStringList folders;  // those that hold media, in natural order of their first file
    QHash<QString, Files> byFolder;
    QStringList sorted;
    QHash<QString, int> hidden;
    for (QString path : QSet<QString>(paths.begin(), paths.end())) {
        path.replace(u'\\', u'/');
        if (const QString part = hiddenPart(path); !part.isEmpty())
            ++hidden[part];
        else
            sorted.append(path);
    }
    std::sort(sorted.begin(), sorted.end(), isBefore);
    sorted.removeDuplicates();
    for (auto it = hidden.cbegin(); it != hidden.cend(); ++it)
        course.leftOver.push_back({it.key(), LeftOverReason::Hidden, it.value()});

    QStringList pictures;
    QStringList sideCars;
    for (const QString &path : std::as_const(sorted)) {
        QString folder = folderOf(path);
        if (isUnfinishedName(nameOf(path))) {
            course.leftOver.push_back({path, LeftOverReason::Unfinished});
            continue;
        }
        switch (fileTypeOf(nameOf(path))) {
        case FileType::Video:
        case FileType::Audio:
            if (byFolder[folder].media.isEmpty())
                folders.append(folder);
            byFolder[folder].media.append(path);
            break;
        case FileType::Subtitle:
            if (isSubtitleFolder(nameOf(folder)))
                folder = folderOf(folder);
            byFolder[folder].subtitles.append(path);
            sideCars.append(path);
            break;
        case FileType::Picture:
            byFolder[folder].pictures.append(path);
            pictures.append(path);
            break;
        case FileType::Document: course.leftOver.push_back({path, LeftOverReason::Document}); break;
        case FileType::Other: course.leftOver.push_back({path, LeftOverReason::Unknown}); break;
        }
    }

    QSet<QString> used;
    for (const QString &folder : std::as_const(folders)) {
        FolderChapter chapter = chapterOf(folder, byFolder.value(folder), used);
        chapter.title = folder.isEmpty() ? course.title : titleOfFolder(folder);
        course.chapters.push_back(std::move(chapter));
    }
    course.cover = coverOf(pictures, used);
    const auto leave = [&](const QStringList &list, LeftOverReason reason) {
        for (const QString &path : list) {
            if (!used.contains(path))
                course.leftOver.push_back({path, reason});
        }
    };
    leave(sideCars, LeftOverReason::Subtitle);
    leave(pictures, LeftOverReason::Picture);
    std::sort(course.leftOver.begin(), course.leftOver.end(),
              [](const LeftOver &a, const LeftOver &b) { return isBefore(a.path, b.path); });
    return course;
}

}  // namespace catalog
