#include "backend/commerce/learner/learnerregister.h"
#include "tests/support/teststore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace commerce;
using database::Connection;
using database::Transaction;

/// The list of learners in the store, on both engines: what a migration makes of what there was, and that long lists go
/// along their indexes. The routes are in tests/api/commerce.
class LearnersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoWasThereIsListed();
    void longListsGoAlongTheirIndexes_data();
    void longListsGoAlongTheirIndexes();
    void everyPageHoldsTheNext();

private:
    static std::vector<database::Migration> before();
    static void run(database::Database &store, const QByteArrayList &statements);
    static void fill(database::Database &store, int people);
};

namespace {

/// What the engine says about a statement, in one text.
QString planOf(database::Database &store, const LearnerFilter &filter)
{
    const auto plan = store.read([&](Connection &c) -> Result<QString> {
        const bool sqlite = c.dialect().lockingClause().isEmpty();
        auto s = c.prepare((sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") +
                           LearnerRepository::listStatement(c.dialect(), filter));
        s.bind(filter.course.value);
        if (!filter.text.isEmpty())
            s.bind(database::patternFor(filter.text)).bind(database::patternFor(filter.text));
        if (filter.right && *filter.right != RightState::None)
            s.bind(filter.now);
        s.bind(100).bind(1'000);
        if (auto ok = s.run(); !ok)
            return ok.error();
        QStringList lines;
        while (s.next())
            lines << (sqlite ? s.text(3) : s.text(5) + u" | "_s + s.text(9));
        return lines.join(u"; "_s);
    });
    return plan ? *plan : plan.error().message;
}

}  // namespace

std::vector<database::Migration> LearnersTest::before()
{
    std::vector<database::Migration> out;
    for (const database::Migration &migration : database::shippedMigrations()) {
        if (migration.name.contains("learners"_L1))
            break;
        out.push_back(migration);
    }
    return out;
}

void LearnersTest::run(database::Database &store, const QByteArrayList &statements)
{
    const auto done = store.write([&](Transaction &tx) -> Result<void> {
        for (const QByteArray &statement : statements)
            if (const auto ran = tx.run(statement); !ran)
                return ran.error();
        return {};
    });
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
}

void LearnersTest::fill(database::Database &store, int people)
{
    const auto done = store.write([&](Transaction &tx) -> Result<void> {
        for (int i = 1; i <= people; ++i) {
            accounts::User person;
            person.id = UserId(i);
            person.login = u"login%1"_s.arg(i);
            person.displayName = u"Name %1"_s.arg((i * 7919) % people, 6, 10, QChar(u'0'));
            for (const CourseId course : {CourseId(), CourseId(1 + i % 3)})
                if (auto ok = LearnerRepository::insert(tx, person, course, i); !ok)
                    return ok;
            if (auto ok = LearnerRepository::setStanding(tx, person.id, CourseId(), {Millis(i), i % 5 == 0}); !ok)
                return ok;
        }
        return {};
    });
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
}

void LearnersTest::whoWasThereIsListed()
{
    support::TestStore old(before());
    const QByteArray user = "INSERT INTO users (id, login, display_name, role, password, token_epoch, disabled, "
                            "created_at, updated_at, login_skeleton) VALUES ";
    const QByteArray right = "INSERT INTO rights (user_id, kind, item_id, course_id, source, valid_from, valid_until, "
                             "revoked_at, created_at) VALUES ";
    run(*old, {user + "(1, 'bought', 'Ｂo ught', 'learner', '', 0, 0, 1, 1, 'x')",
               user + "(2, 'joined', 'Jo', 'learner', '', 0, 0, 1, 1, 'x')",
               user + "(3, 'learned', 'Le', 'learner', '', 0, 0, 1, 1, 'x')",
               user + "(4, 'member', 'Me', 'learner', '', 0, 0, 1, 1, 'x')",
               user + "(5, 'nobody', 'No', 'learner', '', 0, 0, 1, 1, 'x')",
               right + "(1, 'course', 7, 7, 'order', 10, 500, NULL, 10)",
               right + "(1, 'course', 7, 7, 'staff', 20, NULL, 400, 20)",
               right + "(1, 'lesson', 80, 8, 'staff', 30, NULL, 300, 30)",
               right + "(4, 'membership', 1, 0, 'order', 10, 900, NULL, 10)",
               "INSERT INTO membership_plans (id, name, months, price, benefit, percent_off, scope, withdrawn, "
               "created_at, updated_at) VALUES (1, 'Plan', 1, 1, 'free', 0, 'all', 0, 1, 1)",
               "INSERT INTO memberships (user_id, plan_id, valid_from, valid_until) VALUES (4, 1, 10, 800)",
               "INSERT INTO enrolments (user_id, course_id, type, valid_from, created_at, updated_at) VALUES (2, 7, "
               "'free', 40, 40, 40)",
               "INSERT INTO progress (user_id, course_id, lesson_id, position_ms, position_time, watch_seconds, state, "
               "clipped_seconds, created_at, updated_at) VALUES (3, 7, 1, 1, 172800000, 1, '', 0, 50, 50)",
               "INSERT INTO course_learners (user_id, course_id, chapter_id, started_time, completed_time) VALUES (3, "
               "7, 0, 50, 259200000)"});
    old.close();
    auto opened = database::Database::open({old.folder(), old.url(), database::shippedMigrations()});
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    database::Database &store = **opened;
    QVERIFY(LearnerRegister::settleNames(store));

    const auto list = [&](CourseId course) {
        LearnerFilter filter;
        filter.course = course;
        return *store.read([&](Connection &c) { return LearnerRepository::list(c, filter, 100, 0); });
    };
    QCOMPARE(list(CourseId()), (std::vector<UserId>{UserId(1), UserId(2), UserId(3), UserId(4)}));
    QCOMPARE(list(CourseId(7)), (std::vector<UserId>{UserId(1), UserId(2), UserId(3)}));
    const auto of = [&](int person, size_t at) {
        return store.read([&](Connection &c) { return LearnerRepository::ofPerson(c, UserId(person)); })->at(at);
    };
    QCOMPARE(of(1, 0).standing, (RightStanding{500, false}));
    QCOMPARE(of(1, 1).standing, (RightStanding{500, false}));
    QCOMPARE(of(1, 2).standing, (RightStanding{300, true}));
    QCOMPARE(of(1, 0).since, 10);
    QCOMPARE(of(2, 1).standing, (RightStanding{std::nullopt, false}));
    QCOMPARE(of(2, 1).learning(), LearningState::NotStarted);
    QCOMPARE(of(3, 1).seenDay, 2);
    QCOMPARE(of(3, 0).finishedDay, 3);
    QCOMPARE(of(4, 0).standing, (RightStanding{800, false}));
    LearnerFilter named;
    named.text = u"BO UGHT"_s;
    QCOMPARE(*store.read([&](Connection &c) { return LearnerRepository::count(c, named); }), 1);
}

void LearnersTest::longListsGoAlongTheirIndexes_data()
{
    QTest::addColumn<LearnerFilter>("filter");
    QTest::addColumn<QString>("index");
    LearnerFilter all;
    all.now = 10'000;
    QTest::newRow("everybody by name") << all << u"learners_by_name"_s;
    LearnerFilter backwards = all;
    backwards.descending = true;
    QTest::newRow("backwards") << backwards << u"learners_by_name"_s;
    LearnerFilter course = all;
    course.course = CourseId(2);
    QTest::newRow("of a course") << course << u"learners_by_name"_s;
    LearnerFilter text = all;
    text.text = u"7"_s;
    QTest::newRow("a text") << text << u"learners_by_name"_s;
    for (const RightState state : {RightState::None, RightState::Active, RightState::Expired, RightState::Revoked}) {
        LearnerFilter one = all;
        one.right = state;
        one.learning = LearningState::NotStarted;
        QTest::addRow("state %d", int(state)) << one << u"learners_by_name"_s;
    }
    LearnerFilter seen = all;
    seen.sort = LearnerSort::Seen;
    seen.descending = true;
    QTest::newRow("last seen") << seen << u"learners_by_seen"_s;
    LearnerFilter since = all;
    since.sort = LearnerSort::Since;
    QTest::newRow("longest here") << since << u"learners_by_since"_s;
}

void LearnersTest::longListsGoAlongTheirIndexes()
{
    QFETCH(LearnerFilter, filter);
    QFETCH(QString, index);
    static support::TestStore store;
    static bool filled = false;
    if (!filled) {
        fill(*store, 3'000);
        filled = true;
    }
    const QString plan = planOf(*store, filter);
    QVERIFY2(plan.contains(index), qPrintable(plan));
    QVERIFY2(!plan.contains("TEMP B-TREE"_L1) && !plan.contains("filesort"_L1), qPrintable(plan));
    QVERIFY2(plan.contains("COVERING INDEX"_L1) || plan.contains("Using index"_L1), qPrintable(plan));
}

void LearnersTest::everyPageHoldsTheNext()
{
    support::TestStore store;
    fill(*store, 250);
    for (const LearnerSort sort : {LearnerSort::Name, LearnerSort::Seen, LearnerSort::Since}) {
        LearnerFilter filter;
        filter.sort = sort;
        std::vector<UserId> seen;
        for (int offset = 0; offset < 250; offset += 100) {
            const auto page =
                    store->read([&](Connection &c) { return LearnerRepository::list(c, filter, 100, offset); });
            seen.insert(seen.end(), page->begin(), page->end());
        }
        QCOMPARE(seen.size(), size_t(250));
        filter.descending = true;
        auto back = *store->read([&](Connection &c) { return LearnerRepository::list(c, filter, 1'000, 0); });
        std::reverse(back.begin(), back.end());
        QCOMPARE(back, seen);
    }
}

QTEST_GUILESS_MAIN(LearnersTest)
#include "tst_learners.moc"
