// Sends dirty progress records until the server has answered for each of them.
//
// Source of the rules ("Client"): every 15 s of play and at pause, seek, end, rate change, hide and unload; at most 10
// records a request; a record leaves only with an answer for that very record; nothing is dropped after N tries;
// retries back off with jitter, after 500/503/429 for Retry-After or 3 min.
//
// The queue is the store's dirty records, so it survives the page and is shared by all tabs. Tabs take turns (`turn(fn)`
// → fn's promise, one at a time); where a browser can't do that two may send the same record, which the server's merge
// makes harmless. Injected: store, api of the records' person (see apiclient.js), clock (see serverclock.js),
// timers.set(fn, ms) → id / timers.clear(id), random() in [0,1), mayUpload() → Promise<bool> (consent and signing in).
// Nothing here throws, and nothing that throws stops it: what fails in an unknown way is tried again later. The state is
// told to `onState` listeners: idle | sending | waiting | retrying | held. "Retrying" is sending once more what has
// failed: whoever shows that something is still here goes on showing it until the answer.

import { createListeners } from './listeners.js';
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

const TROUBLE = { status: -1, retryAfter: 0 }; // something here failed in a way nobody thought of

export function createProgressQueue(options) {
    const { store, api, clock, timers, random, deviceId, mayUpload, turn = (fn) => fn() } = options;
    const listeners = createListeners();
    // elapsed() before which nothing is tried, or not that record, which the server can't even read
    const refusedAlone = new Map();
    let state = 'idle';
    let running = null;
    let again = false;
    let limit = BATCH_LIMIT;
    let attempt = 0;
    let notBefore = -Infinity;
    let endsOnWake = false; // the wait is for a network or a word, not what the server asked for
    let timer = null;
    let stopped = false;

    function setState(next) {
        state = next;
        listeners.tell(state);
    }

    const keyOf = (record) => `${record.courseId}/${record.chapterId}`;

    function ready() {
        const now = clock.elapsed();
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

    function pauseFor(wait, wakeable) {
        notBefore = clock.elapsed() + wait;
        endsOnWake = wakeable;
        schedule(wait);
    }

    function waitAfter(result) {
        const busy = result.status === 429 || result.status >= 500;
        const wait = busy ? (result.retryAfter > 0 ? result.retryAfter * 1000 : BUSY_WAIT) : backoff(attempt, random);
        // Jitter on top of what the server asked for, so that a class does not come back in the same second.
        const jitter = busy ? Math.round(Math.min(wait, 30000) * 0.2 * random()) : 0;
        attempt += 1;
        pauseFor(wait + jitter, !busy);
        setState('waiting');
    }

    // Signing in or consent is missing; both wake the queue. Whatever else is refused is not asked at every pause.
    function hold(result) {
        if (result.status === 403) pauseFor(BUSY_WAIT, true);
        setState('held');
    }

    // The server can't read the request as a whole: find the record it stumbles over by asking for fewer at a time.
    function shrink(batch) {
        if (batch.length > 1) {
            limit = Math.max(1, Math.floor(batch.length / 2));
            return;
        }
        refusedAlone.set(keyOf(batch[0].wire), clock.elapsed() + BUSY_WAIT);
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
                applyAnswer(record, item, answer);
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
                return hold(result);
            } else if (result.status >= 400 && result.status < 500 && result.status !== 429 && result.status !== 408) {
                shrink(batch);
            } else {
                return waitAfter(result);
            }
        }
        return undefined;
    }

    async function run() {
        try {
            await turn(sendAll);
        } catch (error) {
            console.error(error);
            waitAfter(TROUBLE);
        } finally {
            running = null;
        }
        if (!again) return undefined;
        again = false;
        return flush();
    }

    // Sends what there is, unless a wait is running. Calls during a run are remembered: one more run follows.
    function flush() {
        if (stopped) return Promise.resolve();
        if (running) {
            again = true;
            return running;
        }
        const wait = notBefore - clock.elapsed();
        if (wait > 0) {
            if (timer === null) schedule(wait);
            return Promise.resolve();
        }
        running = run();
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
            if (batch.length === 0 || notBefore - clock.elapsed() > 0) return Promise.resolve(0);
            const body = { progressList: batch.map((item) => item.wire), sentAt: clock.now() };
            return api
                .post(SYNC_PATH, body, { keepalive: true })
                .then((result) => (result.ok ? settle(batch, result.body && result.body.data) : 0));
        },
        // The network is back, or somebody signed in or agreed: a wait for that ends, the server's wish stays.
        wake() {
            if (endsOnWake) {
                notBefore = -Infinity;
                attempt = 0;
                endsOnWake = false;
            }
            return flush();
        },
        pending: () => store.dirty().length,
        state: () => state,
        onState: listeners.add,
        stop() {
            stopped = true;
            if (timer !== null) timers.clear(timer);
            timer = null;
        },
    };
}
