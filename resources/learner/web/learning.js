// Everything that belongs to one person's learning on this device: store, queue, articles, reconciler.
// Made anew when somebody else signs in. Guests keep progress locally under their own name and never upload.

import { createArticleProgress } from './core/articleprogress.js';
import { createProgressQueue } from './core/progressqueue.js';
import { createProgressStore } from './core/progressstore.js';
import { createReconciler } from './core/reconcile.js';

export function createLearning({ userId, storage, api, clock, timers, random, deviceId, serverClock, consent }) {
    const mayUpload = () => (userId === 'guest' ? Promise.resolve(false) : consent.mayUpload());
    const shared = { storage, userId, api, clock, timers, random, mayUpload };
    const store = createProgressStore({ storage, userId });
    const queue = createProgressQueue({ ...shared, store, deviceId, serverOffset: serverClock.offset });
    const articles = createArticleProgress(shared);
    const reconciler = createReconciler({ store, api, timers, queue, serverOffset: serverClock.offset });

    return {
        userId,
        isGuest: userId === 'guest',
        store,
        queue: {
            flush: () => queue.flush(),
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
        wake: () => Promise.all([queue.wake(), articles.wake()]),
        recordsOf: (courseUid) => new Map(store.list(courseUid).map((record) => [record.chapterId, record])),
        // The server's state of a course, when it can be had within `limit` ms; progress here works without it.
        async pull(courseUid, limit) {
            if (userId === 'guest') return false;
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
