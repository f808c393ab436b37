#pragma once

#include <QHashFunctions>
#include <QtGlobal>

#include <compare>

/// Row ids as distinct types, so that a lesson's id can't be passed where a course's is meant. 0 means "none". Thread: any (values).
template<class Tag>
struct Id {
    qint64 value = 0;

    constexpr Id() = default;
    constexpr explicit Id(qint64 v) : value(v) {}
    constexpr bool isValid() const { return value > 0; }
    constexpr auto operator<=>(const Id &) const = default;  // NOLINT(modernize-use-nullptr): clang-tidy errs on <=>
};

template<class Tag>
size_t qHash(Id<Tag> id, size_t seed = 0)
{
    return ::qHash(id.value, seed);
}

using UserId = Id<struct UserTag>;
using CourseId = Id<struct CourseTag>;
using ChapterId = Id<struct ChapterTag>;
using LessonId = Id<struct LessonTag>;
using CategoryId = Id<struct CategoryTag>;
using TagId = Id<struct TagTag>;
using AssetId = Id<struct AssetTag>;
using JobId = Id<struct JobTag>;
using EnrolmentId = Id<struct EnrolmentTag>;
