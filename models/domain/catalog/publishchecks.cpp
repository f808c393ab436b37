#include "models/domain/catalog/publishchecks.h"

#include "models/domain/catalog/cover.h"

#include <QSet>

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace catalog {

namespace {

constexpr Millis DurationTolerance = 1000;

class Checker
{
public:
    explicit Checker(const PublishFacts &facts) : m_facts(facts) {}

    std::vector<PublishCheck> run()
    {
        course();
        QSet<QString> titles;
        for (size_t c = 0; c < m_facts.outline.chapters.size(); ++c)
            chapter(c, titles);
        if (m_facts.sameAsEdition)
            add(u"edition_without_change"_s, Severity::Block, u"Nothing has changed since the last edition."_s);
        return std::move(m_checks);
    }

private:
    void add(const QString &id, Severity severity, const QString &message, ChapterId chapter = {}, LessonId lesson = {},
             const QJsonObject &params = {})
    {
        m_checks.push_back({id, severity, chapter, lesson, params, message});
    }

    void course()
    {
        const CourseFields &course = m_facts.course;
        if (course.title.trimmed().isEmpty())
            add(u"title_empty"_s, Severity::Block, u"The course has no title."_s);
        if (m_facts.outline.chapters.empty())
            add(u"no_chapters"_s, Severity::Block, u"The course has no chapters."_s);
        if (course.isFree && course.price > 0)
            add(u"free_but_priced"_s, Severity::Warn, u"The course is free, so its price is never asked."_s, {}, {},
                {{u"price"_s, course.price}});
        if (!course.isFree && course.price == 0)
            add(u"price_zero_not_free"_s, Severity::Block,
                u"The course costs nothing but is not marked as free. Set a price, or mark it as free."_s);
        if (!course.isFree)
            giveaways();
        if (!course.coverUrl.isEmpty() && !isCoverPath(course.coverUrl))
            add(u"cover_unusable"_s, Severity::Warn,
                u"The chosen cover is no picture of this school, so it can't be shown."_s);
        else if (coverUrlOf(m_facts).isEmpty())
            add(u"cover_missing"_s, Severity::Warn, u"The course has no cover picture."_s);
    }

    void giveaways()
    {
        if (!m_facts.price.coupons.isEmpty())
            add(u"coupon_gives_away"_s, Severity::Warn, u"With a coupon the course costs nothing."_s, {}, {},
                {{u"codes"_s, QJsonArray::fromStringList(m_facts.price.coupons)}});
        if (m_facts.price.saleAtZero)
            add(u"sale_at_zero"_s, Severity::Warn, u"On a sale the course costs nothing."_s);
    }

    void chapter(size_t index, QSet<QString> &titles)
    {
        const OutlineChapter &chapter = m_facts.outline.chapters[index];
        title(chapter.fields.title, titles, chapter.id, {});
        if (chapter.lessons.empty())
            add(u"empty_chapter"_s, Severity::Block, u"The chapter has no lessons."_s, chapter.id);
        if (chapter.fields.isLocked && index > 0) {
            const OutlineChapter &before = m_facts.outline.chapters[index - 1];
            const bool completable =
                    !before.lessons.empty() && std::all_of(before.lessons.begin(), before.lessons.end(),
                                                           [this](const OutlineLesson &l) { return isCompletable(l); });
            if (!completable)
                add(u"unreachable_completion"_s, Severity::Block,
                    u"The chapter is locked until the one before is complete, but that one can't be completed."_s,
                    chapter.id, {}, {{u"waits_for"_s, before.id.value}});
        }
        QSet<QString> lessonTitles;
        for (const OutlineLesson &lesson : chapter.lessons) {
            title(lesson.fields.title, lessonTitles, chapter.id, lesson.id);
            this->lesson(chapter, lesson);
        }
    }

    void title(const QString &title, QSet<QString> &seen, ChapterId chapter, LessonId lesson)
    {
        const QString key = title.simplified().toCaseFolded();
        if (key.isEmpty())
            add(u"title_empty"_s, Severity::Block, u"The title is empty."_s, chapter, lesson);
        else if (seen.contains(key))
            add(u"title_duplicate"_s, Severity::Warn, u"The title “%1” is used twice."_s.arg(title), chapter, lesson,
                {{u"title"_s, title}});
        seen.insert(key);
    }

    const AssetFacts *asset(const OutlineLesson &lesson) const
    {
        const auto found = m_facts.assets.constFind(lesson.fields.asset.value);
        return found == m_facts.assets.constEnd() ? nullptr : &*found;
    }

    bool isCompletable(const OutlineLesson &lesson) const
    {
        if (lesson.fields.kind == LessonKind::Article)
            return !lesson.fields.content.trimmed().isEmpty();
        const AssetFacts *facts = asset(lesson);
        return facts && (facts->duration > 0 || facts->status == u"probing");  // its length is not known yet
    }

    void lesson(const OutlineChapter &chapter, const OutlineLesson &lesson)
    {
        const LessonFields &f = lesson.fields;
        if ((f.isFree || chapter.fields.isFree) && f.price > 0)
            add(u"free_but_priced"_s, Severity::Warn, u"The lesson is free, so its price is never asked."_s, chapter.id,
                lesson.id, {{u"price"_s, f.price}});
        if (f.kind == LessonKind::Article) {
            if (f.content.trimmed().isEmpty())
                add(u"lesson_without_media"_s, Severity::Block, u"The article has no text."_s, chapter.id, lesson.id,
                    {{u"kind"_s, lessonKindName(f.kind)}});
            return;
        }
        const AssetFacts *facts = asset(lesson);
        if (!facts) {
            add(u"lesson_without_media"_s, Severity::Block, u"The lesson has no media."_s, chapter.id, lesson.id,
                {{u"kind"_s, lessonKindName(f.kind)}});
            return;
        }
        media(chapter, lesson, *facts);
        if (f.isTrial && facts->duration > 0 && Millis(f.trialSeconds) * 1000 >= facts->duration)
            add(u"trial_longer_than_lesson"_s, Severity::Block,
                u"The trial is as long as the lesson, which gives it away."_s, chapter.id, lesson.id,
                {{u"trial"_s, f.trialSeconds}, {u"duration"_s, double(facts->duration) / 1000.0}});
    }

    void media(const OutlineChapter &chapter, const OutlineLesson &lesson, const AssetFacts &facts)
    {
        if (facts.status == u"failed" || facts.status == u"canceled") {
            add(u"media_failed"_s, Severity::Block, u"The media of the lesson could not be made."_s, chapter.id,
                lesson.id, {{u"reason"_s, facts.failure}, {u"status"_s, facts.status}});
            return;
        }
        if (facts.status != u"ready") {
            add(u"media_not_ready"_s, Severity::Block, u"The media of the lesson is still being made."_s, chapter.id,
                lesson.id);
            return;
        }
        if (facts.duration <= 0)
            add(u"duration_zero"_s, Severity::Block, u"The media of the lesson has no length."_s, chapter.id,
                lesson.id);
        else if (lesson.fields.duration > 0 && std::abs(facts.duration - lesson.fields.duration) > DurationTolerance)
            add(u"duration_differs"_s, Severity::Warn,
                u"The length of the lesson differs from its file; the file's is used."_s, chapter.id, lesson.id,
                {{u"expected"_s, double(lesson.fields.duration) / 1000.0},
                 {u"actual"_s, double(facts.duration) / 1000.0}});
        QJsonArray missing;
        for (const QString &quality : facts.planned) {
            if (!facts.qualities.contains(quality))
                missing.append(quality);
        }
        if (!missing.isEmpty())
            add(u"rendition_missing"_s, Severity::Warn, u"Not every quality of the lesson's media is there."_s,
                chapter.id, lesson.id, {{u"missing"_s, missing}});
    }

    const PublishFacts &m_facts;
    std::vector<PublishCheck> m_checks;
};

}  // namespace

std::vector<PublishCheck> publishChecks(const PublishFacts &facts)
{
    return Checker(facts).run();
}

bool isFit(const std::vector<PublishCheck> &checks)
{
    return std::none_of(checks.begin(), checks.end(),
                        [](const PublishCheck &c) { return c.severity == Severity::Block; });
}

Readiness readinessOf(const std::vector<PublishCheck> &checks)
{
    if (isFit(checks))
        return Readiness::Fit;
    const bool onlyMedia = std::all_of(checks.begin(), checks.end(), [](const PublishCheck &c) {
        return c.severity != Severity::Block || c.id == u"media_not_ready";
    });
    return onlyMedia ? Readiness::WaitsForMedia : Readiness::Unfit;
}

bool isMediaBeingMade(const std::vector<PublishCheck> &checks)
{
    return std::any_of(checks.begin(), checks.end(), [](const PublishCheck &c) { return c.id == u"media_not_ready"; });
}

QJsonArray toJson(const std::vector<PublishCheck> &checks)
{
    QJsonArray array;
    for (const PublishCheck &check : checks) {
        QJsonObject object{{u"id"_s, check.id},
                           {u"severity"_s, check.severity == Severity::Block ? u"block"_s : u"warn"_s},
                           {u"params"_s, check.params},
                           {u"message"_s, check.message}};
        if (check.chapter.isValid())
            object.insert(u"chapter_id"_s, check.chapter.value);
        if (check.lesson.isValid())
            object.insert(u"lesson_id"_s, check.lesson.value);
        array.append(object);
    }
    return array;
}

QString coverUrlOf(const PublishFacts &facts)
{
    if (isCoverPath(facts.course.coverUrl))
        return facts.course.coverUrl;
    for (const OutlineChapter &chapter : facts.outline.chapters) {
        for (const OutlineLesson &lesson : chapter.lessons) {
            const auto asset = facts.assets.constFind(lesson.fields.asset.value);
            if (asset != facts.assets.constEnd() && !asset->posterUrl.isEmpty())
                return asset->posterUrl;
        }
    }
    return {};
}

}  // namespace catalog
