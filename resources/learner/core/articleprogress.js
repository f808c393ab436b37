// Reading progress of text lessons: percent read (only grows) and time spent reading (adds up exactly once).
//
// Time that is being sent is frozen in a batch with its own key until the server has answered for that key, so a lost
// answer can be asked again without counting twice. Kept locally first, like everything; injected like everything, but
// `storage` must not throw (see safestorage.js).

import { BUSY_WAIT, backoff } from './progressqueue.js';
import { makeId } from './ids.js';
import { createListeners } from './listeners.js';

const PREFIX = 'cw.article.';
const PATH = '/api/progress';

function blank(articleId) {
    return { articleId, readPercent: 0, sentPercent: 0, duration: 0, batch: null, failure: null };
}

export function createArticleProgress(options) {
    const { storage, userId, api, clock, timers, random, mayUpload, turn = (fn) => fn() } = options;
    const prefix = `${PREFIX}${userId}/`;
    let running = null;
    let attempt = 0;
    let notBefore = -Infinity;
    let timer = null;
    let stopped = false;
    const listeners = createListeners();

    function read(articleId) {
        try {
            const { batch, ...rest } = JSON.parse(storage.getItem(prefix + articleId) || '{}') || {};
            return { ...blank(articleId), ...rest, batch: batch && batch.key ? batch : null };
        } catch (_error) {
            return blank(articleId);
        }
    }

    const write = (record) => storage.setItem(prefix + record.articleId, JSON.stringify(record));

    const isDirty = (record) =>
        record.batch !== null || record.readPercent > record.sentPercent || record.duration >= 1;

    const all = () =>
        storage
            .keys()
            .filter((key) => key.startsWith(prefix))
            .map((key) => read(key.slice(prefix.length)));

    function freeze(articleId) {
        const record = read(articleId);
        if (!record.batch) {
            record.batch = { key: makeId(random), duration: Math.floor(record.duration), percent: record.readPercent };
            record.duration -= record.batch.duration;
            write(record);
        }
        return record.batch;
    }

    async function sendOne(articleId) {
        const batch = freeze(articleId);
        const body = { articleId: Number(articleId), readPercent: batch.percent, readDuration: batch.duration };
        const result = await api.post(PATH, body, { headers: { 'Idempotency-Key': batch.key } });
        const refused = result.status >= 400 && result.status < 500 && ![401, 403, 408, 429].includes(result.status);
        if (!result.ok && !refused) return result;
        const record = read(articleId);
        if (record.batch && record.batch.key === batch.key) record.batch = null;
        record.sentPercent = Math.max(record.sentPercent, batch.percent);
        record.failure = refused ? result.message || result.error : null;
        write(record);
        return result;
    }

    function retryLater(result) {
        const wait = result.retryAfter > 0 ? result.retryAfter * 1000 : backoff(attempt, random);
        attempt += 1;
        pauseFor(wait);
    }

    function pauseFor(wait) {
        notBefore = clock.elapsed() + wait;
        if (timer !== null) timers.clear(timer);
        timer = timers.set(() => {
            timer = null;
            flush();
        }, wait);
    }

    async function sendAll() {
        for (const record of all().filter(isDirty)) {
            if (stopped || !(await mayUpload())) return;
            const result = await sendOne(record.articleId);
            if (result.status === 403) pauseFor(BUSY_WAIT); // consent wakes it; nothing is asked at every beat
            if (result.status === 401 || result.status === 403) return;
            if (result.status === 0 || result.status === 408 || result.status === 429 || result.status >= 500) {
                retryLater(result);
                return;
            }
        }
        attempt = 0;
    }

    async function run() {
        try {
            await turn(sendAll);
        } catch (error) {
            console.error(error);
            retryLater({ retryAfter: 0 });
        } finally {
            running = null;
        }
        listeners.tell(attempt > 0 ? 'waiting' : 'idle');
    }

    function flush() {
        if (stopped || notBefore > clock.elapsed()) return running || Promise.resolve();
        running = running || run();
        return running;
    }

    return {
        get: (articleId) => read(String(articleId)),
        // `percent` 0…100 reached now, `seconds` read since the last call.
        keep(articleId, percent, seconds) {
            const record = read(String(articleId));
            record.readPercent = Math.max(record.readPercent, Math.min(100, Math.floor(percent)));
            record.duration += Math.max(0, seconds);
            write(record);
        },
        flush,
        wake() {
            notBefore = -Infinity;
            return flush();
        },
        // Called after each attempt to send, with 'idle' or, when it failed, 'waiting'.
        onSent: listeners.add,
        // Whether the last attempt failed and no later one has succeeded: what is pending then is worth a sign.
        isHeldUp: () => attempt > 0,
        pending: () => all().filter(isDirty).length,
        forgetSynced() {
            for (const record of all()) if (!isDirty(record)) storage.removeItem(prefix + record.articleId);
        },
        stop() {
            stopped = true;
            if (timer !== null) timers.clear(timer);
        },
    };
}
