// The set of watched seconds of one lesson: a sorted list of disjoint half-open pairs [from, to), whole seconds.
//
// Source of the rule: "watched: union of intervals, 1 s grain". The union is commutative, associative and idempotent,
// which is what lets records arrive in any order, any number of times. All functions are pure; none changes its input.
// Free of browser and WeChat APIs, like everything in this folder: the mini-program uses the same files.

const MAX_INTERVALS = 1000; // the server refuses a record with more

function isPair(pair) {
    return Array.isArray(pair) && Number.isFinite(pair[0]) && Number.isFinite(pair[1]);
}

// Brings any list (from storage, from the server) into canonical form: whole seconds, sorted, disjoint, not adjacent.
export function normalise(list) {
    const pairs = (Array.isArray(list) ? list : [])
        .filter(isPair)
        .map(([from, to]) => [Math.max(0, Math.floor(from)), Math.ceil(to)])
        .filter(([from, to]) => to > from)
        .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const out = [];
    for (const [from, to] of pairs) {
        const last = out[out.length - 1];
        if (last && from <= last[1]) last[1] = Math.max(last[1], to);
        else out.push([from, to]);
    }
    return out;
}

export function union(a, b) {
    return normalise([...(a || []), ...(b || [])]);
}

// What is in `a` and not in `b`.
export function difference(a, b) {
    const out = [];
    const cuts = normalise(b);
    for (const [from, to] of normalise(a)) {
        let start = from;
        for (const [cutFrom, cutTo] of cuts) {
            if (cutTo <= start || cutFrom >= to) continue;
            if (cutFrom > start) out.push([start, cutFrom]);
            start = Math.max(start, cutTo);
        }
        if (start < to) out.push([start, to]);
    }
    return out;
}

export function seconds(list) {
    return normalise(list).reduce((sum, [from, to]) => sum + (to - from), 0);
}

export function contains(list, second) {
    return normalise(list).some(([from, to]) => from <= second && second < to);
}

// A played stretch (real numbers, seconds) as whole seconds. Ends are rounded to the nearest second, so that stretches
// that follow each other neither leave a hole nor count a second twice; the last second of a lesson is a whole one,
// however short it is.
export function fromStretch(start, end, duration) {
    const last = duration > 0 ? Math.ceil(duration) : Infinity;
    const from = Math.max(0, Math.round(start));
    const to = duration > 0 && end >= duration - 0.5 ? last : Math.min(Math.round(end), last);
    return to > from ? [[from, to]] : [];
}

// A list short enough for a request or a storage key. It drops the shortest pieces first and never invents a second:
// what is left out was watched, so the learner may lose credit in absurd cases, but can't gain any.
export function compact(list, limit = MAX_INTERVALS) {
    const pairs = normalise(list);
    if (pairs.length <= limit) return pairs;
    return pairs
        .slice()
        .sort((a, b) => b[1] - b[0] - (a[1] - a[0]) || a[0] - b[0])
        .slice(0, limit)
        .sort((a, b) => a[0] - b[0]);
}
