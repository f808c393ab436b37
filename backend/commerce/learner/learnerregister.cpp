#include "backend/commerce/learner/learnerregister.h"

#include "backend/accounts/people/personlookup.h"
#include "backend/commerce/membership/membershiprepository.h"
#include "backend/commerce/right/rightrepository.h"

#include <algorithm>

namespace commerce {

using database::Connection;
using database::Transaction;

namespace {

constexpr int NamesAtOnce = 500;
constexpr Millis DayMs = 86'400'000;

/// Makes the row that isn't there. False: there is no such person.
Result<bool> ensureLearner(Transaction &tx, UserId user, CourseId course, Millis since)
{
    const auto known = LearnerRepository::isKnown(tx, user, course);
    if (!known || *known)
        return known;
    const auto person = accounts::personById(tx, user);
    if (!person)
        return person.error();
    if (!*person)
        return false;
    if (auto ok = LearnerRepository::insert(tx, **person, course, since); !ok)
        return ok.error();
    return true;
}

Result<bool> ensureBoth(Transaction &tx, UserId user, CourseId course, Millis since)
{
    const auto known = ensureLearner(tx, user, CourseId(), since);
    return known && *known && course.isValid() ? ensureLearner(tx, user, course, since) : known;
}

/// What a refund has taken from the run of a membership is not in the right that was bought.
Result<std::vector<StoredRight>> rightsAsTheyRun(Connection &c, UserId user)
{
    auto rights = RightRepository::ofPerson(c, user);
    if (!rights)
        return rights.error();
    for (StoredRight &stored : *rights) {
        if (stored.right.kind != RightKind::Membership)
            continue;
        const auto run = MembershipRepository::time(c, user, PlanId(stored.item));
        if (!run)
            return run.error();
        if (*run && stored.right.validUntil)
            stored.right.validUntil = std::min(*stored.right.validUntil, (*run)->until);
    }
    return rights;
}

}  // namespace

Result<void> LearnerRegister::rightsChanged(Transaction &tx, UserId user, CourseId course, Millis now)
{
    const auto known = ensureBoth(tx, user, course, now);
    if (!known || !*known)
        return known ? Result<void>() : Result<void>(known.error());
    const auto stored = rightsAsTheyRun(tx, user);
    if (!stored)
        return stored.error();
    std::vector<Right> all, here;
    for (const StoredRight &s : *stored) {
        all.push_back(s.right);
        if (s.course == course)
            here.push_back(s.right);
    }
    if (auto ok = LearnerRepository::setStanding(tx, user, CourseId(), standingOf(all)); !ok)
        return ok;
    return course.isValid() ? LearnerRepository::setStanding(tx, user, course, standingOf(here)) : Result<void>();
}

Result<void> LearnerRegister::joined(Transaction &tx, UserId user, CourseId course, Millis now)
{
    const auto known = ensureBoth(tx, user, course, now);
    return known ? Result<void>() : Result<void>(known.error());
}

Result<void> LearnerRegister::learned(Transaction &tx, UserId user, CourseId course, int day, bool finished)
{
    const auto known = ensureBoth(tx, user, course, day * DayMs);
    if (!known || !*known)
        return known ? Result<void>() : Result<void>(known.error());
    if (auto ok = LearnerRepository::setSeen(tx, user, course, day); !ok)
        return ok;
    return finished ? LearnerRepository::setFinished(tx, user, course, day) : Result<void>();
}

Result<void> LearnerRegister::renamed(Transaction &tx, const accounts::User &person)
{
    return LearnerRepository::rename(tx, person);
}

Result<void> LearnerRegister::settleNames(database::Database &database)
{
    for (;;) {
        const auto some = database.read([](Connection &c) { return LearnerRepository::nameless(c, NamesAtOnce); });
        if (!some)
            return some.error();
        if (some->empty())
            return {};
        const auto named = database.write([&](Transaction &tx) -> Result<void> {
            for (const UserId user : *some) {
                const auto person = accounts::personById(tx, user);
                if (!person)
                    return person.error();
                accounts::User unknown;
                unknown.id = user;
                unknown.displayName = QStringLiteral("?");
                if (auto ok = LearnerRepository::rename(tx, person->value_or(unknown)); !ok)
                    return ok;
            }
            return {};
        });
        if (!named)
            return named;
    }
}

}  // namespace commerce
