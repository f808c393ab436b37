#include "backend/accounts/people/datarights.h"
#include "tests/support/testschool.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlField>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTest>

using namespace Qt::StringLiterals;
using accounts::Actor;
using accounts::Role;
using http::Method;

namespace {

/// Ids of people begin here, so that a number in the store can only be such an id.
constexpr qint64 FirstId = 9'000'000'000;

QJsonObject dataOf(const http::Response &response)
{
    return QJsonDocument::fromJson(response.bytes()).object().value("data"_L1).toObject();
}

/// A look at the school's database from outside.
class StoreView
{
public:
    explicit StoreView(const QString &folder)
    {
        m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"view"_s);
        m_database.setDatabaseName(folder + u"/school.db"_s);
        m_database.open();
    }
    ~StoreView()
    {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(u"view"_s);
    }

    void beginIdsAt(qint64 first)
    {
        QSqlQuery(m_database).exec(u"UPDATE sqlite_sequence SET seq = %1 WHERE name = 'users'"_s.arg(first));
    }
    QList<QVariantList> rows(const QString &sql) const
    {
        QList<QVariantList> out;
        QSqlQuery query(m_database);
        query.exec(sql);
        while (query.next()) {
            out.emplace_back();
            for (int i = 0; i < query.record().count(); ++i)
                out.last().append(query.value(i));
        }
        return out;
    }
    /// "table.column" of every value anywhere that is the person's id, or has the login or the id in its text.
    QStringList placesThatName(UserId id, const QString &login) const
    {
        QStringList places;
        for (const QString &table : m_database.tables()) {
            const QSqlRecord columns = m_database.record(table);
            for (const QVariantList &row : rows(u"SELECT * FROM "_s + table))
                for (int i = 0; i < row.size(); ++i)
                    if (row[i].toLongLong() == id.value || row[i].toByteArray().contains(login.toUtf8()) ||
                        row[i].toByteArray().contains(QByteArray::number(id.value)))
                        places.append(table + u'.' + columns.fieldName(i));
        }
        places.removeDuplicates();
        return places;
    }

private:
    QSqlDatabase m_database;
};

/// A feature that can't erase.
class Stubborn final : public database::PersonalData
{
public:
    bool fails = true;
    QString section() const override { return u"stubborn"_s; }
    Result<QJsonObject> exportOf(database::Connection &, UserId) const override { return QJsonObject(); }
    Result<void> erase(database::Transaction &, UserId) override
    {
        return fails ? Result<void>(Error::conflict(u"not now"_s, u"stubborn"_s)) : Result<void>();
    }
};

}  // namespace

/// What people may ask of what the school stores about them: all features, wired as in the program. On one engine: it
/// looks into the file from outside, table by table; the SQL of the features runs on both in tst_api.
class PersonalDataTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void anExportHoldsEverySectionOfALearner();
    void erasingALearnerLeavesNothingThatNamesThem();
    void figuresStayWithoutThePerson();
    void coursesOfAnAuthorStayWithoutThePerson();
    void aFeatureThatFailsUndoesAll();
    void theLastAdministratorStays();

private:
    void publish(const QString &author, const QString &uid, bool isFree);
    void study(const QString &learner);
    QByteArray logIn(const QString &login);

    std::unique_ptr<TestSchool> m_school;
    std::unique_ptr<StoreView> m_store;
    Actor m_learner;
    Actor m_author;
    qint64 m_course = 0;
};

void PersonalDataTest::init()
{
    m_store.reset();
    m_school = std::make_unique<TestSchool>();
    QVERIFY2(m_school->isOpen(), qPrintable(m_school->fault()));
    m_store = std::make_unique<StoreView>(m_school->backend().dataFolder());
    m_store->beginIdsAt(FirstId);
    m_author = {m_school->add(u"zoltan.writer"_s, Role::Instructor), Role::Instructor};
    m_learner = {m_school->add(u"quill.reader"_s, Role::Learner), Role::Learner};
    QVERIFY(m_learner.user.value > FirstId);
    publish(u"zoltan.writer"_s, u"paid"_s, false);
    publish(u"zoltan.writer"_s, u"free"_s, true);
    study(u"quill.reader"_s);
    study(u"learner2"_s);
}

/// A course of one chapter with an article.
void PersonalDataTest::publish(const QString &author, const QString &uid, bool isFree)
{
    const QJsonObject course{{u"title"_s, uid},
                             {u"uid"_s, uid},
                             {u"course_type"_s, u"article"_s},
                             {u"level"_s, u"beginner"_s},
                             {u"price"_s, isFree ? 0 : 900},
                             {u"is_free"_s, isFree}};
    m_course = dataOf(m_school->ask(author, Method::Post, "/api/courses", course))["id"_L1].toInteger();
    const QByteArray path = "/api/courses/" + QByteArray::number(m_course);
    const auto chapter = dataOf(m_school->ask(author, Method::Post, path + "/chapters", {{u"title"_s, u"One"_s}}));
    const QJsonObject lesson{{u"title"_s, u"Lesson"_s},
                             {u"uid"_s, u"lesson_"_s + uid},
                             {u"kind"_s, u"article"_s},
                             {u"content"_s, u"Text."_s}};
    m_school->ask(author, Method::Post, "/api/chapters/" + QByteArray::number(chapter["id"_L1].toInteger()) + "/videos",
                  lesson);
    QCOMPARE(m_school->ask(author, Method::Post, path + "/publish").status, 200);
}

/// Logs in, enrols, reads the free course to its end and some of the one that is not paid for.
void PersonalDataTest::study(const QString &learner)
{
    QVERIFY(!logIn(learner).isEmpty());
    QCOMPARE(m_school->ask(learner, Method::Post, "/api/courses/" + QByteArray::number(m_course) + "/enroll",
                           {{u"enrollment_type"_s, u"free"_s}})
                     .status,
             200);
    QJsonArray records;
    for (const auto &uid : {u"free"_s, u"paid"_s})
        records.append(QJsonObject{{u"courseId"_s, uid},
                                   {u"chapterId"_s, u"lesson_"_s + uid},
                                   {u"currentTime"_s, 100},
                                   {u"totalTime"_s, 100},
                                   {u"isCompleted"_s, true},
                                   {u"lastUpdateTime"_s, qint64(1767225590000)},
                                   {u"deviceId"_s, u"phone"_s},
                                   {u"watched"_s, QJsonArray{QJsonArray{0, 60}}}});
    const auto answer =
            m_school->ask(learner, Method::Post, "/api/course/progress/sync", {{u"progressList"_s, records}});
    QCOMPARE(answer.status, 200);
}

/// The session's access token; empty: refused.
QByteArray PersonalDataTest::logIn(const QString &login)
{
    const auto answer = m_school->ask(u"nobody"_s, Method::Post, "/api/auth/login",
                                      {{u"login"_s, login}, {u"password"_s, u"correct horse 7"_s}});
    return dataOf(answer)["accessToken"_L1].toString().toLatin1();
}

void PersonalDataTest::anExportHoldsEverySectionOfALearner()
{
    const auto all = m_school->backend().dataRights().exportOf(m_learner);
    QVERIFY(all.ok());
    QCOMPARE(all->keys(), (QStringList{u"accounts"_s, u"analytics"_s, u"audit"_s, u"catalog"_s, u"commerce"_s,
                                       u"jobs"_s, u"learning"_s, u"made_at"_s, u"media"_s}));
    const QJsonObject accounts = (*all)["accounts"_L1].toObject();
    QCOMPARE(accounts["account"_L1]["login"_L1].toString(), u"quill.reader"_s);
    for (const auto &part : {u"consents"_s, u"sessions"_s, u"devices"_s})
        QCOMPARE(accounts[part].toArray().size(), 1);
    QCOMPARE((*all)["commerce"_L1]["enrolments"_L1][0]["course_id"_L1].toInteger(), m_course);
    const QJsonObject learning = (*all)["learning"_L1].toObject();
    QCOMPARE(learning["progress"_L1].toArray().size(), 2);
    QVERIFY(!learning["progress"_L1][0]["watched"_L1].toArray().isEmpty());
    QCOMPARE(learning["withheld"_L1].toArray().size(), 1);
    QVERIFY(!learning["courses"_L1].toArray().isEmpty());
    QCOMPARE((*all)["analytics"_L1]["active_days"_L1].toArray().size(), 1);
    QCOMPARE((*all)["made_at"_L1].toString(), u"2026-01-01T00:00:00.000Z"_s);

    const auto author = m_school->backend().dataRights().exportOf(m_author);
    QVERIFY(author.ok());
    QCOMPARE((*author)["catalog"_L1]["courses"_L1].toArray().size(), 2);
    QCOMPARE((*author)["catalog"_L1]["editions"_L1].toArray().size(), 2);
    QCOMPARE(m_school->backend().dataRights().exportOf({UserId(3'000), Role::Learner}).error().code,
             ErrorCode::NotFound);
}

void PersonalDataTest::erasingALearnerLeavesNothingThatNamesThem()
{
    const QStringList before = m_store->placesThatName(m_learner.user, u"quill.reader"_s);
    for (const auto &place : {u"users.id"_s, u"consents.user_id"_s, u"refresh_tokens.user_id"_s,
                              u"known_devices.user_id"_s, u"enrolments.user_id"_s, u"progress.user_id"_s,
                              u"withheld_activity.user_id"_s, u"course_learners.user_id"_s, u"learner_days.user_id"_s})
        QVERIFY2(before.contains(place), qPrintable(place));
    const auto others = m_store->rows(u"SELECT * FROM progress WHERE user_id < 9000000000"_s);
    QVERIFY(!others.isEmpty());
    const QByteArray token = logIn(u"quill.reader"_s);
    QVERIFY(!token.isEmpty());

    QVERIFY(m_school->backend().dataRights().erase(m_learner).ok());
    QCOMPARE(m_store->placesThatName(m_learner.user, u"quill.reader"_s), QStringList{u"sqlite_sequence.seq"_s});
    QCOMPARE(m_store->rows(u"SELECT * FROM progress WHERE user_id < 9000000000"_s), others);
    http::Request request;
    request.target = "/api/me";
    request.headers.set("Authorization", "Bearer " + token);
    QCOMPARE(m_school->backend().router().handle(std::move(request)).status, 401);
    QVERIFY(logIn(u"quill.reader"_s).isEmpty());
    QCOMPARE(m_school->backend().dataRights().erase(m_learner).error().code, ErrorCode::NotFound);
}

void PersonalDataTest::figuresStayWithoutThePerson()
{
    QMap<QString, QList<QVariantList>> before;
    for (const auto &table : {u"counters"_s, u"daily_counters"_s, u"active_gaps"_s, u"film_coverage"_s}) {
        before[table] = m_store->rows(u"SELECT * FROM "_s + table);
        QVERIFY2(!before[table].isEmpty(), qPrintable(table));
    }
    QVERIFY(m_school->backend().dataRights().erase(m_learner).ok());
    for (auto it = before.constBegin(); it != before.constEnd(); ++it)
        QCOMPARE(m_store->rows(u"SELECT * FROM "_s + it.key()), it.value());
}

void PersonalDataTest::coursesOfAnAuthorStayWithoutThePerson()
{
    const QByteArray path = "/api/courses/" + QByteArray::number(m_course);
    QCOMPARE(dataOf(m_school->ask(u"nobody"_s, Method::Get, path))["instructor"_L1]["display_name"_L1].toString(),
             u"zoltan.writer"_s);
    QVERIFY(m_school->backend().dataRights().erase(m_author).ok());
    QCOMPARE(m_store->placesThatName(m_author.user, u"zoltan.writer"_s), QStringList());
    const QJsonObject shown = dataOf(m_school->ask(u"nobody"_s, Method::Get, path));
    QCOMPARE(shown["title"_L1].toString(), u"free"_s);
    QCOMPARE(shown["instructor"_L1]["display_name"_L1].toString(), QString());
    QCOMPARE(m_school->ask(u"teacher"_s, Method::Get, path + "/outline").status, 403);
    QCOMPARE(m_school->ask(u"admin"_s, Method::Get, path + "/outline").status, 200);
    study(u"learner"_s);
}

void PersonalDataTest::aFeatureThatFailsUndoesAll()
{
    Stubborn stubborn;
    accounts::DataRights &rights = m_school->backend().dataRights();
    rights.features().add(stubborn);
    const QStringList before = m_store->placesThatName(m_learner.user, u"quill.reader"_s);
    QCOMPARE(rights.erase(m_learner).error().reason, u"stubborn"_s);
    QCOMPARE(m_store->placesThatName(m_learner.user, u"quill.reader"_s), before);
    study(u"quill.reader"_s);  // the consent holds, the account lets in
    stubborn.fails = false;
    QVERIFY(rights.erase(m_learner).ok());
}

void PersonalDataTest::theLastAdministratorStays()
{
    accounts::DataRights &rights = m_school->backend().dataRights();
    const Actor admin{m_school->user(u"admin"_s), Role::Admin};
    QCOMPARE(rights.erase(admin).error().reason, u"last_admin"_s);
    const auto owner = dataOf(m_school->ask(u"owner"_s, Method::Get, "/api/me"));
    QCOMPARE(rights.erase({UserId(owner["id"_L1].toInteger()), Role::Admin, true}).error().reason, u"owner_fixed"_s);
    m_school->add(u"second.admin"_s, Role::Admin);
    QVERIFY(rights.erase(admin).ok());
}

QTEST_GUILESS_MAIN(PersonalDataTest)
#include "tst_personaldata.moc"
