#pragma once

#include "backend/catalog/course/courselookup.h"
#include "backend/catalog/editions/coursenames.h"
#include "backend/catalog/editions/editionstore.h"
#include "backend/catalog/editions/formerlessons.h"

namespace catalog {

/// A course's newest edition with what else the public page shows. A value of shared parts.
struct PublishedCourse {
    EditionPtr edition;
    CourseState state;
    QString categorySlug;  ///< of today; empty without a category
    QString categoryName;

    const Edition &content() const { return edition->edition(); }
    CourseCard card() const;
};

/// Courses as learners and later features see them: the newest edition of a course, by id or by the names that records
/// use. Editions come from an EditionStore, names from an index of their own.
/// Every change of what is newest must call `forget` from afterCommit: on the writer thread, when the commit is durable.
/// An edition never changes, so work on the draft touches none: it calls `forgetNames` where names came or went.
/// Thread: any but the writer's (a miss reads); forget: any. Owner: the composition root; what is handed in outlives it.
class PublishedCourses final : public CourseLookup
{
public:
    static constexpr qsizetype FormerBudget = 32 << 20;  ///< bytes of lessons that have left, by estimate

    PublishedCourses(database::Database &database, EditionStore &editions, qsizetype formerBudget = FormerBudget)
        : m_database(database), m_editions(editions), m_names(database), m_former(database, formerBudget),
          m_categories(1 << 20)
    {
    }

    Result<CoursePtr> course(CourseId id) const override;
    Result<CoursePtr> course(const QString &uidOrId) const override;
    Result<RecordSubject> subject(const RecordName &course, const RecordName &lesson) const override;
    Result<RecordSubject> subject(const RecordName &lesson) const override;
    Result<CoursePtr> courseOfLesson(LessonId id) const override;
    Result<CoursePtr> courseOfLesson(const QString &uidOrId) const override;
    Result<std::vector<CourseId>> courses(UserId owner) const override;
    Result<std::vector<CourseId>> published(const std::vector<CourseId> &first, int limit) const override;
    Result<CoursePtr> draft(CourseId id) const override;
    Result<CoursePtr> draftOfLesson(LessonId id) const override;

    /// The whole edition, for the course page. Nothing: never published, or deleted. Errors: as of CourseLookup.
    Result<std::optional<PublishedCourse>> find(CourseId id) const;

    void forget(CourseId id);       ///< another edition is the newest one, or the course came or went
    void forgetNames(CourseId id);  ///< nodes of the draft, or the draft, were made or have other uids
    void forgetCategories();        ///< one was renamed or moved
    void forgetAll();               ///< but the editions, which are the store's

private:
    struct Newest {
        EditionPtr edition;  ///< null: never published
        CourseState state;
        CoursePtr course() const { return courseOf(edition, state.published); }
    };
    struct CategoryName {
        QString slug;
        QString name;
    };
    enum class Deleted { Hidden, Found };

    Result<Newest> newest(CourseId id, Deleted deleted) const;
    Result<Newest> named(const RecordName &course, Deleted deleted) const;
    Result<std::shared_ptr<const CategoryName>> category(CategoryId id) const;

    database::Database &m_database;
    EditionStore &m_editions;
    CourseNames m_names;
    FormerLessons m_former;
    mutable BoundedCache<CategoryName> m_categories;
};

}  // namespace catalog
