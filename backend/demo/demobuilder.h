#pragma once

#include "backend/backend.h"
#include "backend/demo/demoschool.h"
#include "backend/http/request.h"
#include "models/domain/clock.h"
#include "models/domain/json.h"

#include <QHash>
#include <QRandomGenerator>
#include <QSet>

#include <atomic>
#include <memory>
#include <vector>

namespace demo {

/// A clock that the builder moves from the past to now; read by the backend's threads.
class TravellingClock final : public Clock
{
public:
    explicit TravellingClock(Millis start) : m_now(start) {}
    Millis now() const override { return m_now.load(std::memory_order_relaxed); }
    void set(Millis time) { m_now.store(time, std::memory_order_relaxed); }

private:
    std::atomic<Millis> m_now;
};

/// The steps of buildSchool. Thread: one; uses each object once.
class Builder
{
public:
    Builder(const Order &order, QJsonObject content);
    Result<void> build();

private:
    struct Lesson {
        QString uid;
        qint64 id = 0;
        bool article = false;
        bool isFree = false;
        int seconds = 0;
    };
    struct Course {
        QString uid;
        qint64 id = 0;
        bool isFree = false;
        int freeDays = 0;  ///< a priced course opens free for so long; who enrolls then may stay
        double popularity = 0;
        std::vector<Lesson> lessons;
        QSet<qint64> enrolled{};
    };
    struct Learner {
        UserId user;
        double diligence = 0;  ///< 0–1: how likely to come back on a day, and to stay to the end
    };

    Result<void> openSchool();
    Result<void> addPeople();
    Result<void> addTaxonomy();
    Result<void> addVideos();
    Result<void> awaitJobs();
    Result<void> addCourse(const QJsonObject &plan);
    QJsonObject outlineOf(const QJsonObject &plan, qint64 revision, const QString &courseUid);
    Result<void> liveThroughDays();
    Result<void> oneDay(Millis morning);
    Result<bool> enrol(const Learner &learner, Course &course);
    Result<void> setPrice(Course &course);
    Result<void> watch(const Learner &learner, const Course &course, const Lesson &lesson, Millis from, double share);
    bool step(const QString &what);

    /// A request at the door as this user.
    Result<QJsonValue> ask(UserId as, http::Method method, const QString &path, const QJsonObject &body = {},
                           bool localOwner = false);

    const Order &m_order;
    QJsonObject m_content;
    Millis m_end;
    TravellingClock m_clock;
    std::unique_ptr<Backend> m_backend;
    QRandomGenerator m_random{20260101};  // the same school every time
    UserId m_admin;
    UserId m_instructor;
    std::vector<Learner> m_learners;
    std::vector<Course> m_courses;
    QHash<QString, qint64> m_assets;  ///< "<course uid>/<chapter>/<lesson>" → asset
    int m_done = 0;
    int m_total = 0;
};

}  // namespace demo
