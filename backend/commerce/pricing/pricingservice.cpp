#include "backend/commerce/pricing/pricingservice.h"

#include "models/domain/json.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;
using database::Transaction;

Result<Validity> validityOf(const QJsonObject &body)
{
    json::Reader in(body);
    Validity validity;
    validity.until = in.time("validUntil");
    if (const auto days = in.optionalInteger("validDays", 1, Validity::MaxDays))
        validity.days = int(*days);
    if (validity.until && validity.days)
        in.fault("validDays", u"must not stand beside validUntil"_s);
    if (!in.ok())
        return in.error();
    return validity;
}

Result<ItemPricing> PricingService::course(const accounts::Actor &actor, CourseId id) const
{
    const auto draft = m_drafts.draft(actor, id);
    if (!draft)
        return draft.error();
    const auto live = m_courses.course(id);
    if (!live)
        return live.error();
    ItemPricing out;
    out.item = id.value;
    out.title = draft->fields.title;
    out.pricing.price = draft->fields.price;
    out.pricing.isFree = draft->fields.isFree;
    if (*live && (*live)->published) {
        out.published = (*live)->price;
        out.publishedFree = (*live)->isFree;
    }
    return out;
}

Result<std::vector<ItemPricing>> PricingService::ofCourse(const accounts::Actor &actor, CourseId id) const
{
    auto whole = course(actor, id);
    if (!whole)
        return whole.error();
    const auto draft = m_courses.draft(id);
    if (!draft)
        return draft.error();
    const auto live = m_courses.course(id);
    if (!live)
        return live.error();
    return m_database.read([&](Connection &c) -> Result<std::vector<ItemPricing>> {
        std::vector<ItemPricing> out{std::move(*whole)};
        if (*draft) {
            for (const catalog::LessonSnapshot &lesson : (*draft)->lessons) {
                ItemPricing item{ItemType::Article, lesson.id.value, lesson.title, {}, {}, std::nullopt, false};
                item.pricing.price = lesson.price;
                item.pricing.isFree = lesson.isFree;
                const auto *sold = *live && (*live)->published ? (*live)->lesson(lesson.id) : nullptr;
                if (sold && sold->price > 0)
                    item.published = sold->price;
                item.publishedFree = sold && sold->isFree;
                out.push_back(std::move(item));
            }
        }
        for (ItemPricing &item : out) {
            auto sales = PricingRepository::sales(c, item.type, item.item);
            if (!sales)
                return sales.error();
            item.pricing.sales = std::move(*sales);
            const auto validity = PricingRepository::validity(c, item.type, item.item);
            if (!validity)
                return validity.error();
            item.validity = *validity;
        }
        return out;
    });
}

Result<void> PricingService::store(ItemType type, qint64 item, CourseId course, UserId owner, const Pricing &pricing,
                                   const Validity &validity)
{
    return m_database.write([&](Transaction &tx) -> Result<void> {
        if (auto ok = PricingRepository::setSales(tx, type, item, pricing.sales); !ok)
            return ok;
        if (auto ok = PricingRepository::setValidity(tx, type, item, validity); !ok)
            return ok;
        tx.afterCommit([this, course, owner] { m_events.publish({u"catalog.course"_s, course.value, owner}); });
        return {};
    });
}

Result<ItemPricing> PricingService::setCourse(const accounts::Actor &actor, CourseId id, const Pricing &pricing,
                                              const Validity &validity)
{
    catalog::CourseEdit edit;
    edit.price = pricing.price;
    edit.isFree = pricing.isFree;
    const auto changed = m_drafts.update(actor, id, edit);
    if (!changed)
        return changed.error();
    if (auto ok = store(ItemType::Column, id.value, id, changed->owner, pricing, validity); !ok)
        return ok.error();
    auto out = course(actor, id);
    if (!out)
        return out;
    out->pricing = pricing;
    out->validity = validity;
    return out;
}

Result<ItemPricing> PricingService::setLesson(const accounts::Actor &actor, LessonId id, const Pricing &pricing,
                                              const Validity &validity)
{
    const auto changed =
            m_outlines.changeLesson(actor, id, {{u"price"_s, pricing.price}, {u"is_free"_s, pricing.isFree}});
    if (!changed)
        return changed.error();
    const auto live = m_courses.courseOfLesson(id);
    if (!live)
        return live.error();
    const CourseId course = changed->outline.course;
    const auto draft = m_drafts.draft(actor, course);
    if (!draft)
        return draft.error();
    if (auto ok = store(ItemType::Article, id.value, course, draft->owner, pricing, validity); !ok)
        return ok.error();
    ItemPricing out{ItemType::Article, id.value, changed->lessonNode().fields.title, pricing, validity,
                    std::nullopt,      false};
    const auto *sold = *live && (*live)->published ? (*live)->lesson(id) : nullptr;
    if (sold && sold->price > 0)
        out.published = sold->price;
    out.publishedFree = sold && sold->isFree;
    return out;
}

}  // namespace commerce
