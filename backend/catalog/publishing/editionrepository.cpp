#include "backend/catalog/publishing/editionrepository.h"

#include "models/domain/json.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace catalog {

using database::Statement;

namespace {

Result<QString> uidOf(database::Connection &c, const char *sql, qint64 id)
{
    Statement s = c.prepare(sql);
    s.bind(id);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? s.text(0) : QString();
}

/// A snapshot never changes, so it may hold uids of digits that their nodes don't have any more.
Result<void> giveNamesOfToday(database::Connection &c, const std::vector<FormerUid> &renamed, Edition &edition)
{
    const auto rename = [&](const char *sql, qint64 id, QString &uid) -> Result<void> {
        const auto now = isIdText(uid) ? uidOf(c, sql, id) : Result<QString>(uid);
        if (!now)
            return now.error();
        if (!now->isEmpty())
            uid = *now;
        return {};
    };
    if (auto ok = rename("SELECT uid FROM courses WHERE id = ?", edition.course.value, edition.uid); !ok)
        return ok;
    if (renamed.empty())
        return {};
    for (OutlineChapter &chapter : edition.outline.chapters) {
        if (auto ok = rename("SELECT uid FROM chapters WHERE id = ?", chapter.id.value, chapter.uid); !ok)
            return ok;
        for (OutlineLesson &lesson : chapter.lessons) {
            if (auto ok = rename("SELECT uid FROM lessons WHERE id = ?", lesson.id.value, lesson.uid); !ok)
                return ok;
        }
    }
    return {};
}

}  // namespace

Result<std::vector<EditionEntry>> EditionRepository::list(Connection &c, CourseId course)
{
    Statement s = c.prepare("SELECT number, hash, summary, created_at, created_by FROM editions WHERE course_id = ? "
                            "ORDER BY number DESC");
    s.bind(course.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<EditionEntry> entries;
    while (s.next()) {
        const auto summary = json::parseObject(s.text(2).toUtf8());
        entries.push_back(
                {int(s.integer(0)), s.text(1), summary ? *summary : QJsonObject{}, s.integer(3), UserId(s.integer(4))});
    }
    return entries;
}

Result<CourseState> EditionRepository::state(Connection &c, CourseId course)
{
    Statement s = c.prepare("SELECT edition, status, published_at, deleted_at IS NOT NULL FROM courses WHERE id = ?");
    s.bind(course.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    CourseState state;
    if (!s.next())
        return state;
    state.edition = int(s.integer(0));
    state.published = s.text(1) == courseStatusName(CourseStatus::Published);
    state.publishedAt = s.integer(2);
    state.deleted = s.boolean(3);
    return state;
}

Result<std::optional<EditionRow>> EditionRepository::find(Connection &c, CourseId course, int number)
{
    Statement s = c.prepare("SELECT snapshot, created_at, created_by FROM editions WHERE course_id = ? AND number = ?");
    s.bind(course.value).bind(number);
    if (auto ok = s.run(); !ok)
        return ok.error();
    if (!s.next())
        return std::optional<EditionRow>();
    const QByteArray snapshot = s.blob(0);
    auto edition = Edition::fromSnapshot(snapshot);
    if (!edition)
        return edition.error();
    EditionRow row;
    row.bytes = snapshot.size();
    row.edition = std::move(*edition);
    row.edition.number = number;
    row.edition.created = s.integer(1);
    row.edition.createdBy = UserId(s.integer(2));
    auto films = formerFilms(c, course);
    if (!films)
        return films.error();
    row.formerFilms = std::move(*films);
    auto uids = formerUids(c, course);
    if (!uids)
        return uids.error();
    row.formerUids = std::move(*uids);
    if (auto ok = giveNamesOfToday(c, row.formerUids, row.edition); !ok)
        return ok.error();
    return std::optional(std::move(row));
}

Result<QHash<qint64, std::vector<LessonFilm>>> EditionRepository::formerFilms(Connection &c, CourseId course)
{
    Statement s = c.prepare("SELECT lesson_id, asset_id, duration, until_time FROM lesson_films WHERE course_id = ? "
                            "ORDER BY lesson_id, until_time");
    s.bind(course.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    QHash<qint64, std::vector<LessonFilm>> films;
    while (s.next())
        films[s.integer(0)].push_back({AssetId(s.integer(1)), s.integer(2), s.integer(3)});
    return films;
}

Result<std::vector<FormerUid>> EditionRepository::formerUids(Connection &c, CourseId course)
{
    Statement s = c.prepare("SELECT uid, kind, id FROM former_uids WHERE course_id = ? AND kind <> 'course'");
    s.bind(course.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<FormerUid> uids;
    while (s.next())
        uids.push_back({s.text(0), s.text(1) == u"lesson", s.integer(2)});
    return uids;
}

Result<void> EditionRepository::keepFormerFilms(Transaction &tx, const CourseSnapshot &before,
                                                const CourseSnapshot &now, Millis time)
{
    for (const LessonSnapshot &was : before.lessons) {
        const LessonSnapshot *is = now.lesson(was.id);
        if (!was.asset.isValid() || (is && is->asset == was.asset))
            continue;
        // Ignored when there is a row of this millisecond: two editions so close, nobody saw the film in between.
        const auto kept = tx.run(tx.dialect().insertIgnore("lesson_films", {"course_id", "lesson_id", "until_time",
                                                                            "asset_id", "duration"}),
                                 now.id.value, was.id.value, time, was.asset.value, was.duration);
        if (!kept)
            return kept.error();
    }
    return {};
}

Result<std::vector<Edition>> EditionRepository::before(Connection &c, CourseId course, int number, int limit,
                                                       qsizetype &bytes)
{
    Statement s = c.prepare("SELECT number, snapshot FROM editions WHERE course_id = ? AND number < ? "
                            "ORDER BY number DESC LIMIT ?");
    s.bind(course.value).bind(number).bind(limit);
    if (auto ok = s.run(); !ok)
        return ok.error();
    const auto renamed = formerUids(c, course);
    if (!renamed)
        return renamed.error();
    std::vector<Edition> editions;
    while (s.next()) {
        const QByteArray snapshot = s.blob(1);
        auto edition = Edition::fromSnapshot(snapshot);
        if (!edition)
            continue;
        bytes += snapshot.size();
        if (auto ok = giveNamesOfToday(c, *renamed, *edition); !ok)
            return ok.error();
        edition->number = int(s.integer(0));
        editions.push_back(std::move(*edition));
    }
    return editions;
}

Result<void> EditionRepository::insert(Transaction &tx, const Edition &edition, const QByteArray &snapshot)
{
    const auto made =
            tx.run("INSERT INTO editions (course_id, number, snapshot, hash, summary, created_at, created_by) "
                   "VALUES (?, ?, ?, ?, ?, ?, ?)",
                   edition.course.value, edition.number, snapshot, snapshotHash(snapshot),
                   QString::fromUtf8(json::compact(edition.summary())), edition.created, edition.createdBy.value);
    return made ? Result<void>() : made.error();
}

Result<void> EditionRepository::setAssets(Transaction &tx, const Edition &edition)
{
    if (auto ok = tx.run("DELETE FROM edition_assets WHERE course_id = ?", edition.course.value); !ok)
        return ok.error();
    QSet<qint64> seen;
    for (const OutlineChapter &chapter : edition.outline.chapters) {
        for (const OutlineLesson &lesson : chapter.lessons) {
            const qint64 asset = lesson.fields.asset.value;
            if (asset <= 0 || seen.contains(asset))
                continue;
            seen.insert(asset);
            if (auto ok = tx.run("INSERT INTO edition_assets (course_id, asset_id) VALUES (?, ?)", edition.course.value,
                                 asset);
                !ok)
                return ok.error();
        }
    }
    return {};
}

namespace {

Result<std::optional<CourseId>> onlyId(Statement &s)
{
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? std::optional(CourseId(s.integer(0))) : std::nullopt;
}

}  // namespace

Result<std::optional<CourseId>> EditionRepository::courseByUid(Connection &c, const QString &uid)
{
    if (!isIdText(uid)) {
        Statement s = c.prepare("SELECT id FROM courses WHERE uid = ?");
        s.bind(uid);
        return onlyId(s);
    }
    Statement s = c.prepare("SELECT id FROM former_uids WHERE kind = 'course' AND uid = ? "
                            "AND NOT EXISTS (SELECT 1 FROM courses WHERE id = ?)");
    s.bind(uid).bind(uid.toLongLong());
    return onlyId(s);
}

Result<std::optional<CourseId>> EditionRepository::courseOfLesson(Connection &c, LessonId lesson)
{
    Statement s = c.prepare("SELECT course_id FROM lessons WHERE id = ?");
    return onlyId(s.bind(lesson.value));
}

Result<std::optional<CourseId>> EditionRepository::courseOfLessonUid(Connection &c, const QString &uid)
{
    if (!isIdText(uid)) {
        Statement s = c.prepare("SELECT course_id FROM lessons WHERE uid = ?");
        s.bind(uid);
        return onlyId(s);
    }
    Statement s = c.prepare("SELECT course_id FROM former_uids WHERE kind = 'lesson' AND uid = ? "
                            "AND NOT EXISTS (SELECT 1 FROM lessons WHERE id = ?)");
    s.bind(uid).bind(uid.toLongLong());
    return onlyId(s);
}

Result<std::vector<CourseId>> EditionRepository::published(Connection &c, const std::vector<CourseId> &first, int limit)
{
    std::vector<CourseId> ids;
    QSet<qint64> taken;
    for (size_t i = 0; i < first.size() && int(ids.size()) < limit; ++i) {
        Statement s = c.prepare("SELECT 1 FROM published_courses WHERE course_id = ?");
        s.bind(first[i].value);
        if (auto ok = s.run(); !ok)
            return ok.error();
        if (s.next() && !taken.contains(first[i].value)) {
            taken.insert(first[i].value);
            ids.push_back(first[i]);
        }
    }
    // So many that enough are left whichever of them are taken already.
    Statement s = c.prepare("SELECT course_id FROM published_courses ORDER BY course_id DESC LIMIT ?");
    s.bind(limit);
    if (auto ok = s.run(); !ok)
        return ok.error();
    while (s.next() && int(ids.size()) < limit) {
        if (!taken.contains(s.integer(0)))
            ids.emplace_back(s.integer(0));
    }
    return ids;
}

Result<std::vector<CourseId>> EditionRepository::coursesWithEdition(Connection &c, UserId owner)
{
    Statement s =
            c.prepare("SELECT id FROM courses WHERE edition > 0 AND deleted_at IS NULL AND (? = 0 OR owner_id = ?) "
                      "ORDER BY id");
    s.bind(owner.value).bind(owner.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<CourseId> ids;
    while (s.next())
        ids.emplace_back(s.integer(0));
    return ids;
}

}  // namespace catalog
