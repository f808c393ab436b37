#include "backend/http/files/byteranges.h"

#include <algorithm>
#include <optional>

namespace http {

namespace {

constexpr size_t MaxRanges = 16;
constexpr int MaxOverlapping = 2;

/// One "a-b", "a-" or "-n" as written; -1 where a side is left out.
struct Spec {
    qint64 from = -1;
    qint64 to = -1;
};

std::optional<qint64> wholeNumber(QByteArrayView text)
{
    if (text.isEmpty() || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    // 18 digits fit; more is simply "far beyond the end".
    if (text.size() > 18)
        return std::numeric_limits<qint64>::max();
    return text.toByteArray().toLongLong();
}

std::optional<Spec> parseSpec(QByteArrayView text)
{
    const qsizetype dash = text.indexOf('-');
    if (dash < 0)
        return std::nullopt;
    const QByteArrayView left = text.first(dash).trimmed();
    const QByteArrayView right = text.sliced(dash + 1).trimmed();
    Spec spec;
    if (!left.isEmpty()) {
        const auto from = wholeNumber(left);
        if (!from)
            return std::nullopt;
        spec.from = *from;
    }
    if (!right.isEmpty()) {
        const auto to = wholeNumber(right);
        if (!to)
            return std::nullopt;
        spec.to = *to;
    }
    if (spec.from < 0 && spec.to < 0)
        return std::nullopt;
    if (spec.from >= 0 && spec.to >= 0 && spec.to < spec.from)
        return std::nullopt;
    return spec;
}

/// nullopt: the field is no list of byte ranges.
std::optional<std::vector<Spec>> parseField(QByteArrayView field)
{
    const qsizetype equals = field.indexOf('=');
    if (equals < 0 || field.first(equals).trimmed().compare("bytes", Qt::CaseInsensitive) != 0)
        return std::nullopt;
    std::vector<Spec> specs;
    QByteArrayView rest = field.sliced(equals + 1);
    while (!rest.isEmpty()) {
        const qsizetype comma = rest.indexOf(',');
        const QByteArrayView item = (comma < 0 ? rest : rest.first(comma)).trimmed();
        rest = comma < 0 ? QByteArrayView() : rest.sliced(comma + 1);
        if (item.isEmpty())  // empty list elements are allowed (§5.6.1)
            continue;
        const auto spec = parseSpec(item);
        if (!spec)
            return std::nullopt;
        specs.push_back(*spec);
    }
    if (specs.empty())
        return std::nullopt;
    return specs;
}

std::optional<ByteRange> satisfy(Spec spec, qint64 length)
{
    if (spec.from < 0) {
        if (spec.to == 0 || length == 0)
            return std::nullopt;
        return ByteRange{std::max<qint64>(0, length - spec.to), length - 1};
    }
    if (spec.from >= length)
        return std::nullopt;
    return ByteRange{spec.from, spec.to < 0 ? length - 1 : std::min(spec.to, length - 1)};
}

int countOverlapping(const std::vector<ByteRange> &ranges)
{
    return int(std::count_if(ranges.begin(), ranges.end(), [&](const ByteRange &range) {
        return std::any_of(ranges.begin(), ranges.end(), [&](const ByteRange &other) {
            return &range != &other && range.first <= other.last && other.first <= range.last;
        });
    }));
}

}  // namespace

RangeAnswer resolveRanges(QByteArrayView field, qint64 length)
{
    const auto specs = parseField(field);
    if (!specs || specs->size() > MaxRanges)
        return {};
    RangeAnswer answer;
    for (const Spec &spec : *specs) {
        // A suffix of nothing is satisfiable, but no Content-Range can say so: the (empty) whole is sent instead.
        if (length == 0 && spec.from < 0 && spec.to > 0)
            return {};
        if (const auto range = satisfy(spec, length))
            answer.ranges.push_back(*range);
    }
    if (countOverlapping(answer.ranges) > MaxOverlapping)
        return {};
    answer.kind = answer.ranges.empty() ? RangeAnswer::Kind::Unsatisfiable : RangeAnswer::Kind::Partial;
    return answer;
}

QByteArray contentRange(ByteRange range, qint64 length)
{
    return "bytes " + QByteArray::number(range.first) + '-' + QByteArray::number(range.last) + '/' +
           QByteArray::number(length);
}

}  // namespace http
