#include "models/domain/catalog/outline.h"

#include "models/domain/text.h"

#include <QJsonObject>
#include <QSet>

using namespace Qt::StringLiterals;

namespace catalog {

int Outline::lessonCount() const
{
    int count = 0;
    for (const OutlineChapter &chapter : chapters)
        count += int(chapter.lessons.size());
    return count;
}

Millis Outline::duration() const
{
    Millis sum = 0;
    for (const OutlineChapter &chapter : chapters) {
        for (const OutlineLesson &lesson : chapter.lessons)
            sum += lesson.fields.duration;
    }
    return sum;
}

const OutlineLesson *Outline::lesson(LessonId id) const
{
    for (const OutlineChapter &chapter : chapters) {
        for (const OutlineLesson &lesson : chapter.lessons) {
            if (lesson.id == id)
                return &lesson;
        }
    }
    return nullptr;
}

const OutlineChapter *Outline::chapter(ChapterId id) const
{
    for (const OutlineChapter &chapter : chapters) {
        if (chapter.id == id)
            return &chapter;
    }
    return nullptr;
}

OutlineIndex::OutlineIndex(const Outline &live, const Outline &trash)
{
    const auto add = [this](const Outline &outline, bool inTrash) {
        for (size_t c = 0; c < outline.chapters.size(); ++c) {
            const OutlineChapter &chapter = outline.chapters[c];
            // A deleted lesson may stand under a chapter that still lives: the live entry stays.
            if (chapter.id.isValid() && !chapters.contains(chapter.id.value))
                chapters.insert(chapter.id.value, {&chapter, int(c), inTrash});
            for (size_t l = 0; l < chapter.lessons.size(); ++l) {
                const OutlineLesson &lesson = chapter.lessons[l];
                if (lesson.id.isValid())
                    lessons.insert(lesson.id.value, {&lesson, &chapter, int(l), inTrash});
            }
        }
    };
    add(live, false);
    add(trash, true);
}

namespace {

constexpr int MaxFaults = 50;

// Collects faults and remembers which ids and uids were seen.
class Inspector
{
public:
    void node(const QString &path, qint64 id, const QString &uid, const QString &clientKey, bool isLesson)
    {
        QSet<qint64> &ids = isLesson ? m_lessonIds : m_chapterIds;
        QSet<QString> &uids = isLesson ? m_lessonUids : m_chapterUids;
        if (id < 0)
            fault(path + u".id"_s, u"must be a positive number"_s);
        else if (id > 0 && ids.contains(id))
            fault(path + u".id"_s, u"stands twice in the outline"_s);
        ids.insert(id);
        if (!uid.isEmpty()) {
            if (const QString wrong = uidFault(uid); !wrong.isEmpty())
                fault(path + u".uid"_s, wrong);
            else if (uids.contains(uid))
                fault(path + u".uid"_s, u"stands twice in the outline"_s);
            uids.insert(uid);
        }
        if (clientKey.size() > MaxClientKey)
            fault(path + u".clientKey"_s, u"must have at most %1 characters"_s.arg(MaxClientKey));
    }

    void title(const QString &path, const QString &title)
    {
        if (title.size() > MaxTitle)
            fault(path + u".title"_s, u"must have at most %1 characters"_s.arg(MaxTitle));
        else if (const QString wrong = ::text::fault(title); !wrong.isEmpty())
            fault(path + u".title"_s, wrong);
    }

    void lesson(const QString &path, const LessonFields &fields)
    {
        title(path, fields.title);
        if (fields.content.size() > MaxContent)
            fault(path + u".content"_s, u"must have at most %1 characters"_s.arg(MaxContent));
        if (fields.price < 0 || fields.price > MaxPrice)
            fault(path + u".price"_s, u"must be between 0 and %1"_s.arg(MaxPrice));
        if (fields.trialSeconds < 0 || fields.trialSeconds > MaxTrialSeconds)
            fault(path + u".trial_seconds"_s, u"must be between 0 and %1"_s.arg(MaxTrialSeconds));
        else if (fields.isTrial && fields.trialSeconds == 0)
            fault(path + u".trial_seconds"_s, u"must be at least 1 for a trial lesson"_s);
        if (fields.kind == LessonKind::Article && fields.asset.isValid())
            fault(path + u".asset_id"_s, u"an article has no media"_s);
    }

    // `path` of a field that is judged on its own starts with the dot of its missing node.
    void fault(const QString &path, const QString &what)
    {
        if (m_faults.size() < MaxFaults)
            m_faults.insert(path.startsWith(u'.') ? path.mid(1) : path, what);
    }

    Result<void> result(const QString &reason) const
    {
        if (m_faults.isEmpty())
            return {};
        QStringList parts;
        for (auto it = m_faults.begin(); it != m_faults.end() && parts.size() < 3; ++it)
            parts.append(it.key() + u' ' + it.value().toString());
        return Error::invalid(parts.join(u"; "_s), reason, {{u"fields"_s, m_faults}});
    }

private:
    QJsonObject m_faults;
    QSet<qint64> m_chapterIds, m_lessonIds;
    QSet<QString> m_chapterUids, m_lessonUids;
};

}  // namespace

Result<void> validateOutline(const Outline &outline)
{
    Inspector inspector;
    if (outline.chapters.size() > size_t(MaxChapters))
        inspector.fault(u"chapters"_s, u"must have at most %1 entries"_s.arg(MaxChapters));
    if (outline.lessonCount() > MaxLessons)
        inspector.fault(u"videos"_s, u"must have at most %1 entries"_s.arg(MaxLessons));
    for (size_t c = 0; c < outline.chapters.size(); ++c) {
        const OutlineChapter &chapter = outline.chapters[c];
        const QString path = u"chapters[%1]"_s.arg(c);
        inspector.node(path, chapter.id.value, chapter.uid, chapter.clientKey, false);
        inspector.title(path, chapter.fields.title);
        for (size_t l = 0; l < chapter.lessons.size(); ++l) {
            const OutlineLesson &lesson = chapter.lessons[l];
            const QString lessonPath = path + u".videos[%1]"_s.arg(l);
            inspector.node(lessonPath, lesson.id.value, lesson.uid, lesson.clientKey, true);
            inspector.lesson(lessonPath, lesson.fields);
        }
    }
    return inspector.result(u"invalid_outline"_s);
}

Result<void> validateChapter(const OutlineChapter &chapter)
{
    Inspector inspector;
    inspector.node({}, chapter.id.value, chapter.uid, chapter.clientKey, false);
    inspector.title({}, chapter.fields.title);
    return inspector.result(u"invalid_fields"_s);
}

Result<void> validateLesson(const OutlineLesson &lesson)
{
    Inspector inspector;
    inspector.node({}, lesson.id.value, lesson.uid, lesson.clientKey, true);
    inspector.lesson({}, lesson.fields);
    return inspector.result(u"invalid_fields"_s);
}

}  // namespace catalog
