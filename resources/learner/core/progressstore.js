// What this device knows about each lesson: one small record per lesson in an injected key-value storage.
//
// Storage adapter: getItem(key) → string|null, setItem(key, string), removeItem(key), keys() → string[]; synchronous,
// shared by all tabs. Every change here reads the stored record anew, changes it and writes it back, so two tabs on one
// lesson add to each other. A storage that is full or forbidden never stops playback: the record then lives in memory
// until the page goes, and `isDurable()` says so.
//
// A record:
//   courseId, chapterId   uids of course and lesson
//   currentTime, totalTime seconds; lastUpdateTime: ms of this device's clock when the position was true
//   watched               union of what this device and the server know
//   isCompleted           sticky
//   counters              {sessionId: {seconds, acked, time, position}}: watch time, only ever growing
//   seq / ackSeq          changes made here / the last change the server has answered for
//   serverTime            ms of the server's clock of its position, 0 when it never answered
//   failure               the server's words when it refused the last record, else null
// "Dirty": the server must still be told, the latest change or the watch time of an earlier session.

import { isComplete } from './completion.js';
import { compact, union } from './intervals.js';

const PREFIX = 'cw.progress.';
const DAY = 24 * 60 * 60 * 1000;
export const KEEP_DAYS = 30;

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
        counters: {},
        seq: 0,
        ackSeq: 0,
        sessionId: '',
        serverTime: 0,
        failure: null,
    };
}

function parse(text) {
    if (!text) return null;
    try {
        const record = JSON.parse(text);
        return record && typeof record === 'object' && record.chapterId ? { ...blank('', ''), ...record } : null;
    } catch (_error) {
        return null; // a torn write of another program; the server's copy replaces it
    }
}

export function createProgressStore({ storage, userId }) {
    const prefix = `${PREFIX}${userId}/`;
    const memory = new Map();
    const listeners = new Set();
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
        for (const listener of listeners) listener(record);
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
        keep({ courseId, chapterId, position, duration, watched, watchSeconds, sessionId, time, threshold }) {
            return update(courseId, chapterId, (record) => {
                record.currentTime = position;
                record.totalTime = duration;
                record.lastUpdateTime = time;
                record.watched = union(record.watched, watched);
                if (threshold !== undefined) record.isCompleted = isComplete(record, threshold);
                record.sessionId = sessionId;
                const counter = record.counters[sessionId] || { seconds: 0, acked: 0 };
                counter.seconds = Math.max(counter.seconds, Math.round(watchSeconds));
                counter.time = record.lastUpdateTime;
                counter.position = position;
                record.counters[sessionId] = counter;
                record.seq += 1;
                record.failure = null;
            });
        },
        // Forgets what the server holds too and nobody has touched for 30 days. Returns how many went.
        clean(now) {
            let gone = 0;
            for (const key of keys()) {
                const record = read(key);
                if (!record || isDirty(record) || record.failure) continue;
                if (now - Math.max(record.lastUpdateTime, record.serverTime) <= KEEP_DAYS * DAY) continue;
                storage.removeItem(key);
                gone += 1;
            }
            return gone;
        },
        // Signing out: what the server has goes from this device; what it has not stays for the next signing in.
        forgetSynced() {
            for (const key of keys()) {
                if (isDirty(read(key))) continue;
                memory.delete(key);
                storage.removeItem(key);
            }
        },
        isDurable: () => durable,
        onChange(listener) {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
    };
}
