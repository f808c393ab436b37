#pragma once

#include "backend/catalog/course/courseservice.h"
#include "backend/catalog/outline/outlineservice.h"
#include "backend/commerce/pricing/pricingrepository.h"
#include "models/domain/learning/schoolcalendar.h"

namespace commerce {

/// The prices of a course or of a single lesson as those who manage it see them. The list price is the draft's and is sold
/// at from the next edition on, like everything an author writes; sales and validity hold at once.
struct ItemPricing {
    ItemType type = ItemType::Column;
    qint64 item = 0;
    QString title;
    Pricing pricing;  ///< of the draft
    Validity validity;
    std::optional<Fen> published;  ///< the list price that is sold at now; nothing: not published
    bool publishedFree = false;
};

/// Reads and changes prices. Who manages the course may (API §5). Thread: workers.
class PricingService
{
public:
    PricingService(database::Database &database, const Clock &clock, events::EventHub &events,
                   const catalog::CourseLookup &courses, catalog::CourseService &drafts,
                   catalog::OutlineService &outlines)
        : m_database(database), m_clock(clock), m_events(events), m_courses(courses), m_drafts(drafts),
          m_outlines(outlines)
    {
    }

    /// The course, then its lessons that have a price or sales. NotFound for others' drafts.
    Result<std::vector<ItemPricing>> ofCourse(const accounts::Actor &actor, CourseId course) const;
    Result<ItemPricing> setCourse(const accounts::Actor &actor, CourseId course, const Pricing &pricing,
                                  const Validity &validity);
    Result<ItemPricing> setLesson(const accounts::Actor &actor, LessonId lesson, const Pricing &pricing,
                                  const Validity &validity);

private:
    Result<ItemPricing> course(const accounts::Actor &actor, CourseId course) const;
    /// What is stored beside the draft: sales and validity; and the line in the audit log. `was`: the draft's price before,
    /// where it is known.
    struct Change {
        UserId by;
        ItemType type = ItemType::Column;
        qint64 item = 0;
        CourseId course;
        UserId owner;
        std::optional<Pricing> was;
    };
    Result<void> store(const Change &change, const Pricing &pricing, const Validity &validity);
    static Result<void> note(database::Transaction &tx, const Change &change, QJsonObject before, QJsonObject after,
                             const Pricing &pricing, Millis now);

    database::Database &m_database;
    const Clock &m_clock;
    events::EventHub &m_events;
    const catalog::CourseLookup &m_courses;
    catalog::CourseService &m_drafts;
    catalog::OutlineService &m_outlines;
};

/// Reads {validUntil?, validDays?} of a body. InvalidArgument "invalid_fields" when both are there.
Result<Validity> validityOf(const QJsonObject &body);

}  // namespace commerce
