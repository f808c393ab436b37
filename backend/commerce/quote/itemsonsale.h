#pragma once

#include "backend/catalog/course/courselookup.h"
#include "backend/commerce/membership/membershiprepository.h"
#include "backend/database/database.h"
#include "models/domain/clock.h"
#include "models/domain/commerce/price/listprice.h"
#include "models/domain/commerce/price/scope.h"
#include "models/domain/commerce/right.h"

namespace commerce {

/// A thing that is sold now, with everything that the price and the right of a buyer depend on.
struct ItemOnSale {
    SoldItem item;
    QString title;
    Fen listPrice = 0;
    bool isFree = false;
    std::vector<SaleWindow> sales;
    Validity validity;
    int months = 0;             ///< of a plan
    UserId seller;              ///< the course's owner; none: the school sells it
    catalog::CoursePtr course;  ///< of a course or lesson, at its newest edition; null: a plan
    Millis lessonDuration = 0;  ///< of a single lesson
};

/// Finds what is sold. Only what is published is; a lesson is sold by itself when it has a price of its own. Thread: any
/// but the writer's, which must not wait for the store.
class ItemsOnSale
{
public:
    ItemsOnSale(database::Database &database, const Clock &clock, const catalog::CourseLookup &courses)
        : m_database(database), m_clock(clock), m_courses(courses)
    {
    }

    /// NotFound where there is no such item, or it isn't sold (any more).
    Result<ItemOnSale> find(ItemType type, qint64 id) const;
    /// What staff may give: also what has no price.
    Result<ItemOnSale> given(ItemType type, qint64 id) const;

private:
    Result<ItemOnSale> ofCourse(const catalog::CoursePtr &course) const;
    Result<ItemOnSale> ofLesson(LessonId id) const;
    Result<ItemOnSale> ofPlan(PlanId id) const;
    Result<void> addTerms(ItemOnSale &sold) const;

    database::Database &m_database;
    const Clock &m_clock;
    const catalog::CourseLookup &m_courses;
};

}  // namespace commerce
