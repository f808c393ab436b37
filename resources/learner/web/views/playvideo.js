// The player page of a video or audio lesson: resume prompt, recording, renewing of addresses, trial end, next lesson.

import { createLessonRecorder } from '../core/lessonrecorder.js';
import { DEFAULT_THRESHOLD, isComplete } from '../core/completion.js';
import { thresholdOf } from '../core/coursemodel.js';
import { makeId } from '../core/ids.js';
import { clockText, resumeOffer } from '../core/resume.js';
import { icon } from '../icons.js';
import { createMediaRoom } from '../parts/mediaroom.js';
import { createPlayerKeys } from '../parts/playerkeys.js';
import { createVideoStage } from '../parts/videostage.js';
import { html, nothing } from '../render.js';
import { createPlayEnd } from './playend.js';
import { createPlaySide } from './playside.js';

const MAX_RENEWALS = 3; // in a row, without a second played between
const PREFETCH_BEFORE_END = 20;
const REFUSALS = [401, 403, 404]; // the right ended, or the lesson went

// What is known of the place to start from: this device first, else what the server said.
function startFrom(record, grant) {
    const duration = grant.duration || (record && record.totalTime) || 0;
    const position = record ? record.currentTime : grant.last_position || 0;
    const offer = resumeOffer({ position, duration, isCompleted: isComplete(record) });
    return grant.trial_seconds > 0 && offer >= grant.trial_seconds ? null : offer;
}

export function openVideo(context) {
    const { t, clock, timers, random, neighbours, grant, api, onRefused, onExchanged, onBuy, isAsked } = context;
    const { learning: mine } = context;
    const first = grant.get();
    const { courseUid, lessonUid } = first;
    const recorder = createLessonRecorder({
        store: mine.store,
        queue: mine.queue,
        clock,
        random,
        courseId: courseUid,
        chapterId: lessonUid,
        duration: first.duration || 0,
        mediaRevision: first.mediaRevision || '',
    });
    mine.store.turnToFilm(courseUid, lessonUid, first.mediaRevision, first.duration);
    const side = createPlaySide({
        ...context,
        onCourse(course) {
            const threshold = thresholdOf(course) || DEFAULT_THRESHOLD;
            recorder.setThreshold(threshold);
            end.setThreshold(threshold);
            stage.controls.setMaximumSpeed(course.maximum_speed);
        },
    });
    let quality = 'auto';
    let renewals = 0;
    let prefetched = false;
    let left = false;
    let unanswered = null; // the place asked about, as long as nobody has said whether to go there

    const stage = createVideoStage({
        t,
        timers,
        isStale: grant.isStale,
        renew: () => reload(quality),
        onQuality: reload,
        onMediaError: mediaFailed,
        onUsed: () => room.used(),
        listener: {
            played: recorder.played,
            ticked(time) {
                renewals = 0;
                recorder.ticked(time);
                if (time > 0) prefetchNext(time);
            },
            paused: recorder.paused,
            seekStarted: recorder.seekStarted,
            seeked: recorder.seeked,
            rateChanged: recorder.rateChanged,
            ended() {
                recorder.ended();
                end.reached();
            },
        },
    });

    const room = createMediaRoom({ neighbours, id: makeId(random), release: () => stage.release() });
    const end = createPlayEnd({
        t,
        stage,
        side,
        grant,
        record: () => mine.store.get(courseUid, lessonUid),
        showsPrices: context.showsPrices,
        onBuy,
    });

    const button = (key, iconName, testid, onClick, primary = false) =>
        html`<button class=${`button ${primary ? 'primary' : ''}`} type="button" data-testid=${testid} @click=${onClick}>
            ${icon(iconName)}<span>${t(key)}</span>
        </button>`;

    // A fresh address, or null. A refusal takes the whole lesson away, and another film begins it anew: `left` is true
    // then.
    async function freshGrant(wanted) {
        const result = await grant.fetch(wanted);
        if (left) return null;
        if (REFUSALS.includes(result.status)) onRefused(result);
        else if (result.ok && (result.data.mediaRevision || '') !== (first.mediaRevision || '')) onExchanged();
        if (left) return null;
        return result.ok && result.data.video_url ? result.data : null;
    }

    const load = ({ video_url: url }) => stage.load(url, { position: stage.position() });

    // A fresh address for the same place. The quality shown as chosen is the one that plays.
    async function reload(wanted) {
        const fresh = await freshGrant(wanted);
        if (left) return;
        if (fresh) quality = wanted;
        stage.controls.setQualities(grant.get().available_qualities || [], quality);
        if (fresh && !(await load(fresh))) await mediaFailed();
    }

    // The address expired or the bytes stopped coming: try fresh addresses, then say so and wait for a word or a network.
    async function mediaFailed() {
        while (renewals < MAX_RENEWALS && !left) {
            renewals += 1;
            const fresh = await freshGrant(quality);
            if (!fresh) break;
            if (await load(fresh)) return;
        }
        if (!left) sayBroken();
    }

    function sayBroken() {
        const retry = async () => {
            window.removeEventListener('online', retry);
            renewals = 0;
            stage.clearPrompt();
            const fresh = await freshGrant(quality);
            const good = fresh && (await load(fresh));
            if (left) return;
            if (!good) sayBroken();
            else if (unanswered !== null) askResume(unanswered);
            else stage.play();
        };
        window.addEventListener('online', retry);
        stage.prompt(
            () =>
                html`<p class="prompt-title">${t('player.broken')}</p>
                    <p>${t('player.brokenHint')}</p>
                    <div class="prompt-buttons">
                        ${button('common.retry', 'restart', 'player-retry', retry, true)}
                    </div>`,
        );
    }

    // The next lesson's right to play is asked for early, which also warms the server for it.
    function prefetchNext(time) {
        const { duration } = grant.get();
        const { id: next } = side.next();
        if (prefetched || !next || !(duration > 0) || duration - time > PREFETCH_BEFORE_END) return;
        prefetched = true;
        api.get(`/api/videos/${next}/play?quality=${quality}`);
    }

    async function start(position) {
        unanswered = null;
        stage.clearPrompt();
        stage.seekTo(position);
        await stage.play();
    }

    function askResume(position) {
        unanswered = position;
        stage.prompt(
            () =>
                html`<div class="resume" data-testid="resume-prompt" data-position=${position}>
                    <p class="prompt-text">${t('player.resume', { time: clockText(position) })}</p>
                    <div class="prompt-buttons">
                        ${button('player.restart', 'restart', 'resume-restart', () => start(0))}
                        ${button('player.continue', 'play', 'resume-continue', () => start(position), true)}
                    </div>
                </div>`,
        );
    }

    const onHidden = () => document.visibilityState === 'hidden' && recorder.hidden(stage.position());
    const onLeave = () => recorder.left(stage.position());
    document.addEventListener('visibilitychange', onHidden);
    window.addEventListener('pagehide', onLeave);
    const keys = createPlayerKeys(stage);

    const kept = mine.store.get(courseUid, lessonUid);
    const unwatch = side.watch();
    const uncover = mine.store.onChange((record) => {
        if (record.chapterId !== lessonUid) return;
        stage.controls.setCoverage(record.watched);
        end.recordChanged(record);
    });
    stage.controls.setDuration(first.duration || 0);
    stage.controls.setQualities(first.available_qualities || [], quality);
    if (first.trial_seconds > 0) stage.setTrial(first.trial_seconds, end.trialReached);
    side.showRecord(kept);
    stage.controls.setCoverage(kept ? kept.watched : []);

    const trialNote = () => {
        const words = t('player.trialNote', { time: clockText(first.trial_seconds) });
        return first.trial_seconds > 0 ? html`<p class="mark mark-trial trial-note">${words}</p>` : nothing;
    };
    const template = () =>
        html`<div class="play-layout">
            <div class="play-main">
                ${stage.element} ${side.head} ${trialNote()}
                <p class="hint keys">${t('player.keys')}</p>
            </div>
            ${side.list}
        </div>`;

    // Once the page shows it.
    function begin() {
        const offer = startFrom(kept, first);
        if (offer !== null) askResume(offer);
        stage.load(first.video_url, { poster: first.posterUrl }).then((good) => {
            if (!good) mediaFailed();
            else if (offer === null && isAsked) stage.play();
        });
    }
    mine.reconciler.follow(courseUid, () => side.showList());

    return {
        title: first.title || '',
        template,
        begin,
        leave() {
            left = true;
            document.removeEventListener('visibilitychange', onHidden);
            window.removeEventListener('pagehide', onLeave);
            keys.stop();
            room.leave();
            unwatch();
            uncover();
            recorder.paused(stage.position());
            stage.stop();
            mine.reconciler.stop();
        },
    };
}
