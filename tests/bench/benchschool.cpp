#include "tests/bench/benchschool.h"

#include "backend/database/database.h"
#include "backend/database/sqlite/sqlitefile.h"
#include "backend/learning/progress/progressrepository.h"
#include "models/domain/clock.h"
#include "models/domain/learning/schoolcalendar.h"

#include <QElapsedTimer>
#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

learning::repository::StoredProgress rowOf(const LearningSchool &school, LessonId lesson, Millis now, int position)
{
    learning::repository::StoredProgress row;
    row.course = school.course;
    row.lesson = lesson;
    row.updated = now;
    row.state.position = position;
    row.state.positionTime = now;
    row.state.duration = LessonSeconds * 1000;
    row.state.device = u"bench"_s;
    row.state.counters.raise(learning::SchoolCalendar().dayOf(now), learning::sourceKey(u"bench"_s), 0);
    return row;
}

std::string request(const char *method, const std::string &target, const QByteArray &token, const std::string &body)
{
    std::string out = method;
    out += ' ' + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ";
    out.append(token.constData(), size_t(token.size()));
    if (!body.empty())
        out += "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size());
    return out + "\r\n\r\n" + body;
}

}  // namespace

Result<void> fillProgress(const LearningSchool &school)
{
    const auto store = database::Database::open({school.folder, {}});
    if (!store)
        return store.error();
    const Millis now = SystemClock().now();
    // A slice a transaction: the journal stays small.
    for (size_t first = 0; first < school.learners.size(); first += 100) {
        const auto done = (*store)->write([&](database::Transaction &tx) -> Result<void> {
            const learning::repository::Queries texts(tx.dialect());
            for (size_t i = first; i < std::min(first + 100, school.learners.size()); ++i)
                for (const LessonId lesson : school.lessons)
                    if (auto ok = learning::repository::save(tx, texts, school.learners[i].id,
                                                             rowOf(school, lesson, now, 1000));
                        !ok)
                        return ok;
            return {};
        });
        if (!done)
            return done;
    }
    return {};
}

double bareLoop(const LearningSchool &school, const QString &pristine, const QString &work, double seconds)
{
    const QString file = work + u"/bare.db"_s;
    for (const QString &old : {file, file + u"-wal"_s, file + u"-shm"_s})
        QFile::remove(old);
    if (!QFile::copy(pristine, file))
        return 0;
    auto store = database::SqliteFile::open(file, database::SqliteFile::Role::Writer);
    if (!store)
        return 0;
    database::Transaction &tx = (*store)->transaction();
    const learning::repository::Queries texts(tx.dialect());
    std::mt19937_64 random(99);
    const Millis now = SystemClock().now();
    auto row = rowOf(school, school.lessons.front(), now, 0);
    QElapsedTimer timer;
    timer.start();
    qint64 rows = 0;
    while (timer.elapsed() < seconds * 1000) {
        (void)tx.run("BEGIN IMMEDIATE");
        for (int i = 0; i < 1000; ++i, ++rows) {
            row.lesson = school.lessons[random() % school.lessons.size()];
            row.state.position = qint64(random() % 600'000);
            row.state.positionTime = row.updated = now + rows;
            const UserId user = school.learners[random() % school.learners.size()].id;
            if (const auto ok = learning::repository::save(tx, texts, user, row); !ok) {
                std::fprintf(stderr, "bare loop: %s\n", qPrintable(ok.error().message));
                return 0;
            }
        }
        if (const auto ok = tx.run("COMMIT"); !ok)
            return 0;
    }
    return double(rows) * 1000 / double(timer.elapsed());
}

std::string syncRequest(const LearningSchool &school, int records, bool coverage, std::mt19937_64 &random)
{
    const Millis now = SystemClock().now();
    std::string body = "{\"sentAt\":" + std::to_string(now) + ",\"progressList\":[";
    char record[640];
    for (int i = 0; i < records; ++i) {
        const int position = int(random() % (LessonSeconds - 20));
        const QByteArray lesson = school.lessonUids[random() % school.lessonUids.size()].toLatin1();
        int length =
                std::snprintf(record, sizeof record,
                              "%s{\"courseId\":\"%s\",\"chapterId\":\"%s\",\"currentTime\":%d.%03d,\"totalTime\":%d,"
                              "\"isCompleted\":false,\"lastUpdateTime\":%lld,\"deviceId\":\"bench\",\"seq\":%d",
                              i ? "," : "", school.courseUid.toLatin1().constData(), lesson.constData(), position,
                              int(random() % 1000), LessonSeconds, static_cast<long long>(now), int(random() % 100000));
        if (coverage)
            length += std::snprintf(record + length, sizeof record - size_t(length),
                                    ",\"sessionId\":\"s%d\",\"watchSeconds\":%d,\"watched\":[[%d,%d]]",
                                    int(random() % 2), position, position, position + 15);
        body.append(record, size_t(length));
        body += '}';
    }
    body += "]}";
    return request("POST", "/api/course/progress/sync", school.learners[random() % school.learners.size()].token, body);
}

std::string getRequest(const LearningSchool &school, std::mt19937_64 &random)
{
    const QString lesson = school.lessonUids[random() % school.lessonUids.size()];
    return request("GET",
                   "/api/course/progress/get?courseId=" + school.courseUid.toStdString() +
                           "&chapterId=" + lesson.toStdString(),
                   school.learners[random() % school.learners.size()].token, {});
}

}  // namespace bench
