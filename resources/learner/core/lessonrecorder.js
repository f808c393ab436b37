// One open lesson: the player's events go in, seconds are kept at once, sending is asked for at the right moments.
//
// Keeps the second at least twice a second of play (so closing the tab loses less than one) and at once at pause, seek,
// end, rate change, hide and unload; asks the queue to send at those moments and after every 15 s of play. Storage and
// network failures end in the store and the queue: nothing here can stop playback.
//
// Watch time is counted per session and day by the server, as the largest figure it has seen. A session here therefore
// never spans a full hour of UTC: no day, in any school's whole-hour time zone, can begin in the middle of one.

import { createTracker } from './progresstracker.js';
import { makeId } from './ids.js';
import { PLAY_INTERVAL } from './progressqueue.js';

const KEEP_INTERVAL = 500;
const HOUR = 60 * 60 * 1000;

export function createLessonRecorder(options) {
    const { store, queue, clock, random, courseId, chapterId, duration, mediaRevision = '' } = options;
    const tracker = createTracker({ clock, duration });
    let sessionId = makeId(random);
    let sessionHour = Math.floor(clock.now() / HOUR);
    let keptAt = -Infinity;
    let askedAt = clock.elapsed();
    let threshold; // the course's, once known
    let touched = false; // opening a lesson and leaving it untouched is no progress

    function keep() {
        const now = clock.now();
        const state = tracker.snapshot();
        if (!touched || !(state.duration > 0)) return;
        store.keep({
            courseId,
            chapterId,
            position: state.position,
            duration: state.duration,
            mediaRevision,
            watched: state.watched,
            watchSeconds: state.watchSeconds,
            sessionId,
            time: now,
            threshold,
        });
        keptAt = clock.elapsed();
        if (Math.floor(now / HOUR) === sessionHour) return;
        sessionHour = Math.floor(now / HOUR);
        sessionId = makeId(random);
        tracker.restartWatchTime();
    }

    function keepAndSend() {
        keep();
        askedAt = clock.elapsed();
        if (touched) queue.flush();
    }

    return {
        setDuration: tracker.setDuration,
        setThreshold(value) {
            threshold = value;
        },
        snapshot: tracker.snapshot,
        played(time) {
            touched = true;
            tracker.play(time);
            keep();
        },
        ticked(time) {
            tracker.tick(time);
            const now = clock.elapsed();
            if (now - askedAt >= PLAY_INTERVAL) keepAndSend();
            else if (now - keptAt >= KEEP_INTERVAL) keep();
        },
        paused(time) {
            tracker.pause(time);
            keepAndSend();
        },
        seekStarted() {
            tracker.seekStart();
        },
        seeked(time) {
            tracker.seekEnd(time);
            keepAndSend();
        },
        rateChanged(time, rate) {
            tracker.rate(time, rate);
            keepAndSend();
        },
        ended() {
            tracker.ended();
            keepAndSend();
        },
        hidden(time) {
            tracker.tick(time);
            keepAndSend();
        },
        // The page goes now: keep the very second, send without waiting.
        left(time) {
            tracker.tick(time);
            keep();
            if (touched) queue.flushAndLeave();
        },
    };
}
