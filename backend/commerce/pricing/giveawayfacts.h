#pragma once

#include "backend/catalog/publishing/publishprices.h"
#include "backend/database/database.h"
#include "models/domain/clock.h"

namespace commerce {

/// Which sales and live coupons give a course away: catalog asks before it publishes (DOMAIN §7). Thread: workers.
class GiveawayFacts final : public catalog::PublishPrices
{
public:
    GiveawayFacts(database::Database &database, const Clock &clock) : m_database(database), m_clock(clock) {}
    Result<catalog::PriceFacts> priceFacts(CourseId course, const catalog::CourseFields &draft) const override;

private:
    database::Database &m_database;
    const Clock &m_clock;
};

}  // namespace commerce
