// Brings this device and the server to one view of a course: on start and every 5 min.
//
// Pulls the course's list (with its ETag, so an unchanged list costs nothing). A record that is still to be sent unions
// coverage and adopts a newer position; a record the server has confirmed follows the server, unless the server went
// back in time (a restored backup): then it is offered again. "Newer" is judged in the server's clock (see
// serverclock.js), so a phone with a wrong one neither loses its place nor overrules the tablet.
// Server records are stored as synced, with the server's time and of the server's film. A failed pull changes nothing.

import { normalise, union } from './intervals.js';
import { isDirty, turnToFilm } from './progressstore.js';
import { adoptPosition, timeOf } from './syncrecords.js';

export const PULL_INTERVAL = 5 * 60 * 1000;
const SAME_TIME = 2000; // times closer than this are one and the same report

function offerAgain(record) {
    record.seq += 1;
    record.serverTime = 0;
}

// Merges one item of the server's list into a stored record (changes it).
export function mergeServerItem(record, item) {
    const serverTime = timeOf(item.lastUpdateTime) || timeOf(item.lastPlayTime);
    const position = Number(item.currentTime) || 0;
    const film = item.mediaRevision ? String(item.mediaRevision) : '';
    record.isCompleted = record.isCompleted || Boolean(item.isCompleted);
    if (!(Number(item.totalTime) > 0)) record.readPercent = Math.floor(100 * (Number(item.progress) || 0));
    // What is still to be sent is of another film than the lesson shows now: it says so, and the server keeps it apart.
    if (film && record.mediaRevision && film !== record.mediaRevision && isDirty(record)) return;
    const isNew = turnToFilm(record, film, Number(item.totalTime));
    if (Number(item.totalTime) > 0) record.totalTime = Number(item.totalTime);
    if (isDirty(record) || record.failure) {
        adoptPosition(record, position, serverTime);
    } else if (!isNew && record.serverTime > serverTime + SAME_TIME) {
        offerAgain(record);
    } else {
        record.currentTime = position;
        record.lastUpdateTime = serverTime;
        record.serverTime = serverTime;
        record.watched = normalise(item.watched);
        record.isCompleted = Boolean(item.isCompleted);
        return;
    }
    record.watched = union(record.watched, item.watched);
}

export function createReconciler({ store, api, timers, queue }) {
    const etags = new Map();
    let timer = null;
    let followed = 0;

    function mergeList(courseId, items) {
        const known = new Set(items.map((item) => String(item.chapterId)));
        for (const item of items) {
            store.update(courseId, String(item.chapterId), (record) => mergeServerItem(record, item));
        }
        for (const record of store.list(courseId)) {
            if (known.has(record.chapterId) || isDirty(record) || record.failure || record.seq === 0) continue;
            store.update(courseId, record.chapterId, offerAgain); // the server has lost it
        }
    }

    // Resolves to false when the server could not be asked.
    async function pull(courseId) {
        const path = `/api/course/progress/list?courseId=${encodeURIComponent(courseId)}`;
        const result = await api.get(path, { etag: etags.get(courseId) });
        if (result.status === 304) return true;
        if (!result.ok || !result.body || !Array.isArray(result.body.data)) return false;
        mergeList(courseId, result.body.data);
        if (result.etag) etags.set(courseId, result.etag);
        queue.flush();
        return true;
    }

    function stop() {
        followed += 1;
        if (timer !== null) timers.clear(timer);
        timer = null;
    }

    return {
        pull,
        // Keeps one course fresh while it is on screen; another call or stop() ends it.
        follow(courseId, onPulled) {
            stop();
            const mine = followed;
            const later = () => {
                timer = timers.set(async () => {
                    try {
                        if ((await pull(courseId)) && mine === followed) onPulled();
                    } catch (error) {
                        console.error(error);
                    } finally {
                        if (mine === followed) later();
                    }
                }, PULL_INTERVAL);
            };
            later();
        },
        stop,
    };
}
