#include "models/catalog/outline/outlinecomparison.h"

#include <algorithm>

namespace catalog {

namespace {

/// A node that has been stored on both sides must be the same one; a new one may have become anybody.
template<class IdType>
bool mayBeSame(IdType a, IdType b)
{
    return !a.isValid() || !b.isValid() || a == b;
}

bool sameLesson(const OutlineLesson &a, const OutlineLesson &b)
{
    LessonFields left = a.fields;
    left.duration = b.fields.duration;  // the server's business
    return mayBeSame(a.id, b.id) && left == b.fields;
}

}  // namespace

bool sameContent(const Outline &a, const Outline &b)
{
    return std::equal(a.chapters.begin(), a.chapters.end(), b.chapters.begin(), b.chapters.end(),
                      [](const OutlineChapter &left, const OutlineChapter &right) {
                          return mayBeSame(left.id, right.id) && left.fields == right.fields &&
                                 std::equal(left.lessons.begin(), left.lessons.end(), right.lessons.begin(),
                                            right.lessons.end(), sameLesson);
                      });
}

}  // namespace catalog
