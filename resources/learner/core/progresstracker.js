// Turns what the player reports into watched seconds and watch time of one lesson.
//
// The owner forwards the player's events with the player's time in seconds; the tracker has no timers and no storage.
// A stretch counts only when the media time moved as far as real time × rate allows: a jump (seek, a lost event, a
// stalled tab) closes the stretch and counts nothing. `watchSeconds` is time spent watching: 60 s of the lesson at
// double speed are 30 s of it.
//
// Not thread safe and not meant to be: one tracker for one player.

import { fromStretch, union } from './intervals.js';

const SLACK_FACTOR = 1.25; // players report time in steps; a step may be early or late
const SLACK_SECONDS = 1.0;
const END_GAP = 3; // "ended with a last gap ≤ 3 s closes that gap"

export function createTracker({ clock, duration = 0 }) {
    let m_duration = duration;
    let m_playing = false;
    let m_seeking = false;
    let m_rate = 1;
    let m_position = 0;
    let m_last = null; // {time, wall} of the last accepted report while playing
    let m_start = null; // where the running stretch began
    let m_closedAt = null; // where the last stretch stopped, while nothing else has happened since
    let m_watched = [];
    let m_watchSeconds = 0;

    function closeStretch() {
        if (m_start !== null && m_last) {
            m_watched = union(m_watched, fromStretch(m_start, m_last.time, m_duration));
            m_closedAt = m_last.time;
        }
        m_start = null;
        m_last = null;
    }

    function openStretch(time) {
        m_start = time;
        m_closedAt = null;
        m_last = { time, wall: clock.elapsed() };
    }

    function advance(time) {
        const wall = clock.elapsed();
        if (!m_playing || m_seeking) return;
        if (!m_last) {
            openStretch(time);
            return;
        }
        const moved = time - m_last.time;
        const allowed = (Math.max(0, wall - m_last.wall) / 1000) * m_rate * SLACK_FACTOR + SLACK_SECONDS;
        if (moved < 0 || moved > allowed) {
            closeStretch();
            openStretch(time);
            return;
        }
        m_watchSeconds += moved / m_rate;
        m_last = { time, wall };
    }

    function setPosition(time) {
        if (Number.isFinite(time)) m_position = Math.max(0, m_duration > 0 ? Math.min(time, m_duration) : time);
    }

    return {
        setDuration(value) {
            if (value > 0) m_duration = value;
        },
        play(time) {
            setPosition(time);
            m_playing = true;
            if (!m_last && !m_seeking) openStretch(time);
        },
        tick(time) {
            if (m_seeking) return;
            advance(time);
            setPosition(time);
        },
        pause(time) {
            if (!m_seeking) advance(time);
            setPosition(time);
            closeStretch();
            m_playing = false;
        },
        // The player has already left the old place when it reports a seek, so no time is taken here.
        seekStart() {
            closeStretch();
            m_closedAt = null;
            m_seeking = true;
        },
        seekEnd(time) {
            m_seeking = false;
            setPosition(time);
            if (m_playing) openStretch(time);
        },
        rate(time, rate) {
            if (!m_seeking) advance(time);
            if (rate > 0) m_rate = rate;
        },
        // Players report a pause just before the end, or don't; the gap is closed either way.
        ended() {
            closeStretch();
            const gap = m_closedAt === null ? Infinity : m_duration - m_closedAt;
            if (m_duration > 0 && gap <= END_GAP) {
                m_watchSeconds += Math.max(0, gap) / m_rate;
                m_watched = union(m_watched, fromStretch(m_closedAt, m_duration, m_duration));
            }
            m_closedAt = null;
            m_playing = false;
            setPosition(m_duration);
        },
        // Watched so far, with the running stretch in it; nothing is closed by looking.
        snapshot() {
            const running = m_start !== null && m_last ? fromStretch(m_start, m_last.time, m_duration) : [];
            return {
                position: m_position,
                duration: m_duration,
                watched: union(m_watched, running),
                watchSeconds: m_watchSeconds,
                playing: m_playing,
            };
        },
        // Starts the watch time of a new session; the caller has kept the old figure.
        restartWatchTime() {
            m_watchSeconds = 0;
        },
    };
}
