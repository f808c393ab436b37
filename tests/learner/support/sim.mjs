// A world for testing the core without a browser: a clock and timers that move only when told, a seeded random
// generator, storages shared by tabs, and a school that merges progress as the domain says.

import { createProgressQueue } from '../../../resources/learner/core/progressqueue.js';
import { createProgressStore } from '../../../resources/learner/core/progressstore.js';
import { createReconciler } from '../../../resources/learner/core/reconcile.js';
import { emptyState, isValid, mergeProgress } from './merge.mjs';

// mulberry32
export function randomFrom(seed) {
    let a = seed >>> 0;
    return () => {
        a = (a + 0x6d2b79f5) >>> 0;
        let t = Math.imul(a ^ (a >>> 15), 1 | a);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
}

// Time in ms that stands still until advance(); due timers run in order. `settle` lets promises run in between.
// `device` is the clock somebody may set: setDevice(ms) moves it, and nothing else.
export function createTime(start = Date.UTC(2026, 0, 5, 8)) {
    let now = start;
    let next = 1;
    let set = 0;
    const pending = new Map();
    const settle = async () => {
        for (let i = 0; i < 30; i += 1) await null;
    };
    return {
        device: { now: () => now + set, elapsed: () => now - start },
        setDevice: (ms) => {
            set += ms;
        },
        clock: { now: () => now, elapsed: () => now - start, isKnown: () => true },
        timers: {
            set(fn, ms) {
                next += 1;
                pending.set(next, { at: now + ms, fn });
                return next;
            },
            clear: (id) => pending.delete(id),
        },
        settle,
        pending: () => [...pending.values()].map((timer) => timer.at - now),
        async advance(ms) {
            const end = now + ms;
            await settle();
            for (;;) {
                const due = [...pending].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
                if (!due) break;
                pending.delete(due[0]);
                now = Math.max(now, due[1].at);
                due[1].fn();
                await settle();
            }
            now = end;
            await settle();
        },
    };
}

export function createStorage() {
    const map = new Map();
    return {
        map,
        getItem: (key) => (map.has(key) ? map.get(key) : null),
        setItem: (key, value) => map.set(key, String(value)),
        removeItem: (key) => map.delete(key),
        keys: () => [...map.keys()],
    };
}

// Tabs of a browser that tells one tab of another's write only at deliver(): until then each sees its own copy. The
// order of writing decides what stays; a tab that has a write of its own on the way does not take over another's.
export function createTabs(count) {
    const onTheWay = [];
    const tabs = Array.from({ length: count }, () => {
        const tab = { ...createStorage(), heard: () => {} };
        const setItem = tab.setItem;
        tab.setItem = (key, value) => {
            setItem(key, value);
            onTheWay.push({ from: tab, key, value });
        };
        tab.take = setItem;
        return tab;
    });
    return {
        tabs,
        deliver() {
            while (onTheWay.length > 0) {
                const { from, key, value } = onTheWay.shift();
                for (const tab of tabs.filter((other) => other !== from)) {
                    if (!onTheWay.some((write) => write.from === tab && write.key === key)) tab.take(key, value);
                    tab.heard(key);
                }
            }
        },
    };
}

export const answer = (status, body = null, more = {}) => ({
    ok: status >= 200 && status < 300,
    status,
    body,
    data: body ? body.data : undefined,
    error: null,
    message: '',
    retryAfter: 0,
    etag: null,
    ...more,
});

// One learner's progress at the school. `fate(request)` decides what the network does: 'ok', 'lost' (never arrives),
// 'deaf' (arrives, the answer is lost), 'twice' (arrives twice) or a result to give instead.
export function createServer({ clock, ahead = 0, known = () => true }) {
    const server = {
        states: new Map(),
        requests: [],
        fate: () => 'ok',
        now: () => clock.now() + ahead,
        sync(body) {
            return body.progressList.map((record) => {
                const base = { courseId: record.courseId, chapterId: record.chapterId };
                if (!isValid(record) || !known(record)) return { ...base, status: 'failed', message: '无效数据' };
                const key = `${record.courseId}/${record.chapterId}`;
                const { state, status } = mergeProgress(
                    server.states.get(key) || emptyState(),
                    record,
                    server.now(),
                    body.sentAt,
                );
                server.states.set(key, state);
                return {
                    ...base,
                    status,
                    lastPlayTime: new Date(state.positionTime).toISOString(),
                    currentTime: state.position,
                    isCompleted: state.completedTime !== null,
                };
            });
        },
        list(courseId) {
            return [...server.states]
                .filter(([key]) => key.startsWith(`${courseId}/`))
                .map(([key, state]) => ({
                    courseId,
                    chapterId: key.split('/')[1],
                    currentTime: state.position,
                    totalTime: state.duration,
                    isCompleted: state.completedTime !== null,
                    lastUpdateTime: state.positionTime,
                    watched: state.watched,
                }));
        },
        api: {
            async post(path, body, options = {}) {
                const wire = JSON.parse(JSON.stringify(body));
                server.requests.push({ path, body: wire, options });
                const fate = server.fate(wire);
                if (typeof fate === 'object') return fate;
                if (fate === 'lost') return answer(0);
                if (fate === 'twice') server.sync(wire);
                const data = server.sync(wire);
                return fate === 'deaf' ? answer(0) : answer(200, { code: 200, data });
            },
            async get(path) {
                if (server.fate(null) !== 'ok') return answer(0);
                return answer(200, { code: 200, data: server.list(/courseId=([^&]+)/.exec(path)[1]) });
            },
        },
    };
    return server;
}

export function createDevice({
    time,
    server,
    storage = createStorage(),
    random = randomFrom(1),
    name = 'phone',
    mayUpload = async () => true,
    ahead = 0, // of its time, as the school's is
}) {
    const clock = { ...time.clock, now: () => time.clock.now() + ahead };
    const store = createProgressStore({ storage, userId: '7' });
    const queue = createProgressQueue({
        store,
        api: server.api,
        clock,
        timers: time.timers,
        random,
        deviceId: name,
        mayUpload,
    });
    const reconciler = createReconciler({ store, api: server.api, timers: time.timers, queue });
    return { clock, store, queue, reconciler, storage, random };
}

// Keeps a second of one lesson, as a player would.
export function keep(
    device,
    chapterId,
    position,
    {
        watched = [[0, Math.floor(position)]],
        duration = 100,
        watchSeconds = position,
        sessionId = 's1',
        courseId = 'c',
        mediaRevision,
    } = {},
) {
    return device.store.keep({
        courseId,
        chapterId,
        position,
        duration,
        watched,
        watchSeconds,
        sessionId,
        time: device.clock.now(),
        threshold: 0.9,
        mediaRevision,
    });
}
