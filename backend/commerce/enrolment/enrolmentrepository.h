#pragma once

#include "backend/database/connection.h"
#include "models/domain/commerce/enrolment.h"

#include <QHash>

#include <optional>
#include <vector>

namespace commerce {

/// Rows of enrolments: one a person and course. Errors: of the store; not found is an empty optional. Thread: that of the
/// connection.
class EnrolmentRepository
{
public:
    using Connection = database::Connection;
    using Transaction = database::Transaction;

    static Result<std::optional<Enrolment>> find(Connection &c, UserId user, CourseId course);
    static Result<std::vector<Enrolment>> ofUser(Connection &c, UserId user);  ///< newest first
    static Result<QHash<qint64, qint64>> counts(Connection &c,
                                                const std::vector<CourseId> &courses);  ///< course id → learners
    /// `e.id` is ignored. Conflict "already_exists".
    static Result<EnrolmentId> insert(Transaction &tx, const Enrolment &enrolment);
    static Result<void> setType(Transaction &tx, EnrolmentId id, EnrolmentType type, Millis now);
    static Result<void> setValidity(Transaction &tx, EnrolmentId id, EnrolmentType type, Millis from,
                                    std::optional<Millis> until, Millis now);
};

}  // namespace commerce
