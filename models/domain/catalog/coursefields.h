#pragma once

#include "models/domain/catalog/course.h"

namespace catalog {

// Characters (UTF-16), but for the number of tags.
inline constexpr int MaxDescription = 20'000;
inline constexpr int MaxTags = 20;
inline constexpr int MaxTagName = 40;
inline constexpr int MaxUrl = 500;

/// What an author sets on the course itself; part of the draft like the outline is. Thread: any
/// (a value; the server checks it).
struct CourseFields {
    QString title;
    CourseType type = CourseType::Video;
    CategoryId category;  ///< none: uncategorised
    Level level = Level::Beginner;
    QString description;
    Fen price = 0;
    bool isFree = false;
    QStringList tags;  ///< names, in the author's order, no two alike
    QString coverUrl;  ///< chosen by the author, see cover.h; empty: the first video's poster
    CompletionRule completion;
    double maximumSpeed = 2.0;  ///< 1.0–4.0; bounds the watch time a learner can be credited (DOMAIN §2)

    bool operator==(const CourseFields &other) const
    {
        return title == other.title && type == other.type && category == other.category && level == other.level &&
               description == other.description && price == other.price && isFree == other.isFree &&
               tags == other.tags && coverUrl == other.coverUrl && completion.threshold == other.completion.threshold &&
               completion.basis == other.completion.basis && maximumSpeed == other.maximumSpeed;
    }
};

}  // namespace catalog
