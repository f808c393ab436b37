// What ProgressBatch reads and writes of the store, in the order of the keys where other servers lock rows too.
#include "backend/commerce/learner/learnerregister.h"
#include "backend/learning/progress/progressbatch.h"

#include <algorithm>
#include <tuple>

namespace learning {

namespace {

/// Where other servers lock rows too, all do it in one order, so that none waits for one who waits for it.
std::vector<const AdmittedRecord *> inKeyOrder(const database::Transaction &tx,
                                               const std::vector<AdmittedRecord> &records)
{
    std::vector<const AdmittedRecord *> out;
    out.reserve(records.size());
    for (const AdmittedRecord &record : records)
        out.push_back(&record);
    if (!tx.isOnlyWriter())
        std::stable_sort(out.begin(), out.end(), [](const AdmittedRecord *a, const AdmittedRecord *b) {
            return std::pair(a->course->id, a->lesson->id) < std::pair(b->course->id, b->lesson->id);
        });
    return out;
}

}  // namespace

Result<void> ProgressBatch::load(database::Transaction &tx, UserId user, const std::vector<AdmittedRecord> &records)
{
    bool needsCredit = false;
    for (const AdmittedRecord *const record : inKeyOrder(tx, records)) {
        const AdmittedRecord &admitted = *record;
        needsCredit = needsCredit || !admitted.record.watched.isEmpty() || admitted.record.watchSeconds > 0;
        const Key key{user.value, admitted.lesson->id.value};
        if (m_rows.contains(key))
            continue;
        auto found = repository::findLocked(tx, user, admitted.course->id, admitted.lesson->id);
        if (!found)
            return found.error();
        Row row;
        if (*found)
            row.stored = std::move(**found);
        row.stored.course = admitted.course->id;
        row.stored.lesson = admitted.lesson->id;
        m_rows.emplace(key, std::move(row));
    }
    if (needsCredit && !m_credits.contains(user.value)) {
        const auto credit = repository::credit(tx, user);
        if (!credit)
            return credit.error();
        m_credits.emplace(user.value, Credit{credit->value_or(WatchCredit{}), false});
    }
    return {};
}

Result<void> ProgressBatch::flushRows(database::Transaction &tx)
{
    std::vector<std::pair<UserId, const repository::StoredProgress *>> rows;
    for (const auto &[key, row] : m_rows) {
        if (row.changed)
            rows.emplace_back(UserId(key.user), &row.stored);
    }
    std::vector<std::pair<UserId, const WatchCredit *>> credits;
    for (const auto &[user, credit] : m_credits) {
        if (credit.changed)
            credits.emplace_back(UserId(user), &credit.value);
    }
    if (!tx.isOnlyWriter()) {  // see inKeyOrder
        std::sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) {
            return std::tuple(a.first, a.second->course, a.second->lesson) <
                   std::tuple(b.first, b.second->course, b.second->lesson);
        });
        std::sort(credits.begin(), credits.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    }
    for (const auto &[user, row] : rows) {
        if (auto ok = repository::save(tx, *m_queries, user, *row); !ok)
            return ok;
    }
    for (const auto &[user, credit] : credits) {
        if (auto ok = repository::saveCredit(tx, *m_queries, user, *credit); !ok)
            return ok;
    }
    return {};
}

Result<void> ProgressBatch::flushWithheld(database::Transaction &tx)
{
    for (const auto &[key, day] : m_withheld) {
        const UserId user = std::get<0>(key);
        if (auto ok = repository::withhold(tx, user, day); !ok)
            return ok;
        // In no figure, but who has progress is a learner all the same.
        if (auto ok = commerce::LearnerRegister::learned(tx, user, day.course, day.day, false); !ok)
            return ok;
    }
    return {};
}

}  // namespace learning
