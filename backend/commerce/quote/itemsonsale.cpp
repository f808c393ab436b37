#include "backend/commerce/quote/itemsonsale.h"

#include "backend/catalog/taxonomy/taxonomyservice.h"
#include "backend/commerce/pricing/pricingrepository.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;

namespace {

Error notSold()
{
    return Error::notFound(u"There is nothing of this kind for sale."_s);
}

}  // namespace

Result<ItemOnSale> ItemsOnSale::find(ItemType type, qint64 id) const
{
    auto sold = given(type, id);
    // Without a price of its own a lesson comes with its course only.
    if (sold && type == ItemType::Article && !sold->isFree && sold->listPrice == 0)
        return notSold();
    return sold;
}

Result<ItemOnSale> ItemsOnSale::given(ItemType type, qint64 id) const
{
    switch (type) {
    case ItemType::Column: {
        const auto course = m_courses.course(CourseId(id));
        return course ? ofCourse(*course) : Result<ItemOnSale>(course.error());
    }
    case ItemType::Article: return ofLesson(LessonId(id));
    case ItemType::Membership: return ofPlan(PlanId(id));
    }
    return notSold();
}

Result<ItemOnSale> ItemsOnSale::ofCourse(const catalog::CoursePtr &course) const
{
    if (!course || !course->published)
        return notSold();
    ItemOnSale sold;
    sold.item = {ItemType::Column, course->id.value, course->id, {}};
    sold.title = course->title;
    sold.listPrice = course->price;
    sold.isFree = course->isFree;
    sold.seller = course->owner;
    sold.course = course;
    if (auto ok = addTerms(sold); !ok)
        return ok.error();
    return sold;
}

Result<ItemOnSale> ItemsOnSale::ofLesson(LessonId id) const
{
    const auto course = m_courses.courseOfLesson(id);
    if (!course)
        return course.error();
    const catalog::LessonSnapshot *lesson = *course && (*course)->published ? (*course)->lesson(id) : nullptr;
    if (!lesson)
        return notSold();
    ItemOnSale sold;
    sold.item = {ItemType::Article, id.value, (*course)->id, {}};
    sold.title = lesson->title;
    sold.listPrice = lesson->price;
    sold.isFree = lesson->isFree || (*course)->isFree;
    sold.seller = (*course)->owner;
    sold.course = *course;
    sold.lessonDuration = lesson->duration;
    if (auto ok = addTerms(sold); !ok)
        return ok.error();
    return sold;
}

Result<ItemOnSale> ItemsOnSale::ofPlan(PlanId id) const
{
    const auto plan = m_database.read([&](Connection &c) { return MembershipRepository::plan(c, id); });
    if (!plan)
        return plan.error();
    if (!*plan || (*plan)->withdrawn)
        return notSold();
    ItemOnSale sold;
    sold.item = {ItemType::Membership, id.value, {}, {}};
    sold.title = (*plan)->plan.name;
    sold.listPrice = (*plan)->plan.price;
    sold.months = (*plan)->plan.months;
    return sold;
}

Result<void> ItemsOnSale::addTerms(ItemOnSale &sold) const
{
    return m_database.read([&](Connection &c) -> Result<void> {
        auto path = catalog::TaxonomyService::path(c, sold.course->category);
        if (!path)
            return path.error();
        sold.item.categories = std::move(*path);
        auto sales = PricingRepository::sales(c, sold.item.type, sold.item.id, m_clock.now());
        if (!sales)
            return sales.error();
        sold.sales = std::move(*sales);
        const auto validity = PricingRepository::validity(c, sold.item.type, sold.item.id);
        if (!validity)
            return validity.error();
        sold.validity = *validity;
        return {};
    });
}

}  // namespace commerce
