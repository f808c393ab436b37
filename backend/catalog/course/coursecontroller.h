#pragma once

#include "backend/catalog/course/coursefacts.h"
#include "backend/catalog/course/courseservice.h"
#include "backend/catalog/outline/outlineservice.h"
#include "backend/http/routing/router.h"

namespace catalog {

/// Courses one by one and as lists. Bodies and answers are in resources/api/openapi.yaml.
///   GET    /api/courses                published ones; `scope=mine` (or a status other than published): the drafts one
///                                      manages, an admin all
///   POST   /api/courses                201, a draft
///   GET    /api/courses/{id}           the newest edition; who manages it sees the draft unless `?draft=0`
///   PUT    /api/courses/{id}           fields of the draft; absent ones stay
///   DELETE /api/courses/{id}           to the trash for 30 days
///   POST   /api/courses/{id}/restore   back from there
///
/// Filters: category (slug or id, sub-categories count), level, tag, q (every word, in title or description), status
/// (published; draft, unpublished, deleted with scope=mine), sort (newest, oldest, updated, title, price, price_desc).
/// Thread: workers. What it is handed outlives it.
class CourseController
{
public:
    CourseController(CourseService &courses, OutlineService &outlines, PublishedCourses &published,
                     const DisplayNames &names, const CourseFacts *const &facts)
        : m_courses(courses), m_outlines(outlines), m_published(published), m_names(names), m_facts(facts)
    {
    }

    void addRoutes(http::Router &router);
    /// Published courses as the list shows them, in the order asked for; others are left out.
    Result<QJsonArray> cards(const std::vector<CourseId> &ids) const;

private:
    http::Response list(const http::Request &request) const;
    http::Response create(const http::Request &request, const QJsonObject &body);
    http::Response show(const http::Request &request, CourseId id) const;
    http::Response update(const http::Request &request, CourseId id, const QJsonObject &body);
    http::Response remove(const http::Request &request, CourseId id);
    http::Response restore(const http::Request &request, CourseId id);

    http::Response showDraft(const http::Request &request, CourseId id) const;
    http::Response showEdition(const http::Request &request, CourseId id) const;
    http::Response listDrafts(const http::Request &request, const CourseListRequest &wanted,
                              const http::Page &page) const;
    void addAccess(QJsonObject &object, const http::Request &request, CourseId id, UserId owner) const;
    QJsonObject toJson(const StoredCourse &course) const;
    QHash<qint64, qint64> enrolled(const std::vector<CourseId> &courses) const;

    CourseService &m_courses;
    OutlineService &m_outlines;
    PublishedCourses &m_published;
    const DisplayNames &m_names;
    const CourseFacts *const &m_facts;  ///< set once by the composition root after construction; may stay null
};

}  // namespace catalog
