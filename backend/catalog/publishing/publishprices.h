#pragma once

#include "models/domain/catalog/coursefields.h"
#include "models/domain/catalog/publishchecks.h"
#include "models/domain/result.h"

namespace catalog {

/// What later features know of a course's price, for the checks before it is published. Thread: workers.
class PublishPrices
{
public:
    virtual ~PublishPrices() = default;
    /// Of the course as its draft has it. Errors: those of reading the store.
    virtual Result<PriceFacts> priceFacts(CourseId course, const CourseFields &draft) const = 0;
};

}  // namespace catalog
