#pragma once

#include "models/domain/clock.h"
#include "models/domain/ids.h"

#include <QString>

#include <optional>

/// A learner's right to a course (DOMAIN §1). Thread: any (values).
namespace commerce {

enum class EnrolmentType { Free, Paid, Trial };

QString enrolmentTypeName(EnrolmentType type);  ///< "free", "paid", "trial": words of the contract
std::optional<EnrolmentType> enrolmentTypeFromName(const QString &name);

struct Enrolment {
    EnrolmentId id;
    UserId user;
    CourseId course;
    EnrolmentType type = EnrolmentType::Free;
    Millis validFrom = 0;              ///< Unix time, as the next two; from here on
    std::optional<Millis> validUntil;  ///< no longer valid at it; nothing: for good
    Millis created = 0;

    bool isValidAt(Millis now) const { return now >= validFrom && (!validUntil || now < *validUntil); }
};

}  // namespace commerce
