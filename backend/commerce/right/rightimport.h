#pragma once

#include "backend/commerce/right/rightservice.h"
#include "models/domain/accounts/user.h"
#include "models/domain/commerce/learner/importrow.h"

#include <map>

namespace commerce {

/// A line of a file, and what becomes of it.
struct ImportedLine {
    ImportRow row;  ///< its fault also: "unknown_person", "unknown_course", "ambiguous_course", "unknown_plan",
                    ///< "ambiguous_plan", "no_right", "not_by_hand"
    UserId person;
    QString name;   ///< of the person
    QString title;  ///< of the course or plan
    ItemType type = ItemType::Column;
    qint64 item = 0;
    RightOutcome outcome = RightOutcome::Nothing;
};

struct ImportReport {
    std::vector<ImportedLine> lines;

    int failed() const;
    /// {granted, extended, revoked, nothing, failed}
    QJsonObject counts() const;
};

/// Rights by a file (models/domain/commerce/learner/importrow.h): all of it in one transaction, with a line of the audit log
/// for each right and one for the file. The same file again changes nothing. The limits keep the writer for less than a
/// second. Thread: any but the writer's; not a request's worker, for a full file takes its time.
class RightImport
{
public:
    RightImport(database::Database &database, const Clock &clock, const learning::SchoolCalendar &calendar,
                const ItemsOnSale &items, RightKeeper &keeper)
        : m_database(database), m_clock(clock), m_calendar(calendar), m_items(items), m_keeper(keeper)
    {
    }

    static csv::Limits limits() { return {.bytes = 512 * 1024, .rows = 2'001}; }

    /// What would happen, line by line. Errors: those of csv::read and importRowsOf.
    Result<ImportReport> preview(const QByteArray &file) const;
    /// Does it. A line that can't be done fails all, FailedPrecondition "import_has_faults" with the number in `detail`,
    /// unless those are to be skipped.
    Result<ImportReport> run(const accounts::Actor &actor, const QByteArray &file, bool skipBad);

private:
    using Items = std::map<std::pair<ItemType, qint64>, ItemOnSale>;
    Result<ImportReport> understood(const QByteArray &file, Millis now) const;
    Result<Items> itemsOf(ImportReport &report) const;
    /// For the audit log, which comes last in a transaction.
    struct Done {
        const char *action;
        StoredRight right;
        QJsonObject details;
    };
    Result<void> apply(database::Transaction &tx, ImportedLine &line, const Items &items, Millis now,
                       std::vector<Done> &done);
    Result<void> applyTo(database::Transaction &tx, const ImportedLine &line, const StoredRight &right,
                         const catalog::CoursePtr &course, Millis now, std::vector<Done> &done);

    database::Database &m_database;
    const Clock &m_clock;
    const learning::SchoolCalendar &m_calendar;
    const ItemsOnSale &m_items;
    RightKeeper &m_keeper;
};

}  // namespace commerce
