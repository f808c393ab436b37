#pragma once

#include "models/domain/clock.h"
#include "models/domain/ids.h"
#include "models/domain/money.h"

#include <QString>
#include <QStringList>

#include <optional>

/// Words of the catalog that every layer shares (DOMAIN §1). The names are the contract's; of another word `…FromName` makes
/// nothing. Thread: any (values, pure).
namespace catalog {

enum class CourseType { Video, Live, Article, Audio };
enum class Level { Beginner, Intermediate, Advanced };
enum class LessonKind { Video, Audio, Article };
enum class CompletionBasis { Auto, Strict };

QString courseTypeName(CourseType type);
std::optional<CourseType> courseTypeFromName(const QString &name);
QString levelName(Level level);
std::optional<Level> levelFromName(const QString &name);
QString lessonKindName(LessonKind kind);
std::optional<LessonKind> lessonKindFromName(const QString &name);

/// When a lesson counts as complete (DOMAIN §2).
struct CompletionRule {
    double threshold = 0.90;  ///< share of the film that was watched, 0.50–1.00
    CompletionBasis basis = CompletionBasis::Auto;
};

/// A film that a lesson showed in earlier editions. What people saw of it is not what they have seen of the one that is
/// there now.
struct LessonFilm {
    AssetId asset;
    Millis duration = 0;
    Millis until = 0;  ///< Unix time at which an edition without it was published
};

/// A uid of the contract: 1–64 characters [A-Za-z0-9_.-] (API §1).
bool isUid(const QString &text);
/// Digits and nothing else. Records may name ids as text, so such a text is always an id.
bool isIdText(const QString &text);
/// What is wrong with a uid that an author chose; empty: nothing.
QString uidFault(const QString &text);

}  // namespace catalog
