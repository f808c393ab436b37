#include "backend/commerce/right/rightimport.h"

#include "backend/accounts/people/personlock.h"
#include "backend/commerce/right/importnames.h"
#include "backend/commerce/right/rightaudit.h"

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;
using database::Transaction;

namespace {

RightKind kindIn(const ImportedLine &line)
{
    return line.row.isPlan ? RightKind::Membership : RightKind::Course;
}

/// What the line comes to, and the rights it is about.
struct Judged {
    RightDecision decision;
    std::vector<StoredRight> held;
};

Result<Judged> judge(Connection &c, const ImportedLine &line, Millis now)
{
    auto held = RightRepository::of(c, line.person, kindIn(line), line.item);
    if (!held)
        return held.error();
    std::vector<Right> rights;
    for (const StoredRight &stored : *held)
        rights.push_back(stored.right);
    if (!line.row.isPlan)
        return Judged{decideRight(line.row.action, line.row.until, rights, now), std::move(*held)};
    const auto run = MembershipRepository::time(c, line.person, PlanId(line.item));
    if (!run)
        return run.error();
    return Judged{decideMembership(line.row.action, line.row.until.value_or(0), *run, rights, now), std::move(*held)};
}

Result<void> lockPeople(Transaction &tx, const ImportReport &report)
{
    std::set<UserId> people;
    for (const ImportedLine &line : report.lines)
        if (line.row.fault.isEmpty())
            people.insert(line.person);
    for (const UserId person : people) {
        if (auto ok = accounts::lockPerson(tx, person); !ok)
            return ok;
    }
    return {};
}

Error hasFaults(const ImportReport &report)
{
    return Error::precondition(u"The file has lines that can't be done: mend them, or have them skipped."_s,
                               u"import_has_faults"_s, {{u"counts"_s, report.counts()}});
}

QJsonValue before(const StoredRight &right)
{
    return right.right.validUntil ? QJsonValue(toIso(*right.right.validUntil)) : QJsonValue();
}

}  // namespace

int ImportReport::failed() const
{
    return int(std::count_if(lines.begin(), lines.end(),
                             [](const ImportedLine &line) { return !line.row.fault.isEmpty(); }));
}

QJsonObject ImportReport::counts() const
{
    QJsonObject out{{u"failed"_s, failed()}};
    for (const RightOutcome outcome :
         {RightOutcome::Granted, RightOutcome::Extended, RightOutcome::Revoked, RightOutcome::Nothing})
        out.insert(rightOutcomeName(outcome),
                   int(std::count_if(lines.begin(), lines.end(), [&](const ImportedLine &line) {
                       return line.row.fault.isEmpty() && line.outcome == outcome;
                   })));
    return out;
}

Result<ImportReport> RightImport::understood(const QByteArray &file, Millis now) const
{
    const auto table = csv::read(file, limits());
    if (!table)
        return table.error();
    auto rows = importRowsOf(*table, m_calendar, now);
    if (!rows)
        return rows.error();
    ImportReport report;
    for (ImportRow &row : *rows) {
        ImportedLine line;
        line.row = std::move(row);
        report.lines.push_back(std::move(line));
    }
    const auto known = m_database.read([&](Connection &c) { return findImportNames(c, report.lines); });
    if (!known)
        return known.error();
    return report;
}

Result<ImportReport> RightImport::preview(const QByteArray &file) const
{
    const Millis now = m_clock.now();
    auto report = understood(file, now);
    if (!report)
        return report;
    if (const auto items = itemsOf(*report); !items)
        return items.error();
    const auto judged = m_database.read([&](Connection &c) -> Result<void> {
        for (ImportedLine &line : report->lines) {
            if (!line.row.fault.isEmpty())
                continue;
            const auto one = judge(c, line, now);
            if (!one)
                return one.error();
            line.outcome = one->decision.outcome;
            line.row.fault = one->decision.fault;
        }
        return {};
    });
    return judged ? report : Result<ImportReport>(judged.error());
}

/// Before the transaction, which must not wait for the store. What isn't sold any more is unknown.
Result<RightImport::Items> RightImport::itemsOf(ImportReport &report) const
{
    Items items;
    for (ImportedLine &line : report.lines) {
        const auto key = std::pair(line.type, line.item);
        if (!line.row.fault.isEmpty() || items.contains(key))
            continue;
        auto item = m_items.given(line.type, line.item);
        if (item)
            items.emplace(key, std::move(*item));
        else if (item.error().code != ErrorCode::NotFound)
            return item.error();
        else if (line.row.action == RightAction::Grant)
            line.row.fault = line.row.isPlan ? u"unknown_plan"_s : u"unknown_course"_s;
    }
    return items;
}

Result<ImportReport> RightImport::run(const accounts::Actor &actor, const QByteArray &file, bool skipBad)
{
    const Millis now = m_clock.now();
    auto known = understood(file, now);
    if (!known)
        return known;
    const auto items = itemsOf(*known);
    if (!items)
        return items.error();
    if (known->failed() > 0 && !skipBad)
        return hasFaults(*known);
    return m_database.write([&](Transaction &tx) -> Result<ImportReport> {
        ImportReport report = *known;
        std::vector<Done> done;
        if (auto ok = lockPeople(tx, report); !ok)
            return ok.error();
        for (ImportedLine &line : report.lines) {
            if (!line.row.fault.isEmpty())
                continue;
            if (auto ok = apply(tx, line, *items, now, done); !ok)
                return ok.error();
        }
        if (report.failed() > 0 && !skipBad)
            return hasFaults(report);
        for (const Done &one : done) {
            if (auto ok = auditRight(tx, actor, one.action, one.right, one.details, now); !ok)
                return ok.error();
        }
        if (auto ok = auditImport(tx, actor, report.counts(), now); !ok)
            return ok.error();
        return report;
    });
}

Result<void> RightImport::apply(Transaction &tx, ImportedLine &line, const Items &items, Millis now,
                                std::vector<Done> &done)
{
    const auto judged = judge(tx, line, now);
    if (!judged)
        return judged.error();
    line.outcome = judged->decision.outcome;
    line.row.fault = judged->decision.fault;
    if (!line.row.fault.isEmpty())
        return {};
    const auto found = items.find({line.type, line.item});
    const ItemOnSale *item = found == items.end() ? nullptr : &found->second;
    const bool prolongs = line.outcome == RightOutcome::Extended;
    if (line.outcome == RightOutcome::Granted || (prolongs && line.row.isPlan)) {
        if (!item) {
            line.row.fault = line.row.isPlan ? u"unknown_plan"_s : u"unknown_course"_s;
            return {};
        }
        const auto id = m_keeper.giveByStaff(tx, line.person, *item, line.row.until, now);
        if (!id)
            return id.error();
        const auto given = RightRepository::find(tx, *id);
        if (!given)
            return given.error();
        done.push_back({"right.grant", given->value_or(StoredRight()), {{u"line"_s, line.row.line}}});
        return {};
    }
    for (const size_t at : judged->decision.which) {
        const catalog::CoursePtr course = item ? item->course : nullptr;
        if (auto ok = applyTo(tx, line, judged->held[at], course, now, done); !ok)
            return ok;
    }
    return {};
}

/// To a right that is there.
Result<void> RightImport::applyTo(Transaction &tx, const ImportedLine &line, const StoredRight &right,
                                  const catalog::CoursePtr &course, Millis now, std::vector<Done> &done)
{
    if (line.outcome == RightOutcome::Revoked) {
        done.push_back({"right.revoke", right, {{u"line"_s, line.row.line}}});
        return m_keeper.revoke(tx, right, now);
    }
    StoredRight after = right;
    after.right.validUntil = line.row.until;
    done.push_back({"right.extend", after, {{u"line"_s, line.row.line}, {u"before"_s, before(right)}}});
    return m_keeper.setUntil(tx, right, line.row.until, course, now);
}

}  // namespace commerce
