#include "backend/http/message/conditions.h"

#include "backend/http/message/httpdate.h"

namespace http {

namespace {

bool isWeak(QByteArrayView tag)
{
    return tag.startsWith("W/");
}

QByteArrayView opaque(QByteArrayView tag)
{
    return isWeak(tag) ? tag.sliced(2) : tag;
}

bool sameTag(QByteArrayView a, QByteArrayView b, bool weak)
{
    if (!weak && (isWeak(a) || isWeak(b)))
        return false;
    return opaque(a) == opaque(b);
}

Millis wholeSeconds(Millis time)
{
    return time - time % 1000;
}

}  // namespace

Conditions Conditions::of(const Headers &headers)
{
    Conditions found;
    for (const auto &header : headers) {
        const auto &name = header.first;
        const auto take = [&](const char *wanted, QByteArray &into) {
            if (name.compare(wanted, Qt::CaseInsensitive) == 0)
                into = into.isEmpty() ? header.second : into + ", " + header.second;
        };
        if (name.size() < 5)
            continue;
        switch (name.front()) {
        case 'I':
        case 'i':
            take("If-Match", found.ifMatch);
            take("If-None-Match", found.ifNoneMatch);
            take("If-Modified-Since", found.ifModifiedSince);
            take("If-Unmodified-Since", found.ifUnmodifiedSince);
            take("If-Range", found.ifRange);
            break;
        case 'R':
        case 'r': take("Range", found.range); break;
        default: break;
        }
    }
    return found;
}

bool etagListMatches(QByteArrayView list, QByteArrayView etag, bool weak)
{
    if (list.trimmed() == "*")
        return true;
    // A comma may stand inside the quotes of a tag, so the list is read tag by tag.
    qsizetype at = 0;
    while (at < list.size()) {
        const qsizetype open = list.indexOf('"', at);
        if (open < 0)
            return false;
        const qsizetype close = list.indexOf('"', open + 1);
        if (close < 0)
            return false;
        const bool marked = open >= 2 && list.sliced(open - 2, 2) == "W/";
        const qsizetype from = marked ? open - 2 : open;
        if (sameTag(list.sliced(from, close + 1 - from), etag, weak))
            return true;
        at = close + 1;
    }
    return false;
}

int evaluate(const Conditions &conditions, const Validators &validators, bool isRead)
{
    if (!conditions.ifMatch.isEmpty()) {
        if (!etagListMatches(conditions.ifMatch, validators.etag, false))
            return 412;
    } else if (!conditions.ifUnmodifiedSince.isEmpty() && validators.lastModified > 0) {
        const auto since = fromHttpDate(conditions.ifUnmodifiedSince);
        if (since && wholeSeconds(validators.lastModified) > *since)
            return 412;
    }
    if (!conditions.ifNoneMatch.isEmpty()) {
        if (etagListMatches(conditions.ifNoneMatch, validators.etag, true))
            return isRead ? 304 : 412;
    } else if (isRead && !conditions.ifModifiedSince.isEmpty() && validators.lastModified > 0) {
        const auto since = fromHttpDate(conditions.ifModifiedSince);
        if (since && wholeSeconds(validators.lastModified) <= *since)
            return 304;
    }
    return 200;
}

bool rangeApplies(const Conditions &conditions, const Validators &validators, Millis now)
{
    if (conditions.range.isEmpty())
        return false;
    if (conditions.ifRange.isEmpty())
        return true;
    if (conditions.ifRange.contains('"'))
        return sameTag(conditions.ifRange.trimmed(), validators.etag, false);
    const auto date = fromHttpDate(conditions.ifRange);
    return date && validators.lastModified > 0 && *date == wholeSeconds(validators.lastModified) &&
           now - validators.lastModified > 2000;
}

}  // namespace http
