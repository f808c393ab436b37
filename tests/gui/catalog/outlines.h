#pragma once

// Outlines as tests write and read them: one line per node, lessons indented.

#include "models/catalog/outline/outlinedocument.h"

#include <QRandomGenerator>

namespace outlines {

using namespace Qt::StringLiterals;

/// "Light | Sun, Lamp / Shadow | Core" → two chapters; ids are 1, 2, … per kind.
inline catalog::Outline parse(const QString &text, qint64 revision = 1)
{
    catalog::Outline outline;
    outline.course = CourseId(7);
    outline.revision = revision;
    qint64 chapterId = 0;
    qint64 lessonId = 0;
    for (const QString &part : text.split(u'/', Qt::SkipEmptyParts)) {
        catalog::OutlineChapter chapter;
        chapter.id = ChapterId(++chapterId);
        chapter.uid = u"chapter_%1"_s.arg(chapterId);
        chapter.fields.title = part.section(u'|', 0, 0).trimmed();
        for (const QString &title : part.section(u'|', 1).trimmed().split(u',', Qt::SkipEmptyParts)) {
            catalog::OutlineLesson lesson;
            lesson.id = LessonId(++lessonId);
            lesson.uid = u"lesson_%1"_s.arg(lessonId);
            lesson.fields.title = title.trimmed();
            chapter.lessons.push_back(lesson);
        }
        outline.chapters.push_back(chapter);
    }
    return outline;
}

/// The reverse of parse.
inline QString text(const catalog::Outline &outline)
{
    QStringList chapters;
    for (const auto &chapter : outline.chapters) {
        QStringList lessons;
        for (const auto &lesson : chapter.lessons)
            lessons << lesson.fields.title;
        chapters << chapter.fields.title + u" | "_s + lessons.join(u", "_s);
    }
    return chapters.join(u" / "_s);
}

inline QString text(const catalog::OutlineDocument &document)
{
    return text(document.toOutline());
}

inline catalog::NodeKey find(const catalog::OutlineDocument &document, const QString &title)
{
    for (catalog::NodeKey key : document.inOrder()) {
        if (document.node(key).title() == title)
            return key;
    }
    return {};
}

inline catalog::Outline large(int chapters, int lessons)
{
    catalog::Outline outline;
    outline.course = CourseId(7);
    outline.revision = 1;
    qint64 id = 0;
    for (int c = 0; c < chapters; ++c) {
        catalog::OutlineChapter chapter;
        chapter.id = ChapterId(c + 1);
        chapter.fields.title = u"第%1章"_s.arg(c + 1);
        for (int l = 0; l < lessons; ++l) {
            catalog::OutlineLesson lesson;
            lesson.id = LessonId(++id);
            lesson.fields.title = u"第%1讲"_s.arg(l + 1);
            lesson.fields.asset = AssetId(id);
            lesson.fields.duration = 60'000;
            lesson.media = catalog::LessonMedia{u"ready"_s, 1, {u"sd"_s}, u"/media/x/poster.jpg"_s, {}, u"a.mp4"_s};
            chapter.lessons.push_back(lesson);
        }
        outline.chapters.push_back(chapter);
    }
    return outline;
}

}  // namespace outlines
