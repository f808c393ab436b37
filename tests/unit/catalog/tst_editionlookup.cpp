#include "tests/unit/catalog/publishingschool.h"

/// What later features find of courses: by id, by uid, by names of before.
class EditionLookupTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theLookupKnowsOnlyEditions();
    void whatAChapterUidMayName();
    void recordsFindWhatFormerEditionsNamed();
    void aNameThatWasUnknownIsFoundOnceItExists();
    void aNameThatWasGivenUpIsTheNextOnes();
    void whatCanNotBeReadIsNotUnknown();
    void theLookupNeverFallsBehind();
};

void EditionLookupTest::theLookupKnowsOnlyEditions()
{
    CatalogSchool school;
    const CourseId course = film(school, u"course-uid"_s);
    const Known lookup = school.known();
    const LessonId lesson = lookup.draft(course)->lessons[0].id;
    QVERIFY(!lookup.course(course));
    QVERIFY(!lookup.course(u"course-uid"_s));
    QVERIFY(!lookup.courseOfLesson(lesson));
    QVERIFY(!lookup.courseOfLesson(u"film"_s));
    QVERIFY(lookup.courses({}).empty());
    QCOMPARE(lookup.draftOfLesson(lesson)->edition, 0);

    QCOMPARE(published(school, course), u"edition 1"_s);
    const auto known = lookup.course(u"course-uid"_s);
    QVERIFY(known);
    QCOMPARE(known->id, course);
    QCOMPARE(known->owner, school.author.user);
    QCOMPARE(known->edition, 1);
    QCOMPARE(lookup.course(QString::number(course.value)), known);  // the very same object: cached
    QCOMPARE(lookup.courseOfLesson(lesson), known);
    QCOMPARE(lookup.courseOfLesson(u"film"_s), known);
    QCOMPARE(lookup.courseOfLesson(QString::number(lesson.value)), known);
    QVERIFY(!lookup.courseOfLesson(u"ch"_s));  // a chapter is no lesson
    QCOMPARE(lookup.courses(school.author.user).size(), size_t(1));
    QCOMPARE(lookup.courses({}).size(), size_t(1));
    QVERIFY(lookup.courses(school.stranger.user).empty());

    // A lesson removed from the draft is still in the edition: progress of it counts.
    QVERIFY(school.put(course, "[]").ok());
    QCOMPARE(lookup.courseOfLesson(lesson)->lesson(lesson)->title, u"A"_s);
    QVERIFY(lookup.draft(course)->lessons.empty());

    QVERIFY(school.catalog.publishing().unpublish(school.author, course).ok());
    QCOMPARE(lookup.courseOfLesson(lesson)->published, false);
    QVERIFY(school.catalog.courses().remove(school.author, course).ok());
    QVERIFY(!lookup.course(course));
    QVERIFY(!lookup.courseOfLesson(lesson));
    QVERIFY(!lookup.draft(course));
    QVERIFY(school.catalog.courses().restore(school.author, course).ok());
    QCOMPARE(lookup.course(course)->published, false);
}

void EditionLookupTest::whatAChapterUidMayName()
{
    CatalogSchool school;
    for (int i = 1; i <= 4; ++i)
        school.assets.add(i, school.author.user, 60'000);
    const CourseId course = school.course();
    QVERIFY(school.put(course, R"([
        {"title":"One","uid":"one","videos":[{"title":"A","uid":"a","asset_id":1},{"title":"T","kind":"article","content":"x","uid":"t"}]},
        {"title":"Two","uid":"two","videos":[{"title":"B","uid":"b","asset_id":2},{"title":"C","uid":"c","asset_id":3}]},
        {"title":"Three","uid":"a-chapter","videos":[{"title":"D","uid":"two-d","kind":"audio","asset_id":4}]},
        {"title":"Four","uid":"b","videos":[{"title":"E","uid":"e","kind":"article","content":"x"}]}])")
                    .ok());
    QCOMPARE(published(school, course), u"edition 1"_s);
    const auto known = school.known().course(course);
    const auto name = [&](const QString &uid) {
        const LessonSnapshot *lesson = known->playable(uid);
        return lesson ? lesson->uid : QString();
    };
    QCOMPARE(name(u"a"_s), u"a"_s);
    QCOMPARE(name(u"one"_s), u"a"_s);     // its one video; a text is read, not played
    QCOMPARE(name(u"two"_s), QString());  // two videos: which?
    QCOMPARE(name(u"a-chapter"_s), u"two-d"_s);
    QCOMPARE(name(u"b"_s), u"b"_s);  // a lesson goes before a chapter of that name
    QCOMPARE(name(QString::number(known->lessons[1].id.value)), u"t"_s);
    QCOMPARE(name(u"nothing"_s), QString());
}

/// Whoever learns offline names things as the edition did that was there then.
void EditionLookupTest::recordsFindWhatFormerEditionsNamed()
{
    CatalogSchool school;
    const CatalogSchool &fixed = school;
    const auto subject = [&fixed](const QString &lesson, bool isId = false) {
        const auto found = fixed.catalog.lookup().subject({u"c"_s, false}, {lesson, isId});
        return found && found->lesson ? u"%1 of edition %2"_s.arg(found->lesson->uid).arg(found->course->edition)
                                      : u"nothing"_s;
    };
    const CourseId course = film(school, u"c"_s);
    QCOMPARE(published(school, course), u"edition 1"_s);
    const qint64 id = school.known().course(course)->lessons[0].id.value;
    QCOMPARE(subject(u"ch"_s), u"film of edition 1"_s);

    // The chapter's only lesson gets company: its uid alone says no more which one is meant, but it did.
    school.assets.add(2, school.author.user, 60'000);
    const QByteArray two = R"([{"id":1,"title":"C","uid":"ch","videos":[{"id":1,"uid":"film"},)"
                           R"({"title":"B","uid":"second","asset_id":2}]}])";
    QVERIFY(school.put(course, two).ok());
    QCOMPARE(published(school, course), u"edition 2"_s);
    QVERIFY(!school.known().course(course)->playable(u"ch"_s));
    QCOMPARE(subject(u"ch"_s), u"film of edition 2"_s);
    QCOMPARE(subject(u"second"_s), u"second of edition 2"_s);

    // It leaves the course: only the edition before has it.
    QVERIFY(school.put(course, R"([{"id":1,"title":"C","uid":"ch","videos":[{"id":2,"uid":"second"}]}])").ok());
    QCOMPARE(subject(u"film"_s), u"film of edition 2"_s);
    QCOMPARE(published(school, course), u"edition 3"_s);
    QVERIFY(!school.known().course(course)->lesson(LessonId(id)));
    QCOMPARE(subject(u"film"_s), u"film of edition 2"_s);
    QCOMPARE(subject(QString::number(id), true), u"film of edition 2"_s);
    QCOMPARE(subject(u"ch"_s), u"second of edition 3"_s);  // the newest edition's word goes first
    QCOMPARE(subject(u"never"_s), u"nothing"_s);

    // The course itself goes, and may come back.
    QVERIFY(school.catalog.courses().remove(school.author, course).ok());
    QVERIFY(!school.known().course(course));
    QCOMPARE(subject(u"second"_s), u"second of edition 3"_s);
    QCOMPARE(subject(u"film"_s), u"film of edition 2"_s);
}

void EditionLookupTest::aNameThatWasUnknownIsFoundOnceItExists()
{
    CatalogSchool school;
    const Known lookup = school.known();
    QVERIFY(!lookup.course(u"soon"_s));
    QVERIFY(!lookup.course(u"1"_s));
    QVERIFY(!lookup.course(u"not a uid"_s));
    QVERIFY(!lookup.courseOfLesson(u"film"_s));
    const CourseId course = film(school, u"soon"_s);
    QCOMPARE(course, CourseId(1));
    QVERIFY(!lookup.course(u"soon"_s));
    QCOMPARE(published(school, course), u"edition 1"_s);
    QVERIFY(lookup.course(u"soon"_s));
    QVERIFY(lookup.course(u"1"_s));
    QVERIFY(lookup.courseOfLesson(u"film"_s));
}

void EditionLookupTest::aNameThatWasGivenUpIsTheNextOnes()
{
    CatalogSchool school;
    const Known lookup = school.known();
    const CourseId first = film(school, u"uidx"_s);
    QVERIFY(!lookup.course(u"uidx"_s));  // now known as the name of a draft
    QVERIFY(!lookup.courseOfLesson(u"film"_s));
    CourseEdit edit;
    edit.uid = u"uidy"_s;
    QVERIFY(school.catalog.courses().update(school.author, first, edit).ok());
    const LessonId lesson = lookup.draft(first)->lessons[0].id;
    QVERIFY(school.catalog.outlines().changeLesson(school.author, lesson, {{u"uid"_s, u"movie"_s}}).ok());

    const CourseId second = school.course(u"uidx"_s);
    QVERIFY(school.put(second,
                       R"([{"title":"C","videos":[{"title":"T","uid":"film","kind":"article","content":"x"}]}])")
                    .ok());
    QCOMPARE(published(school, second), u"edition 1"_s);
    QVERIFY(lookup.course(u"uidx"_s));
    QCOMPARE(lookup.course(u"uidx"_s)->id, second);
    QVERIFY(lookup.courseOfLesson(u"film"_s));
    QCOMPARE(lookup.courseOfLesson(u"film"_s)->id, second);
}

void EditionLookupTest::whatCanNotBeReadIsNotUnknown()
{
    CatalogSchool school;
    const CourseId course = film(school, u"c"_s);
    QCOMPARE(published(school, course), u"edition 1"_s);
    const auto lessons = school.catalog.outlines().outline(school.author, course)->chapters[0].lessons;
    const auto run = [&](const QByteArray &sql) {
        return school.store->write([&](database::Transaction &tx) -> Result<void> {
            const auto done = tx.run(sql);
            return done ? Result<void>() : done.error();
        });
    };
    QVERIFY(run("UPDATE editions SET snapshot = REPLACE(snapshot, '{', '<')"));
    const CourseLookup &lookup = school.catalog.lookup();
    for (const auto &found : {lookup.course(course), lookup.course(u"c"_s), lookup.courseOfLesson(lessons[0].id),
                              lookup.courseOfLesson(u"film"_s)}) {
        QVERIFY(!found.ok());
        QCOMPARE(found.error().code, ErrorCode::Unavailable);
        QVERIFY(found.error().detail[u"retryAfter"_s].toInt() > 0);
    }
    QCOMPARE(lookup.courses({}).value(), std::vector<CourseId>{course});  // which there are, says no edition
    http::Router router;
    school.catalog.addRoutes(router);
    http::Request request;
    QVERIFY(http::parseTarget("/api/courses/" + QByteArray::number(course.value), request).ok());
    QCOMPARE(router.handle(std::move(request)).status, 503);

    QVERIFY(run("UPDATE editions SET snapshot = REPLACE(snapshot, '<', '{')"));
    QVERIFY(school.known().course(course));  // nothing was remembered of the bad hour
    QVERIFY(school.known().courseOfLesson(u"film"_s));
}

// Readers hammer the cache while editions are made: whoever asks after publish() has returned sees that edition.
void EditionLookupTest::theLookupNeverFallsBehind()
{
    CatalogSchool school;
    const CourseId course = film(school);
    QCOMPARE(published(school, course), u"edition 1"_s);
    const LessonId lesson = school.known().course(course)->lessons[0].id;
    std::atomic<int> newest{1};
    std::atomic<bool> done{false};
    std::atomic<int> behind{0};
    std::atomic<qint64> asked{0};
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            while (!done) {
                const int least = newest;
                const auto known = school.known().course(course);
                if (!known || known->edition < least)
                    ++behind;
                ++asked;
            }
        });
    }
    for (int edition = 2; edition <= 40; ++edition) {
        const QJsonObject fields{{u"title"_s, u"Title %1"_s.arg(edition)}};
        QVERIFY(school.catalog.outlines().changeLesson(school.author, lesson, fields).ok());
        QVERIFY(school.catalog.publishing().publish(school.author, course).ok());
        newest = edition;
        if (school.known().course(course)->edition != edition)
            ++behind;
    }
    done = true;
    for (std::thread &reader : readers)
        reader.join();
    QCOMPARE(behind.load(), 0);
    QVERIFY(asked.load() > 0);
}

QTEST_GUILESS_MAIN(EditionLookupTest)
#include "tst_editionlookup.moc"
