// Everything that belongs to one person's learning on this device: consent, store, queue, articles, reconciler.
//
// Made anew when somebody else signs in. It speaks with that person's door only (api.as), so nothing of one person ever
// leaves under another's name, whatever happens in other tabs between two lines. Guests (userId null) keep progress
// locally under their own name and never upload.
//
// Injected: storage (raw, for the records), safeStorage (see safestorage.js), api (see apiclient.js), clock (see
// serverclock.js), timers, random, deviceId, turn(name, fn) → fn's promise, one at a time among all tabs.

import { createArticleProgress } from './articleprogress.js';
import { createConsent } from './consent.js';
import { createProgressQueue } from './progressqueue.js';
import { createProgressStore } from './progressstore.js';
import { createReconciler } from './reconcile.js';

const GUEST = 'guest'; // in the names of stored records

export function createLearning({ userId, storage, safeStorage, api, clock, timers, random, deviceId, turn }) {
    const name = userId === null ? GUEST : userId;
    const mine = api.as(userId);
    const consent = createConsent({ storage: safeStorage, api: mine, userId, clock });
    const upload = {
        ...mine,
        async post(...request) {
            const result = await mine.post(...request);
            if (result.error === 'consent_required') consent.refused();
            return result;
        },
    };
    const shared = { userId: name, api: upload, clock, timers, random, mayUpload: consent.mayUpload };
    const store = createProgressStore({ storage, userId: name });
    const queue = createProgressQueue({ ...shared, store, deviceId, turn: (fn) => turn(`cw.send.${name}`, fn) });
    const articles = createArticleProgress({
        ...shared,
        storage: safeStorage,
        turn: (fn) => turn(`cw.send-articles.${name}`, fn),
    });
    const reconciler = createReconciler({ store, api: mine, timers, queue });

    return {
        userId,
        isGuest: userId === null,
        api: mine,
        consent,
        store,
        queue: {
            flush: queue.flush,
            // On unload nothing can be awaited: only what consent has already allowed may leave.
            flushAndLeave: () => (consent.isRecorded() ? queue.flushAndLeave() : Promise.resolve(0)),
        },
        articles,
        reconciler,
        // Whether something is still here because sending it failed, or may not happen yet.
        isHeldUp: () => ['waiting', 'retrying', 'held'].includes(queue.state()) || articles.isHeldUp(),
        onState(listener) {
            const unlisten = [queue.onState(listener), articles.onSent(listener)];
            return () => unlisten.forEach((stop) => stop());
        },
        pending: () => queue.pending() + articles.pending(),
        flush: () => Promise.all([queue.flush(), articles.flush()]),
        async wake() {
            await consent.settle();
            await Promise.all([queue.wake(), articles.wake()]);
        },
        recordsOf: (courseUid) => new Map(store.list(courseUid).map((record) => [record.chapterId, record])),
        // The server's state of a course, when it can be had within `limit` ms; progress here works without it.
        async pull(courseUid, limit) {
            if (userId === null) return false;
            const patience = new Promise((resolve) => timers.set(() => resolve(false), limit));
            return Promise.race([reconciler.pull(courseUid), patience]);
        },
        forgetSynced() {
            store.forgetSynced();
            articles.forgetSynced();
        },
        stop() {
            queue.stop();
            articles.stop();
            reconciler.stop();
        },
    };
}
