#include "models/domain/commerce/access.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace commerce;

using Change = std::function<void(AccessFacts &)>;
Q_DECLARE_METATYPE(Change)

/// DOMAIN §3 as a table: each row starts from a stranger in front of a published, paid course.
class AccessTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFirstRuleThatGrantsDecides_data();
    void theFirstRuleThatGrantsDecides();
    void onlyATrialIsCutShort();
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

void row(const char *name, bool allowed, const QString &reason, const Change &change)
{
    QTest::newRow(name) << change << allowed << reason;
}

void courseRows()
{
    row("stranger", false, u"login_required"_s, [](AccessFacts &) {});
    row("signed in", false, u"purchase_required"_s, [](AccessFacts &f) { f.signedIn = true; });
    row("author", true, u"preview"_s, [](AccessFacts &f) { f.managesCourse = true; });
    row("author, unpublished", true, u"preview"_s, [](AccessFacts &f) {
        f.managesCourse = true;
        f.published = false;
    });
    row("author, locked", true, u"preview"_s, [](AccessFacts &f) {
        f.managesCourse = true;
        f.chapterLocked = true;
    });
    row("unpublished and free", false, u"not_published"_s, [](AccessFacts &f) {
        f.published = false;
        f.courseFree = true;
    });
    row("free course, nobody signed in", true, u"free"_s, [](AccessFacts &f) { f.courseFree = true; });
    row("free lesson", true, u"free"_s, [](AccessFacts &f) { f.lessonFree = true; });
    row("free comes before an enrolment", true, u"free"_s, [](AccessFacts &f) {
        f.courseFree = true;
        f.enrolment = enrolment(EnrolmentType::Paid, 0);
    });
}

void enrolmentRows()
{
    row("paid", true, u"enrolment"_s, [](AccessFacts &f) {
        f.signedIn = true;
        f.enrolment = enrolment(EnrolmentType::Paid, 0);
    });
    row("paid until now", false, u"enrolment_expired"_s, [](AccessFacts &f) {
        f.signedIn = true;
        f.enrolment = enrolment(EnrolmentType::Paid, 0, Now);
    });
    row("paid until a moment from now", true, u"enrolment"_s, [](AccessFacts &f) {
        f.signedIn = true;
        f.enrolment = enrolment(EnrolmentType::Paid, 0, Now + 1);
    });
    row("paid from now", true, u"enrolment"_s,
        [](AccessFacts &f) { f.enrolment = enrolment(EnrolmentType::Paid, Now); });
    row("paid, not begun", false, u"purchase_required"_s, [](AccessFacts &f) {
        f.signedIn = true;
        f.enrolment = enrolment(EnrolmentType::Paid, Now + 1);
    });
    row("free enrolment, price since", false, u"purchase_required"_s, [](AccessFacts &f) {
        f.signedIn = true;
        f.enrolment = enrolment(EnrolmentType::Free, 0);
    });
    row("trial enrolment", false, u"purchase_required"_s, [](AccessFacts &f) {
        f.signedIn = true;
        f.enrolment = enrolment(EnrolmentType::Trial, 0);
    });
    row("expired enrolment, lesson bought", true, u"purchase"_s, [](AccessFacts &f) {
        f.enrolment = enrolment(EnrolmentType::Paid, 0, Now);
        f.lessonPurchased = true;
    });
    row("bought comes before member", true, u"purchase"_s, [](AccessFacts &f) {
        f.lessonPurchased = true;
        f.membership = Membership::Active;
        f.courseInMembership = true;
    });
    row("member", true, u"membership"_s, [](AccessFacts &f) {
        f.membership = Membership::Active;
        f.courseInMembership = true;
    });
    row("member, course not in it", false, u"purchase_required"_s, [](AccessFacts &f) {
        f.signedIn = true;
        f.membership = Membership::Active;
    });
    row("former member", false, u"membership_expired"_s, [](AccessFacts &f) {
        f.signedIn = true;
        f.membership = Membership::Expired;
        f.courseInMembership = true;
    });
}

void trialAndLockRows()
{
    row("member comes before trial", true, u"membership"_s, [](AccessFacts &f) {
        f.membership = Membership::Active;
        f.courseInMembership = true;
        f.lessonTrial = true;
        f.trialSeconds = 60;
    });
    row("trial for a stranger", true, u"trial"_s, [](AccessFacts &f) {
        f.lessonTrial = true;
        f.trialSeconds = 60;
    });
    row("trial of nothing", false, u"login_required"_s, [](AccessFacts &f) { f.lessonTrial = true; });
    row("expired enrolment still has the trial", true, u"trial"_s, [](AccessFacts &f) {
        f.enrolment = enrolment(EnrolmentType::Paid, 0, Now);
        f.lessonTrial = true;
        f.trialSeconds = 60;
    });
    row("locked", false, u"locked"_s, [](AccessFacts &f) {
        f.signedIn = true;
        f.courseFree = true;
        f.chapterLocked = true;
    });
    row("locked, nobody signed in", false, u"login_required"_s, [](AccessFacts &f) {
        f.courseFree = true;
        f.chapterLocked = true;
    });
    row("unlocked by the chapter before", true, u"free"_s, [](AccessFacts &f) {
        f.signedIn = true;
        f.courseFree = true;
        f.chapterLocked = true;
        f.previousChapterComplete = true;
    });
    row("locked and not bought: buying comes first", false, u"purchase_required"_s, [](AccessFacts &f) {
        f.signedIn = true;
        f.chapterLocked = true;
    });
}

}  // namespace

void AccessTest::theFirstRuleThatGrantsDecides_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("allowed");
    QTest::addColumn<QString>("reason");
    courseRows();
    enrolmentRows();
    trialAndLockRows();
}

void AccessTest::theFirstRuleThatGrantsDecides()
{
    QFETCH(Change, change);
    QFETCH(bool, allowed);
    QFETCH(QString, reason);
    AccessFacts facts = stranger();
    change(facts);
    const Access access = decideAccess(facts);
    QCOMPARE(access.allowed, allowed);
    QCOMPARE(accessReasonName(access.reason), reason);
    QCOMPARE(access.toJson()[u"allowed"].toBool(), allowed);
    QCOMPARE(access.toJson()[u"reason"].toString(), reason);
}

void AccessTest::onlyATrialIsCutShort()
{
    AccessFacts facts = stranger();
    facts.lessonTrial = true;
    facts.trialSeconds = 90;
    QCOMPARE(decideAccess(facts).trialSeconds, std::optional<int>(90));
    facts.courseFree = true;
    QVERIFY(!decideAccess(facts).trialSeconds);
    QVERIFY(!decideAccess(facts).toJson().contains(u"trial_seconds"_s));
}

QTEST_APPLESS_MAIN(AccessTest)
#include "tst_access.moc"
