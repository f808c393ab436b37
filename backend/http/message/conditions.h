#pragma once

#include "backend/http/message/request.h"

namespace http {

/// The conditional fields of a request (RFC 9110 §13), kept until its answer is known. A missing field is empty. All of
/// it is pure; thread: any.
struct Conditions {
    QByteArray ifMatch;
    QByteArray ifNoneMatch;
    QByteArray ifModifiedSince;
    QByteArray ifUnmodifiedSince;
    QByteArray ifRange;
    QByteArray range;

    static Conditions of(const Headers &headers);
};

/// What is known about the resource asked for.
struct Validators {
    QByteArray etag;          ///< with quotes; may be empty
    Millis lastModified = 0;  ///< 0: unknown; compared in whole seconds, as the fields have no more
};

/// 200: go on. 304 or 412: that is the answer, and Range is not looked at (§13.2.2).
int evaluate(const Conditions &conditions, const Validators &validators, bool isRead);

/// Whether Range counts (§13.1.5). A date is a strong validator only when the thing has been left alone for over a
/// second since, else it could have changed twice within it.
bool rangeApplies(const Conditions &conditions, const Validators &validators, Millis now);

/// "*", or a list that holds `etag`. Weak comparison ignores W/; strong comparison never matches a weak tag.
bool etagListMatches(QByteArrayView list, QByteArrayView etag, bool weak);

}  // namespace http
