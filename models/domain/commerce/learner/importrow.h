#pragma once

#include "models/domain/commerce/learner/rightdecision.h"
#include "models/domain/csvtable.h"
#include "models/domain/learning/schoolcalendar.h"

/// A file of rights, line by line: person, course (id or title) or plan, until, action. Thread: any (pure).
namespace commerce {

struct ImportRow {
    int line = 0;
    QString person;  ///< as it was written
    QString item;    ///< id or title of the course, or of the plan
    bool isPlan = false;
    RightAction action = RightAction::Grant;
    std::optional<Millis> until;  ///< nothing: for good
    /// What is wrong with the line by itself: "person_missing", "item_missing", "two_items", "bad_action", "bad_date",
    /// "date_over", "date_missing" (a membership ends some day), "repeated" (an earlier line says something of the same
    /// person and item). Empty: nothing.
    QString fault;
};

/// The columns are found by the names in the first line, in English or Chinese, in any order; others are not looked at. A
/// day is the last one that counts, so the right ends at the next midnight of the school's zone; 2026-01-31, 2026/1/31,
/// 2026.1.31 and 2026年1月31日 are days, a time of day behind it is not looked at. An empty action is grant.
/// InvalidArgument "columns_missing": no line of names, or person or both course and plan are not among them;
/// "no_rows": nothing but names.
Result<std::vector<ImportRow>> importRowsOf(const csv::Table &table, const learning::SchoolCalendar &calendar,
                                            Millis now);

/// The end of a day as people write it; nothing: it is none.
std::optional<Millis> endOfWrittenDay(const QString &text, const learning::SchoolCalendar &calendar);

}  // namespace commerce
