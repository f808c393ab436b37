#pragma once

#include "backend/catalog/editions/editionstore.h"
#include "backend/catalog/publishing/edition.h"
#include "backend/database/connection.h"

#include <QHash>

#include <optional>
#include <vector>

namespace catalog {

/// An edition without its content, for lists.
struct EditionEntry {
    int number = 0;
    QString hash;
    QJsonObject summary;
    Millis created = 0;
    UserId createdBy;
};

/// A uid of digits only, that a chapter or lesson had before there were none of these.
struct FormerUid {
    QString uid;
    bool isLesson = false;
    qint64 id = 0;
};

/// One edition with what else is known of its lessons.
struct EditionRow {
    Edition edition;                                     ///< `created`: when it was made
    QHash<qint64, std::vector<LessonFilm>> formerFilms;  ///< by lesson; oldest first
    std::vector<FormerUid> formerUids;
    qsizetype bytes = 0;  ///< of the snapshot
};

/// Rows of editions. Thread: that of the connection.
class EditionRepository
{
public:
    using Connection = database::Connection;
    using Transaction = database::Transaction;

    static Result<std::vector<EditionEntry>> list(Connection &c, CourseId course);  ///< newest first
    static Result<std::optional<EditionRow>> find(Connection &c, CourseId course, int number);
    /// Which edition is the newest, and whether it may be seen. A course that isn't there has none.
    static Result<CourseState> state(Connection &c, CourseId course);
    /// Those with smaller numbers, newest first. One that can't be read is left out.
    static Result<std::vector<Edition>> before(Connection &c, CourseId course, int number, int limit,
                                               qsizetype &bytes);  ///< adds those of the snapshots
    static Result<void> insert(Transaction &tx, const Edition &edition, const QByteArray &snapshot);
    /// Notes the films that lessons of `before` no longer show in `now`, published at `time`.
    static Result<void> keepFormerFilms(Transaction &tx, const CourseSnapshot &before, const CourseSnapshot &now,
                                        Millis time);
    static Result<QHash<qint64, std::vector<LessonFilm>>> formerFilms(Connection &c, CourseId course);
    static Result<std::vector<FormerUid>> formerUids(Connection &c, CourseId course);
    /// Which assets the newest edition needs.
    static Result<void> setAssets(Transaction &tx, const Edition &edition);

    /// Also by a former uid of digits, where no course has that id.
    static Result<std::optional<CourseId>> courseByUid(Connection &c, const QString &uid);
    /// The course of a lesson, wherever that lesson is now: also of a deleted one, which an edition may still hold.
    static Result<std::optional<CourseId>> courseOfLesson(Connection &c, LessonId lesson);
    /// Also by a former uid of digits, where no lesson has that id.
    static Result<std::optional<CourseId>> courseOfLessonUid(Connection &c, const QString &uid);
    /// Published courses: those among `first` in their order, then the newest others, `limit` in all. No edition is read.
    static Result<std::vector<CourseId>> published(Connection &c, const std::vector<CourseId> &first, int limit);
    /// Courses that aren't deleted and have been published once, by id; of one owner, or of everybody (no owner).
    static Result<std::vector<CourseId>> coursesWithEdition(Connection &c, UserId owner);
};

}  // namespace catalog
