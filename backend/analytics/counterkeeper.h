#pragma once

#include "backend/analytics/counterrepository.h"
#include "backend/learning/progress/progresslistener.h"

#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace analytics {

/// Counts learning in the transaction that stores it. Collects what the records of a group changed and writes each
/// counter once, so a heartbeat costs a share of a few rows. Thread: the writer's.
class CounterKeeper : public learning::ProgressListener
{
public:
    void lessonActivity(const learning::LessonActivity &activity) override;
    void scopeStarted(const learning::ScopeActivity &activity) override;
    void scopeCompleted(const learning::ScopeActivity &activity) override;
    Result<void> flush(database::Transaction &tx) override;
    void drop() override;

private:
    using ScopeKey = std::tuple<int, qint64>;                ///< kind, id
    using DayKey = std::tuple<int, qint64, int>;             ///< kind, id, day
    using GapKey = std::tuple<int, qint64, int, int>;        ///< kind, id, day, gap
    using PersonDay = std::tuple<qint64, int, qint64, int>;  ///< user, kind, id, day
    struct Sum {
        CourseId course;
        repository::Totals totals;
    };

    repository::Totals &totalsOf(repository::Scope scope, CourseId course);
    repository::DayTotals &dayOf(repository::Scope scope, int day);
    void activeOn(repository::Scope scope, int day, int previousDay, int nextDay);
    Result<void> flushPeople(database::Transaction &tx);

    std::optional<repository::Queries> m_queries;
    std::map<ScopeKey, Sum> m_totals;
    std::map<std::tuple<CourseId, LessonId, AssetId>, qint64> m_coverage;  ///< seconds
    std::map<DayKey, repository::DayTotals> m_days;
    std::map<GapKey, int> m_gaps;
    std::set<PersonDay> m_people;
};

}  // namespace analytics
