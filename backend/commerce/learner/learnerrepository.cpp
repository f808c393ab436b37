#include "backend/commerce/learner/learnerrepository.h"

#include "backend/database/engine/dialect.h"

using namespace Qt::StringLiterals;

namespace commerce {

using database::Statement;

namespace {

QByteArray learnersWhere(const database::Dialect &dialect, const LearnerFilter &filter)
{
    QByteArray where = "WHERE course_id = ?"_ba;
    if (!filter.text.isEmpty())
        where += " AND (" + dialect.contains("name_key") + " OR " + dialect.contains("login") + ')';
    switch (filter.right.value_or(RightState::None)) {
    case RightState::None: where += filter.right ? " AND right_until IS NULL" : ""; break;
    case RightState::Active: where += " AND right_until > ?"; break;
    case RightState::Expired: where += " AND right_until <= ? AND all_revoked = 0"; break;
    case RightState::Revoked: where += " AND right_until <= ? AND all_revoked = 1"; break;
    }
    switch (filter.learning.value_or(LearningState::NotStarted)) {
    case LearningState::NotStarted: where += filter.learning ? " AND seen_day = 0" : ""; break;
    case LearningState::Started: where += " AND seen_day > 0 AND finished_day = 0"; break;
    case LearningState::Finished: where += " AND finished_day > 0"; break;
    }
    return where;
}

void bindLearners(Statement &s, const LearnerFilter &filter)
{
    s.bind(filter.course.value);
    if (!filter.text.isEmpty()) {
        const QString pattern = database::patternFor(learnerNameKey(filter.text));
        s.bind(pattern).bind(pattern);
    }
    if (filter.right && *filter.right != RightState::None)
        s.bind(filter.now);
}

QByteArray learnersOrder(const LearnerFilter &filter)
{
    const QByteArray column = filter.sort == LearnerSort::Seen    ? "seen_day"_ba
                              : filter.sort == LearnerSort::Since ? "since"_ba
                                                                  : "name_key"_ba;
    const QByteArray way = filter.descending ? " DESC"_ba : QByteArray();
    return " ORDER BY " + column + way + ", user_id" + way;
}

}  // namespace

Result<qint64> LearnerRepository::count(Connection &c, const LearnerFilter &filter)
{
    Statement s = c.prepare("SELECT COUNT(*) FROM learners " + learnersWhere(c.dialect(), filter));
    bindLearners(s, filter);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next() ? s.integer(0) : 0;
}

QByteArray LearnerRepository::listStatement(const database::Dialect &dialect, const LearnerFilter &filter)
{
    return "SELECT user_id FROM learners " + learnersWhere(dialect, filter) + learnersOrder(filter) +
           " LIMIT ? OFFSET ?";
}

Result<std::vector<UserId>> LearnerRepository::list(Connection &c, const LearnerFilter &filter, qint64 limit,
                                                    qint64 offset)
{
    Statement s = c.prepare(listStatement(c.dialect(), filter));
    bindLearners(s, filter);
    s.bind(limit).bind(offset);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<UserId> out;
    while (s.next())
        out.push_back(UserId(s.integer(0)));
    return out;
}

Result<std::vector<LearnerRow>> LearnerRepository::ofPerson(Connection &c, UserId user)
{
    Statement s = c.prepare("SELECT course_id, since, right_until, all_revoked, seen_day, finished_day FROM learners "
                            "WHERE user_id = ? ORDER BY course_id");
    s.bind(user.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<LearnerRow> out;
    while (s.next())
        out.push_back({user,
                       CourseId(s.integer(0)),
                       s.integer(1),
                       {s.optionalInteger(2), s.boolean(3)},
                       int(s.integer(4)),
                       int(s.integer(5))});
    return out;
}

Result<bool> LearnerRepository::isKnown(Connection &c, UserId user, CourseId course)
{
    Statement s = c.prepare("SELECT 1 FROM learners WHERE user_id = ? AND course_id = ?");
    s.bind(user.value).bind(course.value);
    if (auto ok = s.run(); !ok)
        return ok.error();
    return s.next();
}

Result<void> LearnerRepository::insert(Transaction &tx, const accounts::User &person, CourseId course, Millis since)
{
    return database::ran(
            tx.run("INSERT INTO learners (user_id, course_id, name_key, login, since) VALUES (?, ?, ?, ?, ?)",
                   person.id.value, course.value, learnerNameKey(person.displayName), person.login, since));
}

Result<void> LearnerRepository::setStanding(Transaction &tx, UserId user, CourseId course,
                                            const RightStanding &standing)
{
    return database::ran(
            tx.run("UPDATE learners SET right_until = ?, all_revoked = ? WHERE user_id = ? AND course_id = ?",
                   standing.until, standing.revoked, user.value, course.value));
}

Result<void> LearnerRepository::setSeen(Transaction &tx, UserId user, CourseId course, int day)
{
    return database::ran(
            tx.run("UPDATE learners SET seen_day = ? WHERE user_id = ? AND course_id IN (0, ?) AND seen_day < ?", day,
                   user.value, course.value, day));
}

Result<void> LearnerRepository::setFinished(Transaction &tx, UserId user, CourseId course, int day)
{
    return database::ran(tx.run("UPDATE learners SET finished_day = ? WHERE user_id = ? AND course_id IN (0, ?) AND "
                                "finished_day < ?",
                                day, user.value, course.value, day));
}

Result<void> LearnerRepository::rename(Transaction &tx, const accounts::User &person)
{
    return database::ran(tx.run("UPDATE learners SET name_key = ?, login = ? WHERE user_id = ?",
                                learnerNameKey(person.displayName), person.login, person.id.value));
}

Result<std::vector<UserId>> LearnerRepository::nameless(Connection &c, int limit)
{
    Statement s = c.prepare("SELECT user_id FROM learners WHERE course_id = 0 AND name_key = '' LIMIT ?");
    s.bind(limit);
    if (auto ok = s.run(); !ok)
        return ok.error();
    std::vector<UserId> out;
    while (s.next())
        out.push_back(UserId(s.integer(0)));
    return out;
}

}  // namespace commerce
