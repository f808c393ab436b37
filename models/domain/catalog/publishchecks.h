#pragma once

#include "models/domain/catalog/coursefields.h"
#include "models/domain/catalog/outline.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>

#include <vector>

/// Is a draft fit to be published? (DOMAIN §7, the checks that make sense so far.) Pure. Thread: any.
namespace catalog {

enum class Severity { Block, Warn };

/// What the checks need to know of an asset. An asset that isn't in the map doesn't exist (any more).
struct AssetFacts {
    QString status;  ///< "probing", "processing", "ready", "failed", "canceled"
    Millis duration = 0;
    QStringList qualities;  ///< verified
    QStringList planned;
    QString posterUrl;
    QString failure;
};

/// What others know of the course's price (commerce).
struct PriceFacts {
    QStringList coupons;      ///< codes of live ones with which it costs nothing; a few of them
    bool saleAtZero = false;  ///< on sale at nothing, now or later
};

struct PublishFacts {
    const CourseFields &course;
    const Outline &outline;
    QHash<qint64, AssetFacts> assets;
    PriceFacts price = {};
    bool sameAsEdition = false;  ///< published now, and the draft says nothing new
};

/// | id | severity | when |
/// |---|---|---|
/// | no_chapters | block | the course is empty |
/// | empty_chapter | block | a chapter without lessons |
/// | title_empty | block | course, chapter or lesson without a title |
/// | title_duplicate | warn | two chapters, or two lessons of a chapter, with one title |
/// | lesson_without_media | block | video/audio without an asset, or whose asset is gone; an article without text |
/// | media_not_ready | block | still being made; params {progress?} |
/// | media_failed | block | params {reason} |
/// | duration_zero | block | a ready asset that lasts 0 ms |
/// | duration_differs | warn | the draft says something else than the file (> 1 s); the edition takes the file's;
/// params {expected, actual} in s | | rendition_missing | warn | params {missing:[…]} | | price_zero_not_free | block |
/// | | free_but_priced | warn | free wins; the price is not asked. On the course and on single lessons | |
/// | coupon_gives_away | warn | a live coupon makes it cost nothing; params {codes:[…]} | | sale_at_zero | warn | | |
/// trial_longer_than_lesson | block | the trial would be the whole lesson; params {trial, duration} in s | |
/// unreachable_completion | block | a locked chapter waits for a chapter in which a lesson can't be completed (no
/// lessons, or a lesson of unknown length) | | cover_missing | warn | neither a chosen cover nor a poster | |
/// cover_unusable | warn | a chosen cover that is no picture of this school | |
/// edition_without_change | block | nothing to publish |
struct PublishCheck {
    QString id;
    Severity severity = Severity::Block;
    ChapterId chapter;  ///< where; none: the course
    LessonId lesson;
    QJsonObject params;
    QString message;  ///< English, for people; clients translate by id and params
};

std::vector<PublishCheck> publishChecks(const PublishFacts &facts);
bool isFit(const std::vector<PublishCheck> &checks);

/// Whether a draft can be published now, later without anybody's doing (all that blocks it is media that is being made),
/// or not before somebody changes something.
enum class Readiness { Fit, WaitsForMedia, Unfit };
Readiness readinessOf(const std::vector<PublishCheck> &checks);
/// Media of a lesson is still being made, whatever else may block.
bool isMediaBeingMade(const std::vector<PublishCheck> &checks);
/// [{id, severity, chapter_id?, lesson_id?, params, message}]
QJsonArray toJson(const std::vector<PublishCheck> &checks);

/// The cover learners see: the author's, or the poster of the first video that has one. Empty: none.
QString coverUrlOf(const PublishFacts &facts);

}  // namespace catalog
