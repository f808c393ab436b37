// Coverage and completion of a lesson, for what the page shows. The server's word is final; this agrees with it.
//
// Source: unique seconds / duration, threshold 0.90 unless the course says otherwise; completion is sticky.

import { difference, normalise, seconds } from './intervals.js';

export const DEFAULT_THRESHOLD = 0.9;

// 0…1. A lesson of unknown length has no coverage.
export function coverage(watched, duration) {
    if (!(duration > 0)) return 0;
    return Math.min(1, seconds(watched) / duration);
}

export function isComplete(record, threshold = DEFAULT_THRESHOLD) {
    if (!record) return false;
    return Boolean(record.isCompleted) || coverage(record.watched, record.totalTime) >= threshold;
}

// The second from where something of the lesson has not been watched yet; null when all of it has, or its length is not
// known.
export function firstUnwatched(watched, duration) {
    if (!(duration > 0)) return null;
    const gaps = difference([[0, Math.ceil(duration)]], watched);
    return gaps.length > 0 ? gaps[0][0] : null;
}

// The bar under the seek bar: pieces as fractions of the whole, left edge and width.
export function coverageSegments(watched, duration) {
    if (!(duration > 0)) return [];
    return normalise(watched)
        .map(([from, to]) => ({ left: from / duration, right: Math.min(1, to / duration) }))
        .filter(({ left, right }) => right > left)
        .map(({ left, right }) => ({ left, width: right - left }));
}

// Percent for people: whole numbers, and never 100 before it is all done.
export function percentText(percent) {
    const value = Number.isFinite(percent) ? Math.max(0, Math.min(100, percent)) : 0;
    return `${value >= 100 ? 100 : Math.min(99, Math.round(value))}%`;
}
