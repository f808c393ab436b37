// Sends dirty progress records until the server has answered for each of them.
//
// Source of the rules ("Client"): every 15 s of play and at pause, seek, end, rate change, hide and unload; at most 10
// records a request; a record leaves only with an answer for that very record; nothing is dropped after N tries;
// retries back off with jitter, after 500/503/429 for Retry-After or 3 min.
//
// The queue is the store's dirty records, so it survives the page and is shared by all tabs. Two tabs may send the same
// record; the server's merge makes that harmless. Injected: store, api (see apiclient.js), clock.now() in ms,
// timers.set(fn, ms) → id / timers.clear(id), random() in [0,1), mayUpload() → Promise<bool> (consent and signing in).
// Nothing here throws; the state is told to `onState` listeners: idle | sending | waiting | retrying | held. "Retrying"
// is sending once more what has failed: whoever shows that something is still here goes on showing it until the answer.

import { earlierSessions } from './progressstore.js';
import { BATCH_LIMIT, applyAnswer, isAnswerFor, nextBatch } from './syncrecords.js';

export const SYNC_PATH = '/api/course/progress/sync';
export const PLAY_INTERVAL = 15 * 1000;
export const BUSY_WAIT = 3 * 60 * 1000;
const FIRST_WAIT = 2 * 1000;
const KEEPALIVE_BYTES = 60 * 1024; // browsers refuse more than 64 KiB in a request that outlives its page

// Waits 1×…2× of half the doubled time: spread out, never zero, at most 3 min.
export function backoff(attempt, random) {
    const full = Math.min(BUSY_WAIT, FIRST_WAIT * 2 ** Math.min(attempt, 20));
    return Math.round(full / 2 + (full / 2) * random());
}

export function createProgressQueue({ store, api, clock, timers, random, deviceId, serverOffset, mayUpload }) {
    const listeners = new Set();
    const refusedAlone = new Map(); // chapterId → time before which a record the server can't even read is not tried
    let state = 'idle';
    let running = null;
    let again = false;
    let limit = BATCH_LIMIT;
    let attempt = 0;
    let notBefore = 0;
    let networkWait = false;
    let timer = null;
    let stopped = false;

    function setState(next) {
        state = next;
        for (const listener of listeners) listener(state);
    }

    const keyOf = (record) => `${record.courseId}/${record.chapterId}`;

    function ready() {
        const now = clock.now();
        return store.dirty().filter((record) => !(refusedAlone.get(keyOf(record)) > now));
    }

    // A run sends what was dirty when it began: a lesson that plays on gets dirty every second and would keep it busy.
    function startGoal() {
        const goal = new Map(ready().map((record) => [keyOf(record), record.seq]));
        return () =>
            ready().filter((record) => {
                const seq = goal.get(keyOf(record));
                return seq !== undefined && (record.ackSeq < seq || earlierSessions(record).length > 0);
            });
    }

    function schedule(wait) {
        if (timer !== null) timers.clear(timer);
        timer = null;
        if (stopped) return;
        timer = timers.set(() => {
            timer = null;
            flush();
        }, wait);
    }

    function waitAfter(result) {
        const busy = result.status === 429 || result.status >= 500;
        networkWait = result.status === 0;
        const wait = busy ? (result.retryAfter > 0 ? result.retryAfter * 1000 : BUSY_WAIT) : backoff(attempt, random);
        // Jitter on top of what the server asked for, so that a class does not come back in the same second.
        const jitter = busy ? Math.round(Math.min(wait, 30000) * 0.2 * random()) : 0;
        attempt += 1;
        notBefore = clock.now() + wait + jitter;
        schedule(wait + jitter);
        setState('waiting');
    }

    // The server can't read the request as a whole: find the record it stumbles over by asking for fewer at a time.
    function shrink(batch) {
        if (batch.length > 1) {
            limit = Math.max(1, Math.floor(batch.length / 2));
            return;
        }
        refusedAlone.set(keyOf(batch[0].wire), clock.now() + BUSY_WAIT);
        schedule(BUSY_WAIT);
        limit = BATCH_LIMIT;
    }

    function settle(batch, answers) {
        let settled = 0;
        const open = Array.isArray(answers) ? answers.slice() : [];
        for (const item of batch) {
            const at = open.findIndex((answer) => isAnswerFor(item, answer));
            if (at < 0) continue;
            const [answer] = open.splice(at, 1);
            store.update(item.wire.courseId, item.wire.chapterId, (record) => {
                applyAnswer(record, item, answer, serverOffset());
            });
            settled += 1;
        }
        return settled;
    }

    async function sendAll() {
        const due = startGoal();
        while (!stopped) {
            const batch = nextBatch(due(), deviceId, limit);
            if (batch.length === 0) return setState('idle');
            if (!(await mayUpload())) return setState('held');
            setState(state === 'idle' || state === 'sending' ? 'sending' : 'retrying');
            const body = { progressList: batch.map((item) => item.wire), sentAt: clock.now() };
            const result = await api.post(SYNC_PATH, body);
            if (result.ok && settle(batch, result.body && result.body.data) > 0) {
                attempt = 0;
                limit = Math.min(BATCH_LIMIT, limit * 2);
            } else if (result.status === 401 || result.status === 403) {
                return setState('held'); // signing in or consent is missing; both wake the queue
            } else if (result.status >= 400 && result.status < 500 && result.status !== 429 && result.status !== 408) {
                shrink(batch);
            } else {
                return waitAfter(result);
            }
        }
        return undefined;
    }

    // Sends what there is, unless a wait is running. Calls during a run are remembered: one more run follows.
    function flush() {
        if (stopped) return Promise.resolve();
        if (running) {
            again = true;
            return running;
        }
        const wait = notBefore - clock.now();
        if (wait > 0) {
            if (timer === null) schedule(wait);
            return Promise.resolve();
        }
        running = sendAll().then(() => {
            running = null;
            if (!again) return undefined;
            again = false;
            return flush();
        });
        return running;
    }

    return {
        flush,
        // The page is going: one request that may outlive it, and no waiting for its answer. What it carried stays
        // dirty, so it is sent again next time unless an answer arrives.
        flushAndLeave() {
            const batch = nextBatch(ready(), deviceId, BATCH_LIMIT);
            while (batch.length > 1 && JSON.stringify(batch.map((item) => item.wire)).length > KEEPALIVE_BYTES)
                batch.pop();
            if (batch.length === 0 || notBefore - clock.now() > 0) return Promise.resolve(0);
            const body = { progressList: batch.map((item) => item.wire), sentAt: clock.now() };
            return api
                .post(SYNC_PATH, body, { keepalive: true })
                .then((result) => (result.ok ? settle(batch, result.body && result.body.data) : 0));
        },
        // The network is back, or somebody signed in or agreed: a wait for the network ends, the server's wish stays.
        wake() {
            if (networkWait) {
                notBefore = 0;
                attempt = 0;
                networkWait = false;
            }
            return flush();
        },
        pending: () => store.dirty().length,
        state: () => state,
        onState(listener) {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
        stop() {
            stopped = true;
            if (timer !== null) timers.clear(timer);
            timer = null;
        },
    };
}
