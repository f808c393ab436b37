#include "backend/commerce/enrolment/enrolmentservice.h"
#include "tests/unit/catalog/catalogschool.h"

#include "models/domain/json.h"

#include <thread>

using namespace Qt::StringLiterals;
using namespace commerce;

/// Enrolments in the store; the routes are in tests/api/commerce.
class EnrolmentTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNervousClientEnrolsOnce();
    void coursesOfAPersonNewestFirst();
    void anUnpublishedCourseTakesNobodyNew();
};

namespace {

struct School : CatalogSchool {
    EnrolmentListeners nobody;
    EnrolmentService enrolments{*store, clock, events, catalog.lookup(), nobody};

    CourseId published(const QString &uid)
    {
        const CourseId id = course(uid);
        if (!put(id, R"([{"title":"C","videos":[{"title":"T","kind":"article","content":"x"}]}])") ||
            !catalog.publishing().publish(author, id))
            qFatal("not published");
        return id;
    }
};

}  // namespace

void EnrolmentTest::aNervousClientEnrolsOnce()
{
    School school;
    const CourseId course = school.published(u"c"_s);
    std::mutex mutex;
    QSet<qint64> ids;
    std::vector<std::thread> clients;
    for (int i = 0; i < 8; ++i) {
        clients.emplace_back([&] {
            const auto enrolled = school.enrolments.enrol(school.learner, course, EnrolmentType::Free);
            const std::lock_guard lock(mutex);
            ids.insert(enrolled ? enrolled->id.value : -1);
        });
    }
    for (std::thread &client : clients)
        client.join();
    QCOMPARE(ids.size(), qsizetype(1));
    QVERIFY(*ids.begin() > 0);
    QCOMPARE(school.enrolments.counts({course, CourseId(99)})->value(course.value), qint64(1));
    QVERIFY(!school.enrolments.counts({CourseId(99)})->contains(99));
}

void EnrolmentTest::coursesOfAPersonNewestFirst()
{
    School school;
    const CourseId first = school.published(u"a"_s);
    const CourseId second = school.published(u"b"_s);
    QVERIFY(school.enrolments.enrol(school.learner, first, EnrolmentType::Free).ok());
    school.clock.advance(1000);
    QVERIFY(school.enrolments.enrol(school.learner, second, EnrolmentType::Free).ok());
    const auto courses = school.enrolments.coursesOf(school.learner.user);
    QCOMPARE(courses->size(), size_t(2));
    QCOMPARE((*courses)[0].course, second);
    QCOMPARE((*courses)[1].course, first);
    QVERIFY(school.enrolments.coursesOf(school.stranger.user)->empty());
    const auto one = school.enrolments.enrolment(school.learner.user, first);
    QVERIFY(one->has_value());
    QCOMPARE((*one)->type, EnrolmentType::Free);
    QVERIFY((*one)->isValidAt(school.clock.now()));
    QVERIFY(!school.enrolments.enrolment(school.stranger.user, first)->has_value());
}

void EnrolmentTest::anUnpublishedCourseTakesNobodyNew()
{
    School school;
    const CourseId course = school.published(u"c"_s);
    QVERIFY(school.enrolments.enrol(school.learner, course, EnrolmentType::Free).ok());
    QVERIFY(school.catalog.publishing().unpublish(school.author, course).ok());
    QCOMPARE(school.enrolments.enrol(school.stranger, course, EnrolmentType::Free).error().code, ErrorCode::NotFound);
    QVERIFY(school.enrolments.enrolment(school.learner.user, course)->has_value());  // who is in stays in
}

QTEST_GUILESS_MAIN(EnrolmentTest)
#include "tst_enrolment.moc"
