#include "backend/demo/demobuilder.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// A school of texts: no film has to be made. An open course, one that costs something after ten days, and a draft.
const QByteArray Script = R"({
"categories":[{"slug":"arts","name":"Arts"},{"slug":"song","name":"Song","parent":"arts"}],
"tags":[{"name":"weekend","type":"style","color":"#3563E9"}],
"learners":["Ada","Ben","Cai","Dee","Eva","Fay"],
"courses":[
 {"uid":"open","title":"Open","category":"song","level":"beginner","description":"","is_free":true,"price":0,
  "tags":["weekend"],"publish":true,"popularity":1.0,"chapters":[{"title":"One","lessons":[
   {"title":"First","article":"text"},{"title":"Second","article":"text"},{"title":"Third","article":"text"}]}]},
 {"uid":"offer","title":"Offer","category":"arts","level":"beginner","description":"","is_free":false,"price":900,
  "free_days":10,"tags":[],"publish":true,"popularity":0.8,"chapters":[{"title":"One","lessons":[
   {"title":"Only","article":"text"}]}]},
 {"uid":"draft","title":"Draft","category":"arts","level":"beginner","description":"","is_free":true,"price":0,
  "tags":[],"publish":false,"popularity":0,"chapters":[{"title":"One","lessons":[
   {"title":"Only","article":"text"}]}]}]})";

/// The school that was built, opened again.
struct Built {
    explicit Built(const QString &folder)
    {
        Backend::Options options;
        options.dataFolder = folder;
        auto opened = Backend::open(options);
        if (!opened)
            qFatal("the school does not open: %s", qPrintable(opened.error().message));
        backend = std::move(*opened);
    }
    Result<QJsonValue> get(const QString &path, UserId as = UserId(1)) const
    {
        return demo::Door(*backend, clock).ask(as, http::Method::Get, path);
    }
    /// "uid viewers/completions" of every lesson that counts.
    QStringList figures() const
    {
        QStringList out;
        for (const int course : {1, 2}) {
            const auto found = get(u"/api/analytics/completion?group=lesson&course_id=%1"_s.arg(course));
            if (!found)
                qFatal("no figures: %s", qPrintable(found.error().message));
            for (const QJsonValue &row : (*found)["items"_L1].toArray())
                out.append(u"%1 %2/%3"_s.arg(row["uid"_L1].toString())
                                   .arg(row["viewers"_L1].toInt())
                                   .arg(row["completions"_L1].toInt()));
        }
        return out;
    }
    qint64 viewers(const QString &lesson) const
    {
        for (const QString &row : figures())
            if (row.startsWith(lesson + u' '))
                return row.section(u' ', 1).section(u'/', 0, 0).toLongLong();
        return -1;
    }

    SystemClock clock;
    std::unique_ptr<Backend> backend;
};

}  // namespace

/// The demo school: built through the door, lived through for sixty days. On one engine: it is always a file.
class DemoTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSchoolIsLivedThrough();
    void theSameScriptMakesTheSameSchool();
    void whoCancelsIsToldSoAndNothingStays();
    void aBuildThatDiesIsKnownByItsMark();

private:
    QString build(const QString &name)
    {
        m_steps.clear();
        const demo::Order order{m_folder.filePath(name), u"correct horse 7"_s, [this](const demo::Step &step) {
                                    m_steps.push_back(step);
                                    return true;
                                }};
        const Result<void> built = demo::Builder(order, json::parseObject(Script).value()).build();
        if (!built)
            qFatal("not built: %s", qPrintable(built.error().message));
        return order.folder;
    }

    QTemporaryDir m_folder;
    std::vector<demo::Step> m_steps;
};

void DemoTest::aSchoolIsLivedThrough()
{
    const Built school(build(u"one"_s));
    for (size_t i = 0; i < m_steps.size(); ++i)
        QCOMPARE(m_steps[i].done, int(i));
    QCOMPARE(m_steps.back().done, m_steps.back().total - 1);

    const qint64 first = school.viewers(u"open-1-1"_s);
    QVERIFY2(first > 0, "people came");
    QVERIFY2(school.viewers(u"open-1-3"_s) <= first, "they begin at the front");
    QVERIFY2(school.viewers(u"offer-1-1"_s) > 0, "they came while it was free");
    const auto learners = school.get(u"/api/courses/2"_s, UserId(3));
    QVERIFY(learners);
    const QJsonObject offer = learners->toObject();
    QCOMPARE(offer["is_free"_L1].toBool(), false);
    QCOMPARE(offer["edition"_L1].toInt(), 2);
    QVERIFY2(!school.get(u"/api/courses/3"_s, UserId(3)), "a draft is nobody's but its author's");
    const auto overview = school.get(u"/api/analytics/overview?days=60"_s);
    QVERIFY(overview);
    int daysWithPeople = 0;
    for (const QJsonValue &day : (*overview)["daily"_L1].toArray())
        daysWithPeople += day["activeLearners"_L1].toInt() > 0;
    QVERIFY2(daysWithPeople > 20, "it happened on its days, not all of it today");
}

void DemoTest::theSameScriptMakesTheSameSchool()
{
    const Built one(build(u"a"_s));
    const Built other(build(u"b"_s));
    QVERIFY(!one.figures().isEmpty());
    QCOMPARE(one.figures(), other.figures());
}

void DemoTest::whoCancelsIsToldSoAndNothingStays()
{
    const QString folder = m_folder.filePath(u"cancelled"_s);
    const auto built = demo::buildSchool({folder, demo::freshPassword(), [](const demo::Step &) { return false; }});
    QVERIFY(!built);
    QCOMPARE(built.error().code, ErrorCode::Cancelled);
    QVERIFY(!QDir(folder).exists());
}

/// Only what a build left behind itself may be removed by the next one.
void DemoTest::aBuildThatDiesIsKnownByItsMark()
{
    const QString folder = m_folder.filePath(u"dying"_s);
    bool marked = false;
    (void)demo::buildSchool({folder, demo::freshPassword(), [&](const demo::Step &) {
                                 marked = demo::isUnfinished(folder);
                                 return false;
                             }});
    QVERIFY(marked);
    QVERIFY(!demo::isUnfinished(build(u"whole"_s)));
}

QTEST_GUILESS_MAIN(DemoTest)
#include "tst_demo.moc"
