// What this device knows about each lesson: one small record per lesson in an injected key-value storage.
//
// Storage adapter: getItem(key) → string|null, setItem(key, string), removeItem(key), keys() → string[]; synchronous,
// shared by all tabs. Every change here reads the stored record anew, changes it and writes it back, so two tabs on one
// lesson add to each other. Browsers tell a tab of another's write a moment late, so a tab may write over what it has
// not seen yet; the one that was covered hears of it (`writtenElsewhere`) and adds what is missing. A storage that is full or forbidden never stops playback: the record then lives in memory
// until the page goes, and `isDurable()` says so.
//
// A record:
//   courseId, chapterId   uids of course and lesson
//   currentTime, totalTime seconds; lastUpdateTime: ms of the school's clock when the position was true
//   mediaRevision         the film that position and coverage are of, as the server names it; '' when it was never told
//   watched               union of what this device and the server know of that film
//   isCompleted           sticky, whatever film comes
//   readPercent           of a text, as the server knows it; what this device read is kept in articleprogress.js
//   counters              {sessionId: {seconds, acked, time, position}}: watch time, only ever growing
//   seq / ackSeq          changes made here / the last change the server has answered for
//   serverTime            ms of the server's clock of its position, 0 when it never answered
//   failure               the server's words when it refused the last record, else null
// "Dirty": the server must still be told, the latest change or the watch time of an earlier session.

import { isComplete } from './completion.js';
import { compact, difference, normalise, union } from './intervals.js';
import { createListeners, guarded } from './listeners.js';

const PREFIX = 'cw.progress.';
const DAY = 24 * 60 * 60 * 1000;
export const KEEP_DAYS = 30;
const GUARD = 10 * 1000; // ms after which another tab has long seen what this one kept
const MAX_REPAIRS = 3; // for one kept second: two tabs must never answer each other for ever

export function isDirty(record) {
    if (!record) return false;
    return record.seq > record.ackSeq || earlierSessions(record).length > 0;
}

// Sessions before the latest whose seconds the server has not confirmed, oldest first: [[sessionId, counter], …].
export function earlierSessions(record) {
    return Object.entries(record.counters)
        .filter(([sessionId, counter]) => sessionId !== record.sessionId && counter.seconds > counter.acked)
        .sort((a, b) => a[1].time - b[1].time);
}

function blank(courseId, chapterId) {
    return {
        courseId,
        chapterId,
        currentTime: 0,
        totalTime: 0,
        isCompleted: false,
        lastUpdateTime: 0,
        watched: [],
        readPercent: 0,
        mediaRevision: '',
        counters: {},
        seq: 0,
        ackSeq: 0,
        sessionId: '',
        serverTime: 0,
        failure: null,
    };
}

// A field of another type than it has in a blank record is taken as missing: one damaged record must not keep the
// others from being sent.
function parse(text) {
    if (!text) return null;
    try {
        const stored = JSON.parse(text);
        if (!stored || !stored.courseId || !stored.chapterId) return null;
        const record = blank(stored.courseId, stored.chapterId);
        for (const [name, value] of Object.entries(record))
            if (typeof stored[name] === typeof value || name === 'failure') record[name] = stored[name] ?? value;
        record.watched = normalise(record.watched);
        for (const [sessionId, counter] of Object.entries(record.counters))
            if (!counter || !(counter.seconds >= 0)) delete record.counters[sessionId];
        return record;
    } catch (_error) {
        return null; // a torn write of another program; the server's copy replaces it
    }
}

const SAME_LENGTH = 1; // s: a record that names no film is of one of its own length

// Position and coverage belong to a film. The author may put another one into the lesson: it begins empty. Returns whether
// the record (changes it) was of another film.
export function turnToFilm(record, mediaRevision, duration) {
    if (!mediaRevision || record.mediaRevision === mediaRevision) return false;
    const other = record.mediaRevision
        ? true
        : record.totalTime > 0 && duration > 0 && Math.abs(record.totalTime - duration) > SAME_LENGTH;
    record.mediaRevision = mediaRevision;
    if (!other) return false;
    Object.assign(record, { currentTime: 0, totalTime: duration || 0, watched: [] });
    return true;
}

// What a player said of a second, added to a record: union, maximum, newest. Adding it again changes nothing.
function addSecond(record, { position, duration, watched, watchSeconds, sessionId, time }) {
    record.watched = union(record.watched, watched);
    const counter = record.counters[sessionId] || { seconds: 0, acked: 0, time: 0, position: 0 };
    counter.seconds = Math.max(counter.seconds, Math.round(watchSeconds));
    if (time >= counter.time) Object.assign(counter, { time, position });
    record.counters[sessionId] = counter;
    if (time < record.lastUpdateTime) return;
    Object.assign(record, { currentTime: position, totalTime: duration, lastUpdateTime: time, sessionId });
}

function holdsSecond(record, { watched, watchSeconds, sessionId, time }) {
    const counter = record.counters[sessionId];
    return (
        record.lastUpdateTime >= time &&
        Boolean(counter) &&
        counter.seconds >= Math.round(watchSeconds) &&
        difference(watched, record.watched).length === 0
    );
}

export function createProgressStore({ storage, userId }) {
    const prefix = `${PREFIX}${userId}/`;
    const memory = new Map();
    const recent = new Map(); // key → {second, repairs}: what this tab kept last
    const listeners = createListeners();
    let durable = true;

    const keyOf = (courseId, chapterId) => `${prefix}${courseId}/${chapterId}`;

    function read(key) {
        if (memory.has(key)) return parse(memory.get(key));
        try {
            return parse(storage.getItem(key));
        } catch (_error) {
            durable = false;
            return null;
        }
    }

    function write(key, record) {
        const text = JSON.stringify(record);
        try {
            storage.setItem(key, text);
            memory.delete(key);
            durable = memory.size === 0;
        } catch (_error) {
            memory.set(key, text);
            durable = false;
        }
    }

    function keys() {
        let stored = [];
        try {
            stored = storage.keys().filter((key) => key.startsWith(prefix));
        } catch (_error) {
            durable = false;
        }
        return [...new Set([...stored, ...memory.keys()])];
    }

    function update(courseId, chapterId, change) {
        const key = keyOf(courseId, chapterId);
        const record = read(key) || blank(courseId, chapterId);
        if (change(record) === false) return record;
        record.watched = compact(record.watched);
        write(key, record);
        listeners.tell(record);
        return record;
    }

    return {
        get(courseId, chapterId) {
            return read(keyOf(courseId, chapterId));
        },
        list(courseId) {
            const own = courseId === undefined ? prefix : `${prefix}${courseId}/`;
            return keys()
                .filter((key) => key.startsWith(own))
                .map(read)
                .filter(Boolean);
        },
        dirty() {
            return this.list()
                .filter(isDirty)
                .sort((a, b) => a.lastUpdateTime - b.lastUpdateTime);
        },
        update,
        // Keeps a player's second. `threshold` is the course's, for the mark shown before the server has answered; as
        // long as it isn't known nothing is called complete here, because complete is for ever.
        keep({ courseId, chapterId, threshold, ...second }) {
            recent.set(keyOf(courseId, chapterId), { second, repairs: 0 });
            return update(courseId, chapterId, (record) => {
                turnToFilm(record, second.mediaRevision, second.duration);
                record.lastUpdateTime = 0; // a stamp of before the school's time was known must not stop the position
                addSecond(record, second);
                if (threshold !== undefined) record.isCompleted = isComplete(record, threshold);
                record.seq += 1;
                record.failure = null;
            });
        },
        // The lesson shows this film now; what is kept of another one is not what was seen of it.
        turnToFilm(courseId, chapterId, mediaRevision, duration) {
            if (!read(keyOf(courseId, chapterId))) return;
            update(courseId, chapterId, (record) => {
                const before = record.mediaRevision;
                turnToFilm(record, mediaRevision, duration);
                return record.mediaRevision !== before;
            });
        },
        // Another tab has written `key` of the storage; `now` in ms. Puts back what this tab kept a moment before, where
        // the other did not know of it yet.
        writtenElsewhere(key, now) {
            if (!key || !key.startsWith(prefix)) return;
            const record = read(key);
            if (!record) return;
            const mine = recent.get(key);
            const sameFilm = mine && (mine.second.mediaRevision || '') === record.mediaRevision;
            const fresh = sameFilm && mine.repairs < MAX_REPAIRS && Math.abs(now - mine.second.time) < GUARD;
            if (!fresh || holdsSecond(record, mine.second)) {
                listeners.tell(record);
                return;
            }
            mine.repairs += 1;
            update(record.courseId, record.chapterId, (stored) => {
                addSecond(stored, mine.second);
                stored.seq += 1;
            });
        },
        // Forgets what the server holds too and nobody has touched for 30 days. Returns how many went.
        clean(now) {
            let gone = 0;
            for (const key of keys()) {
                const record = read(key);
                if (!record || isDirty(record) || record.failure) continue;
                if (now - Math.max(record.lastUpdateTime, record.serverTime) <= KEEP_DAYS * DAY) continue;
                guarded(() => storage.removeItem(key));
                gone += 1;
            }
            return gone;
        },
        // Signing out: what the server has goes from this device; what it has not stays for the next signing in.
        forgetSynced() {
            for (const key of keys()) {
                if (isDirty(read(key))) continue;
                memory.delete(key);
                guarded(() => storage.removeItem(key));
            }
        },
        isDurable: () => durable,
        onChange: listeners.add,
    };
}
