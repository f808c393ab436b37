#include "backend/commerce/pricing/pricingservice.h"

#include "backend/commerce/commerceaudit.h"
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

namespace {

/// What an item's sales and validity are, as the contract says them.
Result<QJsonObject> termsOf(Connection &c, ItemType type, qint64 item)
{
    const auto sales = PricingRepository::sales(c, type, item);
    if (!sales)
        return sales.error();
    const auto validity = PricingRepository::validity(c, type, item);
    if (!validity)
        return validity.error();
    Pricing pricing;
    pricing.sales = *sales;
    QJsonObject out{{u"sales"_s, pricing.toJson()[u"sales"_s]}};
    if (validity->until)
        out.insert(u"validUntil"_s, toIso(*validity->until));
    if (validity->days)
        out.insert(u"validDays"_s, *validity->days);
    return out;
}

}  // namespace

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

Result<void> PricingService::note(Transaction &tx, const Change &change, QJsonObject before, QJsonObject after,
                                  const Pricing &pricing, Millis now)
{
    if (change.was) {
        before.insert(u"price"_s, change.was->price);
        before.insert(u"isFree"_s, change.was->isFree);
    }
    after.insert(u"price"_s, pricing.price);
    after.insert(u"isFree"_s, pricing.isFree);
    if (before == after)
        return {};
    const QString object = (change.type == ItemType::Article ? u"lesson:%1"_s : u"course:%1"_s).arg(change.item);
    return audit(tx, {change.by, u"price.change"_s, object, before, after}, now);
}

Result<void> PricingService::store(const Change &change, const Pricing &pricing, const Validity &validity)
{
    return m_database.write([&](Transaction &tx) -> Result<void> {
        const auto before = termsOf(tx, change.type, change.item);
        if (!before)
            return before.error();
        if (auto ok = PricingRepository::setSales(tx, change.type, change.item, pricing.sales); !ok)
            return ok;
        if (auto ok = PricingRepository::setValidity(tx, change.type, change.item, validity); !ok)
            return ok;
        const auto after = termsOf(tx, change.type, change.item);
        if (!after)
            return after.error();
        if (auto ok = note(tx, change, *before, *after, pricing, m_clock.now()); !ok)
            return ok;
        tx.afterCommit([this, course = change.course, owner = change.owner] {
            m_events.publish({u"catalog.course"_s, course.value, owner});
        });
        return {};
    });
}

Result<ItemPricing> PricingService::setCourse(const accounts::Actor &actor, CourseId id, const Pricing &pricing,
                                              const Validity &validity)
{
    const auto before = course(actor, id);  // whoever may not see it may not change it either, as update() says
    catalog::CourseEdit edit;
    edit.price = pricing.price;
    edit.isFree = pricing.isFree;
    const auto changed = m_drafts.update(actor, id, edit);
    if (!changed)
        return changed.error();
    if (auto ok = store({actor.user, ItemType::Column, id.value, id, changed->owner,
                         before ? std::optional(before->pricing) : std::nullopt},
                        pricing, validity);
        !ok)
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
    if (auto ok =
                store({actor.user, ItemType::Article, id.value, course, draft->owner, std::nullopt}, pricing, validity);
        !ok)
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
