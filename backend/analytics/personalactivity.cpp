#include "backend/analytics/personalactivity.h"

#include "backend/analytics/counterrepository.h"

namespace analytics {

using database::ExportAs;

Result<QJsonObject> PersonalActivity::exportOf(database::Connection &c, UserId person) const
{
    // Those of the school hold every day; the others say in which course or chapter, which progress says already.
    static_assert(int(repository::Kind::School) == 5);
    const auto days =
            database::exportedRows(c, "SELECT day FROM learner_days WHERE user_id = ? AND kind = 5 ORDER BY day",
                                   person, {{"day", ExportAs::Day}});
    if (!days)
        return days.error();
    return QJsonObject{{QStringLiteral("active_days"), *days}};
}

Result<void> PersonalActivity::erase(database::Transaction &tx, UserId person)
{
    static_assert(int(repository::Kind::Owner) == 4);
    return database::runForPerson(
            tx, person,
            {"DELETE FROM learner_days WHERE user_id = ?", "DELETE FROM learner_days WHERE kind = 4 AND id = ?",
             "DELETE FROM active_gaps WHERE kind = 4 AND id = ?",
             "DELETE FROM daily_counters WHERE kind = 4 AND id = ?", "DELETE FROM counters WHERE kind = 4 AND id = ?"});
}

}  // namespace analytics
