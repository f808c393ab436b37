#include "backend/catalog/cover/coverservice.h"
#include "backend/jobs/jobworker.h"
#include "tests/support/mediafiles.h"
#include "tests/unit/catalog/catalogschool.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace {

/// Covers of a course, and the job's thread in the test's hand.
struct CoverSchool : CatalogSchool {
    catalog::CoverService &covers = catalog.covers();
    std::atomic<bool> stopping{false};

    CoverSchool()
    {
        if (!storage.prepare(false) || !catalog.prepare())
            qFatal("no covers");
    }
    Result<jobs::Completion> run(const jobs::Job &job)
    {
        jobs::JobContext context(queue, job, u"w"_s, stopping);
        return covers.run(job, context);
    }
    jobs::Job claim()
    {
        const auto job = queue.claim(u"w"_s, jobs::Lane::Short);
        if (!job || !*job)
            qFatal("no job");
        return **job;
    }
    QStringList files(const QString &pattern) const
    {
        return QDir(store.folder() + u"/covers"_s).entryList({pattern}, QDir::Files);
    }
    QString url(CourseId course)
    {
        const QStringList found =
                rows("SELECT cover_url, '' FROM courses WHERE id = " + QByteArray::number(course.value));
        return found.value(0).chopped(1);
    }
};

QByteArray picture()
{
    QFile file(mediafiles::named(u"picture"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

/// Pictures that are sent in: what is acknowledged is kept until the course shows it.
class CoversTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aBreakBeforeTheCommitLosesNothing();
    void theLastOfSeveralIsTheCover();
    void theRunningOneIsToldToStop();
};

void CoversTest::aBreakBeforeTheCommitLosesNothing()
{
    CoverSchool school;
    const CourseId course = school.course();
    const auto sent = school.covers.upload(school.author, course, picture());
    QVERIFY(sent);
    QVERIFY(school.run(school.claim()));  // and here the program is killed
    QVERIFY(school.queue.recover(u"w"_s));
    const jobs::Job again = school.claim();
    QCOMPARE(again.id, sent->id);
    const auto made = school.run(again);
    QVERIFY2(made.ok(), qPrintable(made ? QString() : made.error().message));
    QVERIFY(school.queue.succeed(again, u"w"_s, *made));
    QVERIFY(school.url(course).startsWith("/covers/"_L1));
    QCOMPARE(school.files(u"*.jpg"_s).size(), 1);
    QTRY_COMPARE(school.files(u"*.sent"_s), QStringList());
}

void CoversTest::theLastOfSeveralIsTheCover()
{
    CoverSchool school;
    const CourseId course = school.course(), other = school.course();
    std::vector<JobId> sent;
    for (const CourseId to : {course, course, other, course})
        sent.push_back(school.covers.upload(school.author, to, picture())->id);
    QCOMPARE(school.files(u"*.sent"_s).size(), 2);  // one for each course
    for (const size_t i : {size_t(0), size_t(1)})
        QCOMPARE(school.queue.get(school.author, sent[i])->state, jobs::State::Canceled);
    for (const size_t i : {size_t(2), size_t(3)})
        QCOMPARE(school.claim().id, sent[i]);
    QVERIFY(!*school.queue.claim(u"w"_s, jobs::Lane::Short));
}

void CoversTest::theRunningOneIsToldToStop()
{
    CoverSchool school;
    const CourseId course = school.course();
    QVERIFY(school.covers.upload(school.author, course, picture()));
    const jobs::Job running = school.claim();
    const auto next = school.covers.upload(school.author, course, picture());
    QVERIFY(next);
    QVERIFY(school.queue.shouldStop(running.id));
    const auto stopped = school.run(running);
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    QVERIFY(school.queue.fail(running, u"w"_s, stopped.error()));
    QCOMPARE(school.claim().id, next->id);
}

QTEST_GUILESS_MAIN(CoversTest)
#include "tst_covers.moc"
