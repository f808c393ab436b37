#include "backend/commerce/right/rightservice.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Connection;
using database::Transaction;

Result<std::vector<StoredRight>> RightService::ofPerson(UserId person) const
{
    return m_database.read([&](Connection &c) { return RightRepository::ofPerson(c, person); });
}

Result<StoredRight> RightService::give(UserId person, ItemType type, qint64 item, std::optional<Millis> until)
{
    const auto known = m_knows(person);
    if (!known)
        return known.error();
    if (!*known)
        return Error::notFound(u"There is no such person."_s);
    const Millis now = m_clock.now();
    if (until && *until <= now)
        return Error::invalid(u"The right would be over before it begins."_s, u"invalid_fields"_s,
                              {{u"fields"_s, QJsonObject{{u"until"_s, u"must be in the future"_s}}}});
    const auto sold = m_items.given(type, item);
    if (!sold)
        return sold.error();
    return m_database.write([&](Transaction &tx) -> Result<StoredRight> {
        const auto id = m_keeper.giveByStaff(tx, person, *sold, until, now);
        if (!id)
            return id.error();
        const auto given = RightRepository::find(tx, *id);
        return given ? Result<StoredRight>(**given) : Result<StoredRight>(given.error());
    });
}

Result<StoredRight> RightService::change(RightId id, const Change &how)
{
    return m_database.write([&](Transaction &tx) -> Result<StoredRight> {
        auto found = RightRepository::find(tx, id);
        if (!found)
            return found.error();
        if (!*found)
            return Error::notFound(u"There is no such right."_s);
        if ((*found)->right.kind == RightKind::Membership)
            return Error::precondition(u"A membership changes by buying and refunding it."_s, u"not_by_hand"_s);
        if (auto ok = how(tx, **found); !ok)
            return ok.error();
        found = RightRepository::find(tx, id);
        return found ? Result<StoredRight>(**found) : Result<StoredRight>(found.error());
    });
}

Result<StoredRight> RightService::setUntil(RightId id, std::optional<Millis> until)
{
    return change(id, [&](Transaction &tx, const StoredRight &right) {
        return m_keeper.setUntil(tx, right, until, m_clock.now());
    });
}

Result<StoredRight> RightService::revoke(RightId id)
{
    return change(id,
                  [&](Transaction &tx, const StoredRight &right) { return m_keeper.revoke(tx, right, m_clock.now()); });
}

}  // namespace commerce
