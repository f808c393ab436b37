#include "models/domain/commerce/access.h"

#include <QSet>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace commerce;

using Change = std::function<void(AccessFacts &)>;
Q_DECLARE_METATYPE(Change)

/// DOMAIN §3: until when the answer holds, and how it came to be.
class AccessTraceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theAnswerSaysUntilWhen_data();
    void theAnswerSaysUntilWhen();
    void everyRuleThatWasAskedIsInTheTrace_data();
    void everyRuleThatWasAskedIsInTheTrace();
    void everySentenceHasWords();
    void aRightThatEndsAtMidnightEndsWithTheDayBefore();
};

namespace {

constexpr Millis Now = 1'000'000;

Enrolment enrolment(EnrolmentType type, Millis from, std::optional<Millis> until = std::nullopt)
{
    Enrolment e;
    e.type = type;
    e.validFrom = from;
    e.validUntil = until;
    return e;
}

AccessFacts stranger()
{
    AccessFacts facts;
    facts.published = true;
    facts.now = Now;
    return facts;
}

}  // namespace

void AccessTraceTest::theAnswerSaysUntilWhen_data()
{
    using Until = std::optional<Millis>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<Until>("until");
    const auto moment = [](const char *name, const Until &until, const Change &change) {
        QTest::newRow(name) << change << until;
    };
    moment("free", std::nullopt, [](AccessFacts &f) { f.courseFree = true; });
    moment("bought for good", std::nullopt, [](AccessFacts &f) { f.enrolment = enrolment(EnrolmentType::Paid, 0); });
    moment("bought with an end", Now + 5,
           [](AccessFacts &f) { f.enrolment = enrolment(EnrolmentType::Paid, 0, Now + 5); });
    moment("the enrolment ended", Now - 5,
           [](AccessFacts &f) { f.enrolment = enrolment(EnrolmentType::Paid, 0, Now - 5); });
    moment("the lesson alone", Now + 7, [](AccessFacts &f) {
        f.lessonPurchased = true;
        f.purchaseUntil = Now + 7;
    });
    moment("a member", Now + 9, [](AccessFacts &f) {
        f.membership = Membership::Active;
        f.courseInMembership = true;
        f.membershipUntil = Now + 9;
    });
    moment("a former member", Now - 9, [](AccessFacts &f) {
        f.membership = Membership::Expired;
        f.courseInMembership = true;
        f.membershipUntil = Now - 9;
    });
    moment("a member in front of a locked chapter", std::nullopt, [](AccessFacts &f) {
        f.membership = Membership::Active;
        f.courseInMembership = f.chapterLocked = true;
        f.membershipUntil = Now + 9;
    });
    moment("a member behind an opened one", Now + 9, [](AccessFacts &f) {
        f.membership = Membership::Active;
        f.courseInMembership = f.chapterLocked = f.previousChapterComplete = true;
        f.membershipUntil = Now + 9;
    });
}

void AccessTraceTest::theAnswerSaysUntilWhen()
{
    QFETCH(Change, change);
    QFETCH(std::optional<Millis>, until);
    AccessFacts facts = stranger();
    change(facts);
    const Access access = decideAccess(facts);
    QCOMPARE(access.until, until);
    QCOMPARE(access.toJson()[u"until"].toString(), until ? toIso(*until) : QString());
}

namespace {

// "free has_a_price, enrolment +allowed_by_enrolment": + granted, - denied.
QString traceText(const Access &access)
{
    QStringList steps;
    for (const AccessStep &step : access.trace) {
        const QString sign = step.granted ? QString(*step.granted ? u'+' : u'-') : QString();
        steps.append(accessRuleName(step.rule) + u' ' + sign + step.sentence);
    }
    return steps.join(u", "_s);
}

void traceRow(const char *name, const char *trace, const Change &change)
{
    QTest::newRow(name) << change << QString::fromLatin1(trace);
}

}  // namespace

void AccessTraceTest::everyRuleThatWasAskedIsInTheTrace_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("trace");
    traceRow("author", "preview +allowed_by_preview", [](AccessFacts &f) { f.managesCourse = true; });
    traceRow("unpublished", "preview not_the_author, published -not_published",
             [](AccessFacts &f) { f.published = false; });
    traceRow("stranger",
             "preview not_the_author, published published, free has_a_price, enrolment not_enrolled, "
             "purchase not_bought, membership no_member, trial -denied_login",
             [](AccessFacts &) {});
    traceRow("member",
             "preview not_the_author, published published, free has_a_price, enrolment enrolment_not_paid, "
             "purchase not_bought, membership +allowed_by_membership_until",
             [](AccessFacts &f) {
                 f.enrolment = enrolment(EnrolmentType::Free, 0);
                 f.membership = Membership::Active;
                 f.courseInMembership = true;
                 f.membershipUntil = Now + 1;
             });
    traceRow("ended, member elsewhere, trial",
             "preview not_the_author, published published, free has_a_price, enrolment enrolment_ended, "
             "purchase not_bought, membership not_in_membership, trial +allowed_trial",
             [](AccessFacts &f) {
                 f.enrolment = enrolment(EnrolmentType::Paid, 0, Now);
                 f.membership = Membership::Active;
                 f.lessonTrial = true;
                 f.trialSeconds = 60;
             });
    traceRow("all ended",
             "preview not_the_author, published published, free has_a_price, enrolment enrolment_ended, "
             "purchase not_bought, membership membership_ended, enrolment -denied_enrolment_ended",
             [](AccessFacts &f) {
                 f.enrolment = enrolment(EnrolmentType::Paid, 0, Now);
                 f.membership = Membership::Expired;
                 f.courseInMembership = true;
             });
    traceRow("locked", "preview not_the_author, published published, free +allowed_free, chapter -locked",
             [](AccessFacts &f) { f.signedIn = f.courseFree = f.chapterLocked = true; });
    traceRow("opened", "preview not_the_author, published published, free +allowed_free, chapter unlocked",
             [](AccessFacts &f) { f.courseFree = f.chapterLocked = f.previousChapterComplete = true; });
}

void AccessTraceTest::everyRuleThatWasAskedIsInTheTrace()
{
    QFETCH(Change, change);
    QFETCH(QString, trace);
    AccessFacts facts = stranger();
    change(facts);
    QCOMPARE(traceText(decideAccess(facts)), trace);
}

// Over every combination of facts: the last step that decided says what the answer says, and all have their words.
void AccessTraceTest::everySentenceHasWords()
{
    const learning::SchoolCalendar calendar;
    QSet<QString> sentences;
    for (int bits = 0; bits < 1 << 12; ++bits) {
        const auto bit = [bits](int n) { return (bits >> n & 1) != 0; };
        AccessFacts facts = stranger();
        facts.signedIn = bit(0);
        facts.managesCourse = bit(1);
        facts.published = !bit(2);
        facts.courseFree = bit(3);
        if (bit(4))
            facts.enrolment = enrolment(bit(5) ? EnrolmentType::Paid : EnrolmentType::Trial, bit(6) ? Now + 1 : 0,
                                        bit(7) ? std::optional(Now) : std::nullopt);
        facts.lessonPurchased = bit(6) && bit(7);
        facts.membership = Membership(bits >> 8 & 3 ? (bits >> 8 & 3) - 1 : 0);
        facts.courseInMembership = bit(5);
        facts.lessonTrial = bit(10);
        facts.trialSeconds = 60;
        facts.chapterLocked = bit(11);
        facts.previousChapterComplete = bit(7);
        const Access access = decideAccess(facts);
        std::optional<bool> decided;
        for (const AccessStep &step : access.trace) {
            const Words words = accessWords(step, calendar);
            QVERIFY2(!words.zh.isEmpty() && !words.en.isEmpty(), step.sentence.data());
            sentences.insert(step.sentence);
            if (step.granted)
                decided = step.granted;
        }
        QCOMPARE(decided, std::optional(access.allowed));
        QVERIFY(access.trace.size() <= 8);
    }
    QVERIFY(sentences.size() > 20);
}

void AccessTraceTest::aRightThatEndsAtMidnightEndsWithTheDayBefore()
{
    const learning::SchoolCalendar shanghai("Asia/Shanghai");
    AccessFacts facts = stranger();
    facts.membership = Membership::Active;
    facts.courseInMembership = true;
    facts.membershipUntil = fromIso(u"2027-01-01T00:00:00.000+08:00"_s);
    const Access access = decideAccess(facts);
    QCOMPARE(accessWords(access.trace.last(), shanghai).en, u"Allowed by membership until 2026-12-31"_s);
    QCOMPARE(access.traceJson(Language::Chinese, shanghai).last(),
             (QJsonObject{{u"rule"_s, u"membership"_s},
                          {u"granted"_s, true},
                          {u"sentence"_s, u"allowed_by_membership_until"_s},
                          {u"until"_s, u"2026-12-31T16:00:00.000Z"_s},
                          {u"text"_s, u"会员可看，有效至 2026-12-31"_s}}));
    facts.membershipUntil = *facts.membershipUntil + 1;
    QCOMPARE(accessWords(decideAccess(facts).trace.last(), shanghai).en, u"Allowed by membership until 2027-01-01"_s);
}

QTEST_APPLESS_MAIN(AccessTraceTest)
#include "tst_accesstrace.moc"
