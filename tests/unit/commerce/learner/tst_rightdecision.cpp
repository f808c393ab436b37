#include "models/domain/commerce/learner/importrow.h"
#include "models/domain/commerce/learner/learnerstanding.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace commerce;
using learning::SchoolCalendar;

/// What staff's wishes make of rights, by hand of a file: and that the same wish twice changes nothing.
class RightDecisionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatAWishComesTo_data();
    void whatAWishComesTo();
    void theSameWishTwiceIsOne();
    void aMembershipGoesOn();
    void standingsSayWhatRightsComeTo();
    void daysAsPeopleWriteThem_data();
    void daysAsPeopleWriteThem();
    void rowsOfAFile();
};

namespace {

constexpr Millis Now = 1'000;
using Rights = std::vector<Right>;

const SchoolCalendar &shanghai()
{
    static const SchoolCalendar calendar("Asia/Shanghai");
    return calendar;
}

Right right(RightSource source, std::optional<Millis> until, std::optional<Millis> revoked = std::nullopt)
{
    return {RightKind::Course, source, 0, until, revoked};
}

/// As the service does what was decided.
void apply(Rights &held, const RightDecision &decision, std::optional<Millis> until)
{
    switch (decision.outcome) {
    case RightOutcome::Granted:
        held.push_back({RightKind::Course, RightSource::Staff, Now, until, std::nullopt});
        break;
    case RightOutcome::Extended: held[decision.which.front()].validUntil = until; break;
    case RightOutcome::Revoked:
        for (const size_t at : decision.which)
            held[at].revokedAt = Now;
        break;
    case RightOutcome::Nothing: break;
    }
}

}  // namespace

void RightDecisionTest::whatAWishComesTo_data()
{
    QTest::addColumn<Rights>("held");
    QTest::addColumn<int>("action");
    QTest::addColumn<qint64>("until");  // 0: for good
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QList<int>>("which");
    constexpr int Grant = int(RightAction::Grant), Extend = int(RightAction::Extend), Revoke = int(RightAction::Revoke);
    constexpr auto Order = RightSource::Order, Staff = RightSource::Staff, Trial = RightSource::Trial;
    using Which = QList<int>;
    const qint64 forGood = 0, day = 5'000;
    QTest::newRow("a first one") << Rights{} << Grant << day << u"granted"_s << Which{};
    QTest::newRow("there already") << Rights{right(Staff, 5'000)} << Grant << day << u"nothing"_s << Which{};
    QTest::newRow("there longer") << Rights{right(Order, {})} << Grant << day << u"nothing"_s << Which{};
    QTest::newRow("staff's is prolonged") << Rights{right(Staff, 4'999)} << Grant << day << u"extended"_s << Which{0};
    QTest::newRow("for good") << Rights{right(Staff, 4'999)} << Grant << forGood << u"extended"_s << Which{0};
    QTest::newRow("bought ones stay") << Rights{right(Order, 4'999)} << Grant << day << u"granted"_s << Which{};
    QTest::newRow("a trial is none") << Rights{right(Trial, {})} << Grant << forGood << u"granted"_s << Which{};
    QTest::newRow("one that ended stays so") << Rights{right(Staff, 999)} << Grant << day << u"granted"_s << Which{};
    QTest::newRow("one that was taken back too")
            << Rights{right(Staff, {}, 900)} << Grant << day << u"granted"_s << Which{};
    QTest::newRow("the latest is prolonged")
            << Rights{right(Staff, 2'000), right(Staff, 3'000)} << Grant << day << u"extended"_s << Which{1};
    QTest::newRow("nothing to prolong") << Rights{} << Extend << day << u"no_right"_s << Which{};
    QTest::newRow("taken back: nothing to prolong")
            << Rights{right(Staff, {}, 900)} << Extend << day << u"no_right"_s << Which{};
    QTest::newRow("a bought one") << Rights{right(Order, 3'000)} << Extend << day << u"extended"_s << Which{0};
    QTest::newRow("one that ended") << Rights{right(Order, 500)} << Extend << day << u"extended"_s << Which{0};
    QTest::newRow("never shorter") << Rights{right(Order, {})} << Extend << day << u"nothing"_s << Which{};
    QTest::newRow("all that is good for something")
            << Rights{right(Order, {}), right(Staff, 900), right(Staff, 2'000), right(Order, {}, 10), right(Trial, {})}
            << Revoke << forGood << u"revoked"_s << Which{0, 2};
    QTest::newRow("nothing to take") << Rights{right(Staff, 900)} << Revoke << forGood << u"nothing"_s << Which{};
}

void RightDecisionTest::whatAWishComesTo()
{
    QFETCH(Rights, held);
    QFETCH(int, action);
    QFETCH(qint64, until);
    QFETCH(QString, outcome);
    QFETCH(QList<int>, which);
    const RightDecision decision =
            decideRight(RightAction(action), until ? std::optional(until) : std::nullopt, held, Now);
    QCOMPARE(decision.fault.isEmpty() ? rightOutcomeName(decision.outcome) : decision.fault, outcome);
    QCOMPARE(QList<int>(decision.which.begin(), decision.which.end()), which);
}

void RightDecisionTest::theSameWishTwiceIsOne()
{
    QRandomGenerator random(20270102);
    constexpr RightSource Sources[] = {RightSource::Order, RightSource::Staff, RightSource::Trial, RightSource::Free};
    const auto moment = [&]() -> std::optional<Millis> {
        return random.bounded(3) == 0 ? std::nullopt : std::optional(Millis(random.bounded(2'000)));
    };
    for (int round = 0; round < 20'000; ++round) {
        Rights held;
        for (int n = random.bounded(4); n > 0; --n)
            held.push_back({RightKind::Course, Sources[random.bounded(4)], Millis(random.bounded(900)), moment(),
                            random.bounded(4) == 0 ? std::optional(Millis(random.bounded(1'000))) : std::nullopt});
        const auto action = RightAction(random.bounded(3));
        std::optional<Millis> until = moment();
        if (until)
            until = Now + 1 + *until;
        const Millis before = standingOf(held).until.value_or(0);
        const RightDecision first = decideRight(action, until, held, Now);
        apply(held, first, until);
        const RightDecision again = decideRight(action, until, held, Now);
        QCOMPARE(again.outcome, RightOutcome::Nothing);
        QCOMPARE(again.fault, first.fault);
        if (!first.fault.isEmpty())
            continue;
        const RightStanding after = standingOf(held);
        if (action == RightAction::Revoke) {
            QVERIFY(!after.until || *after.until <= Now);
        } else {
            QCOMPARE(rightStateAt(after, Now), RightState::Active);
            QVERIFY(*after.until >= until.value_or(RightStanding::ForGood));
            QVERIFY(*after.until >= before);
        }
    }
}

void RightDecisionTest::aMembershipGoesOn()
{
    const MembershipTime run{0, 3'000};
    const Right staff{RightKind::Membership, RightSource::Staff, 0, 3'000, std::nullopt};
    const Right order{RightKind::Membership, RightSource::Order, 0, 3'000, std::nullopt};
    const auto decide = [](RightAction action, Millis until, const std::optional<MembershipTime> &time,
                           const Rights &held) {
        const RightDecision decision = decideMembership(action, until, time, held, Now);
        return decision.fault.isEmpty() ? rightOutcomeName(decision.outcome) : decision.fault;
    };
    QCOMPARE(decide(RightAction::Grant, 5'000, std::nullopt, {}), u"granted"_s);
    QCOMPARE(decide(RightAction::Grant, 3'000, run, {staff}), u"nothing"_s);
    QCOMPARE(decide(RightAction::Extend, 5'000, run, {order}), u"extended"_s);
    QCOMPARE(decide(RightAction::Extend, 5'000, std::nullopt, {}), u"no_right"_s);
    QCOMPARE(decide(RightAction::Revoke, 0, run, {staff, order}), u"revoked"_s);
    QCOMPARE(decide(RightAction::Revoke, 0, run, {order}), u"not_by_hand"_s);
    QCOMPARE(decide(RightAction::Revoke, 0, std::nullopt, {}), u"nothing"_s);

    QCOMPARE(extendMembershipUntil(run, 5'000, Now).time, (MembershipTime{0, 5'000}));
    QCOMPARE(extendMembershipUntil(run, 5'000, Now).bought, (BoughtTime{3'000, 5'000}));
    QCOMPARE(extendMembershipUntil(MembershipTime{0, Now}, 5'000, Now).bought, (BoughtTime{Now, 5'000}));
    // What was given for good days can be taken back to the millisecond.
    const Extension longer = extendMembershipUntil(run, 5'000, Now);
    QCOMPARE(shortenMembership(longer.time, longer.bought, 0, 0, 0), run);
}

void RightDecisionTest::standingsSayWhatRightsComeTo()
{
    using Source = RightSource;
    const auto state = [](const Rights &rights) { return rightStateName(rightStateAt(standingOf(rights), Now)); };
    QCOMPARE(state({}), u"none"_s);
    QCOMPARE(state({right(Source::Trial, {}), right(Source::Free, {})}), u"none"_s);
    QCOMPARE(state({right(Source::Staff, 1'001)}), u"active"_s);
    QCOMPARE(state({right(Source::Staff, 1'000)}), u"expired"_s);
    QCOMPARE(state({right(Source::Staff, {}, 900)}), u"revoked"_s);
    QCOMPARE(state({right(Source::Staff, {}, 900), right(Source::Order, 950)}), u"expired"_s);
    QCOMPARE(state({right(Source::Staff, {}, 900), right(Source::Order, {})}), u"active"_s);
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(rightStateFromName(rightStateName(RightState(i))), RightState(i));
        QCOMPARE(learningStateFromName(i < 3 ? learningStateName(LearningState(i)) : u"?"_s),
                 i < 3 ? std::optional(LearningState(i)) : std::nullopt);
    }
    QCOMPARE(learnerNameKey(u"  Ｍei\u3000 LI "_s), u"mei li"_s);
    QVERIFY(learnerNameKey(QString(64, u'\xDF')).size() <= 64);
    QVERIFY(!learnerNameKey(QString(63, u'x') + u"🎓"_s).back().isHighSurrogate());
}

void RightDecisionTest::daysAsPeopleWriteThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("end");
    const QString end = u"2026-01-05T16:00:00.000Z"_s;
    for (const char *text : {"2026-01-05", "2026/1/5", "2026.1.5", "2026年1月5日", "2026 / 01 / 05", "２０２６－１－５",
                             "2026/1/5 0:00", "2026-01-05 00:00:00"})
        QTest::newRow(text) << QString::fromUtf8(text) << end;
    for (const char *text : {"", "5.1.2026", "01/05/2026", "2026-02-29", "2026-13-01", "2026-1", "tomorrow", "46027",
                             "1969-12-31", "2026-01-05T00:00Z", "20260105"})
        QTest::addRow("none: %s", text) << QString::fromUtf8(text) << QString();
}

void RightDecisionTest::daysAsPeopleWriteThem()
{
    QFETCH(QString, text);
    QFETCH(QString, end);
    const auto found = endOfWrittenDay(text, shanghai());
    QCOMPARE(found ? toIso(*found) : QString(), end);
}

void RightDecisionTest::rowsOfAFile()
{
    const auto rows = [](const QByteArray &text) { return importRowsOf(*csv::read(text), shanghai(), Now); };
    QCOMPARE(rows("name,course\nx,y\n").error().reason, u"columns_missing"_s);
    QCOMPARE(rows("person,until\nx,y\n").error().reason, u"columns_missing"_s);
    QCOMPARE(rows("person,course\n").error().reason, u"no_rows"_s);
    const auto some = rows("备注,操作,课程,登录名\n\"a, b\",延长,光,Li\n,,光,li \n");
    QVERIFY(some);
    QCOMPARE(some->size(), size_t(2));
    QCOMPARE((*some)[0].person, u"Li"_s);
    QCOMPARE((*some)[0].item, u"光"_s);
    QCOMPARE((*some)[0].action, RightAction::Extend);
    QVERIFY((*some)[0].fault.isEmpty());
    QVERIFY(!(*some)[0].until);
    QCOMPARE((*some)[1].fault, u"repeated"_s);
    // What a revoke's day says is not looked at.
    QVERIFY((*rows("person,course,until,action\nx,y,never,revoke\n"))[0].fault.isEmpty());
}

QTEST_APPLESS_MAIN(RightDecisionTest)
#include "tst_rightdecision.moc"
