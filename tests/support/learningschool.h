#pragma once

#include "models/domain/ids.h"
#include "models/domain/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

/// A school on disk with learners and one published course of texts, for programs that are then started on that folder.
/// Made through the backend's own door, in this process; the folder is free again afterwards.
struct LearningSchool {
    struct Learner {
        UserId id;
        QByteArray token;  ///< an access token: good for 15 minutes
    };

    QString folder;
    QString database;  ///< its address; empty: in the folder
    CourseId course;
    QString courseUid = QStringLiteral("bench");
    std::vector<LessonId> lessons;
    std::vector<QString> lessonUids;
    std::vector<Learner> learners;

    static Result<LearningSchool> make(const QString &folder, int learners, int lessons, const QString &database = {});
    /// Fresh tokens for everybody. Only while no server runs on the folder.
    Result<void> renewTokens();
};
