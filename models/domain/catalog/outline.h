#pragma once

#include "models/domain/catalog/course.h"
#include "models/domain/clock.h"
#include "models/domain/ids.h"
#include "models/domain/money.h"
#include "models/domain/result.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

/// The outline of a course: the tree of chapters and lessons as its author edits it (DOMAIN §1). A plain value: the
/// server keeps it in rows, the desktop edits it in memory, the contract carries it as one document (outlinejson.h).
/// Thread: a value.
namespace catalog {

/// Limits of what a course may hold. Texts are in UTF-16 units, as clients count them.
inline constexpr int MaxTitle = 200;
inline constexpr int MaxContent = 200'000;  ///< of an article lesson
inline constexpr int MaxTrialSeconds = 86'400;
inline constexpr int MaxClientKey = 64;
inline constexpr int MaxChapters = 10'000;
inline constexpr int MaxLessons = 100'000;

/// What a lesson row shows of its media. Read-only: the server joins it from the media feature, a PUT ignores it.
struct LessonMedia {
    QString status;         ///< "probing", "processing", "ready", "failed", "canceled", "missing"
    double progress = 0;    ///< 0–1 of the running job
    QStringList qualities;  ///< verified renditions, low to high
    QString posterUrl;
    QString failure;  ///< for people, in English
    QString filename;
    qint64 bytes = 0;         ///< of the file as it was imported; 0: not known
    QString failureReason{};  ///< why it failed, stable

    bool operator==(const LessonMedia &) const = default;
};

/// The fields of a lesson that its author sets.
struct LessonFields {
    QString title;
    LessonKind kind = LessonKind::Video;
    AssetId asset;        ///< none: no media yet, or an article
    Millis duration = 0;  ///< of the asset; read-only for clients
    QString content;      ///< of an article, Markdown
    Fen price = 0;        ///< to buy this lesson alone; 0: not sold alone
    bool isFree = false;
    bool isTrial = false;  ///< never together with isFree
    int trialSeconds = 0;  ///< > 0 when isTrial

    bool operator==(const LessonFields &) const = default;
};

struct ChapterFields {
    QString title;
    bool isFree = false;    ///< every lesson of it is free
    bool isLocked = false;  ///< opens when the chapter before is complete (DOMAIN §3)

    bool operator==(const ChapterFields &) const = default;
};

struct OutlineLesson {
    LessonId id;        ///< none: not stored yet
    QString uid;        ///< empty: the server makes lesson_<id>
    QString clientKey;  ///< chosen by a client for a new node and echoed with its id; never stored
    LessonFields fields;
    std::optional<LessonMedia> media;
    int place = 0;  ///< in the trash: how many of its living siblings stand before where it stood
};

struct OutlineChapter {
    ChapterId id;
    QString uid;
    QString clientKey;
    ChapterFields fields;
    std::vector<OutlineLesson> lessons;
    int place = 0;  ///< in the trash, as for a lesson
};

struct Outline {
    CourseId course;
    qint64 revision = 0;  ///< grows by one with every change of the outline
    std::vector<OutlineChapter> chapters;

    int lessonCount() const;
    Millis duration() const;  ///< sum over its lessons
    const OutlineLesson *lesson(LessonId id) const;
    const OutlineChapter *chapter(ChapterId id) const;
};

/// The nodes of a stored outline by id, with where they are: what a new version of the document is compared with.
/// Points into the outlines it was made of; they must outlive it.
struct OutlineIndex {
    struct Chapter {
        const OutlineChapter *node = nullptr;
        int index = 0;
        bool inTrash = false;
    };
    struct Lesson {
        const OutlineLesson *node = nullptr;
        const OutlineChapter *parent = nullptr;
        int index = 0;
        bool inTrash = false;
    };
    QHash<qint64, Chapter> chapters;
    QHash<qint64, Lesson> lessons;

    /// `trash`: deleted nodes that may come back; a deleted lesson stands under a chapter node of its own there.
    explicit OutlineIndex(const Outline &live, const Outline &trash = {});
};

/// Rules that hold for every draft, fit to publish or not. The error names each fault by its path in the document
/// ("chapters[2].videos[0].trial_seconds"), at most 50 of them.
///   - titles ≤ MaxTitle (empty ones are allowed in a draft and stop its publishing)
///   - uids well-formed (uidFault) and unique within their kind; ids at most once
///   - trial seconds 1–MaxTrialSeconds when isTrial; prices 0–MaxPrice; content ≤ MaxContent
/// InvalidArgument reason "invalid_outline", detail {fields:{path: what}}.
Result<void> validateOutline(const Outline &outline);

/// The same rules for one node by itself: reason "invalid_fields", paths are plain field names. Its children aren't
/// looked at.
Result<void> validateChapter(const OutlineChapter &chapter);
Result<void> validateLesson(const OutlineLesson &lesson);

}  // namespace catalog
