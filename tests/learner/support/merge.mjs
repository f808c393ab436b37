// mergeProgress of the domain rules, in JavaScript, for the fake server of these tests: position by the newest
// (positionTime, seq, device); completion sticky, earliest; coverage by union; watch time as the largest per
// (session or device, day), summed.

import { union, seconds } from '../../../resources/learner/core/intervals.js';

const DAY = 24 * 3600 * 1000;

export function emptyState() {
    return {
        position: 0,
        positionTime: -1,
        seq: -1,
        device: '',
        duration: 0,
        watched: [],
        completedTime: null,
        counters: {},
    };
}

function newer(a, b) {
    if (a.positionTime !== b.positionTime) return a.positionTime > b.positionTime;
    if (a.seq !== b.seq) return a.seq > b.seq;
    return a.device > b.device;
}

// `now` and `sentAt` in ms; returns {state, status}.
export function mergeProgress(state, record, now, sentAt, threshold = 0.9) {
    const time =
        sentAt === undefined
            ? Math.min(record.lastUpdateTime, now)
            : Math.min(record.lastUpdateTime + now - sentAt, now);
    const incoming = { positionTime: time, seq: record.seq || 0, device: record.deviceId || '' };
    const next = { ...state, counters: { ...state.counters }, watched: union(state.watched, record.watched || []) };
    const wins = newer(incoming, state);
    if (wins) Object.assign(next, incoming, { position: record.currentTime });
    const same = !wins && !newer(state, incoming);
    next.duration = Math.max(state.duration, record.totalTime);
    const covered = seconds(next.watched) / next.duration >= threshold;
    const done = record.watched ? covered : record.isCompleted || record.currentTime / record.totalTime >= threshold;
    if (done) next.completedTime = state.completedTime === null ? time : Math.min(state.completedTime, time);
    if (record.watchSeconds > 0) {
        const key = `${record.sessionId || record.deviceId}|${Math.floor(time / DAY)}`;
        next.counters[key] = Math.max(next.counters[key] || 0, record.watchSeconds);
    }
    return { state: next, status: wins || same ? 'success' : 'skipped' };
}

export function watchTime(state) {
    return Object.values(state.counters).reduce((sum, value) => sum + value, 0);
}

export function isValid(record) {
    const { currentTime, totalTime, courseId, chapterId } = record || {};
    const ids = [courseId, chapterId].every((id) => typeof id === 'string' && id.length > 0 && id.length <= 64);
    return (
        ids &&
        Number.isFinite(currentTime) &&
        Number.isFinite(totalTime) &&
        currentTime >= 0 &&
        totalTime > 0 &&
        currentTime <= totalTime
    );
}
