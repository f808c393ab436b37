// Between a kept record and what travels: which records a request carries, and what an answer changes.
//
// Pure on values; the queue owns time and the wire. Normally one compact record per lesson. Watch time is counted per
// session, so a session whose seconds the server hasn't confirmed and that isn't the latest travels as a record of its
// own, with its own (older) position: the server merges its counter and skips its position.

import { earlierSessions } from './progressstore.js';

export const BATCH_LIMIT = 10;

const round3 = (value) => Math.round(value * 1000) / 1000;

function wire(record, deviceId, sessionId, counter, position, time) {
    const total = round3(record.totalTime);
    const current = Math.min(round3(Math.max(0, position)), total);
    const out = {
        courseId: record.courseId,
        chapterId: record.chapterId,
        currentTime: current,
        totalTime: total,
        progress: total > 0 ? Math.round((current / total) * 10000) / 10000 : 0,
        isCompleted: Boolean(record.isCompleted),
        lastUpdateTime: Math.round(time),
        watched: record.watched,
        deviceId,
        seq: record.seq,
    };
    if (record.mediaRevision) out.mediaRevision = record.mediaRevision;
    if (counter) {
        out.sessionId = sessionId;
        out.watchSeconds = counter.seconds;
    }
    return out;
}

// Everything one lesson has to say, the latest last: [{wire, isLatest}].
export function itemsOf(record, deviceId) {
    const items = earlierSessions(record).map(([sessionId, counter]) => ({
        wire: wire(record, deviceId, sessionId, counter, counter.position, counter.time),
        isLatest: false,
    }));
    const latest = record.counters[record.sessionId];
    items.push({
        wire: wire(record, deviceId, record.sessionId, latest, record.currentTime, record.lastUpdateTime),
        isLatest: true,
    });
    return items;
}

// The next request: whole lessons while they fit, never more than `limit` records. A lesson with more sessions than
// fit sends its oldest first and stays dirty until its latest has been answered.
export function nextBatch(dirtyRecords, deviceId, limit = BATCH_LIMIT) {
    const batch = [];
    for (const record of dirtyRecords) {
        const items = itemsOf(record, deviceId);
        if (batch.length > 0 && batch.length + items.length > limit) break;
        batch.push(...items.slice(0, limit - batch.length));
        if (batch.length >= limit) break;
    }
    return batch;
}

export function timeOf(value) {
    if (typeof value === 'number') return Number.isFinite(value) ? value : 0;
    const parsed = typeof value === 'string' ? Date.parse(value) : NaN;
    return Number.isFinite(parsed) ? parsed : 0;
}

export function isAnswerFor(item, answer) {
    return (
        Boolean(answer) &&
        String(answer.courseId) === item.wire.courseId &&
        String(answer.chapterId) === item.wire.chapterId &&
        ['success', 'skipped', 'failed'].includes(answer.status)
    );
}

// Applies the server's word on `item` to the stored `record`, which may have moved on meanwhile. A refusal is a word
// too: the record stops being sent and says why.
export function applyAnswer(record, item, answer) {
    const counter = record.counters[item.wire.sessionId];
    if (counter) counter.acked = Math.max(counter.acked, item.wire.watchSeconds);
    for (const [sessionId, old] of Object.entries(record.counters)) {
        if (sessionId !== record.sessionId && old.seconds <= old.acked) delete record.counters[sessionId];
    }
    if (!item.isLatest) return;
    record.ackSeq = Math.max(record.ackSeq, item.wire.seq);
    record.failure = answer.status === 'failed' ? answer.message || 'failed' : null;
    if (answer.status === 'failed') return;
    const serverTime = timeOf(answer.lastPlayTime);
    record.isCompleted = record.isCompleted || Boolean(answer.isCompleted);
    record.serverTime = Math.max(record.serverTime, serverTime);
    const sameFilm = !answer.mediaRevision || answer.mediaRevision === record.mediaRevision;
    if (answer.status === 'skipped' && sameFilm) adoptPosition(record, answer.currentTime, serverTime);
}

// Another device was here later: its position is the one to resume from.
export function adoptPosition(record, position, serverTime) {
    if (!(serverTime > 0) || !Number.isFinite(position) || serverTime <= record.lastUpdateTime) return false;
    record.currentTime = position;
    record.lastUpdateTime = serverTime;
    return true;
}
