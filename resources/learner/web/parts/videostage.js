// The stage: a video element, the controls over it, and one place for prompts.
//
// Owns the element and everything about playing; tells a listener what happened in words the lesson recorder
// understands (played, ticked, paused, seekStarted, seeked, rateChanged, ended). Changing the source (another quality,
// a renewed address) is invisible to that listener: position, speed and playing survive it. So is letting go of a paused
// film to give its connection to others (release): its picture stays, and playing or seeking brings it back.

import { icon } from '../icons.js';
import { createRoot, html, nothing } from '../render.js';
import { createControls } from './controls.js';

const HIDE_AFTER = 3000;
const VOLUME_KEY = 'cw.volume';

function createVideo() {
    const video = document.createElement('video');
    video.className = 'video';
    video.playsInline = true;
    video.preload = 'metadata';
    video.dataset.testid = 'player-video';
    return video;
}

export function createVideoStage({ t, timers, listener, onQuality, onMediaError, onUsed, isStale, renew }) {
    const video = createVideo();
    const still = document.createElement('canvas');
    still.className = 'video still';
    still.hidden = true;
    still.setAttribute('aria-hidden', 'true');
    const controls = createControls({
        t,
        onToggle: toggle,
        onSeek: seekTo,
        onVolume: (value) => {
            video.muted = false;
            video.volume = value;
        },
        onMute: mute,
        onSpeed: (value) => {
            video.playbackRate = value;
        },
        onQuality,
        onFullscreen: fullscreen,
        hasFullscreen: Boolean(document.body.requestFullscreen || video.webkitEnterFullscreen),
    });
    const signs = { idle: false, quiet: false, waiting: false, waking: false };
    let question = null; // () => template: what is asked or said over the picture

    const { element, update } = createRoot(
        'div',
        {
            class: () => ['stage', ...Object.keys(signs).filter((name) => signs[name])].join(' '),
            'data-testid': 'player-stage',
        },
        () => html`
            ${video} ${still}
            <button
                class="big-play"
                type="button"
                aria-label=${t('player.play')}
                data-testid="player-big-play"
                ?hidden=${!signs.idle || question}
                @click=${() => play()}
            >
                ${icon('play')}
            </button>
            ${controls.element}
            <div class="overlay" ?hidden=${!question}>
                ${question ? html`<div class="prompt">${question()}</div>` : nothing}
            </div>
        `,
    );

    function sign(name, on) {
        if (signs[name] === on) return;
        signs[name] = on;
        update();
    }

    let limit = Infinity; // a trial ends here
    let swapping = false;
    let released = null; // {url, rate, duration} of a film that was let go of
    let held = null; // the place to come back to, while there is no media that could be there
    let hideTimer = null;
    let onLimit = () => {};

    const at = () => (held === null ? video.currentTime : held);
    const tell = (name, ...values) => {
        if (!swapping && !released) listener[name](...values);
    };

    function toggle() {
        if (question) return;
        if (video.paused) play();
        else video.pause();
    }

    async function play() {
        if (isStale()) await renew();
        if (released) await bringBack();
        try {
            await video.play();
        } catch (_error) {
            showIdle(); // the browser wants a click first, or the media failed, which has an event of its own
        }
    }

    function seekTo(time) {
        const duration = released ? released.duration : video.duration;
        const end = Math.min(limit, Number.isFinite(duration) ? duration : Infinity);
        const to = Math.max(0, Math.min(time, end));
        if (held !== null) held = to;
        if (released) bringBack();
        else video.currentTime = to;
        controls.setPosition(at());
    }

    // Whether a connection is still being used: not when all there is has arrived.
    function isLoading() {
        const { buffered, duration } = video;
        return !(buffered.length > 0 && buffered.end(buffered.length - 1) >= duration - 0.5);
    }

    function release() {
        if (!video.paused || video.ended || swapping || held !== null || video.readyState < 2 || !isLoading()) return;
        still.width = video.videoWidth;
        still.height = video.videoHeight;
        if (still.width > 0) still.getContext('2d').drawImage(video, 0, 0);
        still.hidden = still.width === 0;
        released = { url: video.src, rate: video.playbackRate, duration: video.duration };
        held = video.currentTime;
        video.removeAttribute('src');
        video.load();
    }

    async function bringBack() {
        if (!(await load(released.url, { position: held }))) onMediaError();
    }

    function mute() {
        video.muted = !video.muted;
    }

    // An iPhone gives the whole screen to films only, with controls of its own.
    function fullscreen() {
        if (document.fullscreenElement) document.exitFullscreen();
        else if (element.requestFullscreen) element.requestFullscreen().catch(() => {});
        else if (video.webkitEnterFullscreen && video.readyState >= 1) video.webkitEnterFullscreen();
    }

    function showIdle() {
        signs.idle = video.paused && !swapping;
        update();
        controls.setPlaying(!signs.idle);
        wakeControls();
    }

    function wakeControls() {
        sign('quiet', false);
        if (hideTimer !== null) timers.clear(hideTimer);
        hideTimer = video.paused ? null : timers.set(() => sign('quiet', true), HIDE_AFTER);
    }

    function ticked() {
        controls.setPosition(at());
        tell('ticked', at());
        if (video.currentTime >= limit - 0.05) {
            video.pause();
            onLimit();
        }
    }

    function ended() {
        showIdle();
        if (limit < Infinity) onLimit();
        else tell('ended');
    }

    const events = {
        play: showIdle,
        playing: () => {
            showIdle();
            onUsed();
            tell('played', at());
        },
        pause: () => {
            showIdle();
            onUsed();
            if (!video.ended) tell('paused', at());
        },
        timeupdate: ticked,
        seeking: () => tell('seekStarted'),
        seeked: () => {
            controls.setPosition(at());
            tell('seeked', at());
        },
        ratechange: () => {
            if (!released) controls.setSpeed(video.playbackRate);
            tell('rateChanged', at(), video.playbackRate);
        },
        ended,
        waiting: () => sign('waiting', true),
        canplay: () => sign('waiting', false),
        volumechange: () => {
            controls.setVolume(video.volume, video.muted);
            try {
                localStorage.setItem(VOLUME_KEY, String(video.volume));
            } catch (_error) {
                // The volume is remembered only where it can be.
            }
        },
        error: () => {
            if (video.hasAttribute('src') && !swapping) onMediaError(); // while swapping, load() tells
        },
        click: toggle,
    };
    for (const [name, fn] of Object.entries(events)) video.addEventListener(name, fn);
    for (const name of ['pointermove', 'pointerdown', 'focusin', 'keydown'])
        element.addEventListener(name, wakeControls);
    // Where nothing hovers, the first touch of a bare picture shows the controls and does nothing else: they stay out
    // of reach (`waking`) until what the browser makes of that touch has passed.
    const onTouch = ({ pointerType }) => sign('waking', pointerType !== 'mouse' && signs.quiet);
    const onTap = (event) => {
        if (signs.waking) event.stopPropagation();
        sign('waking', false);
    };
    element.addEventListener('pointerdown', onTouch, true);
    element.addEventListener('click', onTap, true);
    element.addEventListener('pointercancel', () => sign('waking', false)); // the page was scrolled by it
    const onFull = () => controls.setFullscreen(document.fullscreenElement === element);
    document.addEventListener('fullscreenchange', onFull);
    try {
        const stored = Number(localStorage.getItem(VOLUME_KEY));
        if (stored > 0 && stored <= 1) video.volume = stored;
    } catch (_error) {
        // Full volume.
    }
    controls.setVolume(video.volume, video.muted);
    update();

    // Resolves to false when the media fails instead, so that nothing waits for ever.
    const happens = (event, already = false) =>
        new Promise((resolve) => {
            if (already) resolve(true);
            video.addEventListener(event, () => resolve(true), { once: true });
            video.addEventListener('error', () => resolve(false), { once: true });
        });

    // Loads an address at a position. Resolves to false when the media can't be read.
    async function load(url, { position = 0, poster = null } = {}) {
        const playing = !video.paused && !video.ended;
        const rate = released ? released.rate : video.playbackRate;
        swapping = true;
        released = null;
        held = position;
        if (poster) video.poster = poster;
        video.src = url;
        let good = await happens('loadedmetadata', video.readyState >= 1);
        if (good) {
            video.playbackRate = rate;
            if (held > 0) {
                const there = happens('seeked');
                video.currentTime = held;
                good = await there;
            }
        }
        swapping = false;
        if (good) held = null;
        still.hidden = true;
        controls.setPosition(at());
        if (good && playing) await play();
        showIdle();
        return good;
    }

    return {
        element,
        controls,
        play,
        pause: () => video.pause(),
        toggle,
        mute,
        fullscreen,
        seekTo,
        // Not behind a question: that one is to be answered first.
        seekBy: (seconds) => !question && seekTo(at() + seconds),
        // Where the learner is, also while the media is being changed or can't be read.
        position: at,
        load,
        release,
        setTrial(seconds, onEnd) {
            limit = seconds > 0 ? seconds : Infinity;
            onLimit = onEnd;
        },
        // `content` is asked anew whenever the stage renders: () => template.
        prompt(content) {
            question = content;
            showIdle();
            const first = element.querySelector('.overlay .primary');
            if (first) first.focus();
        },
        hasPrompt: () => question !== null,
        clearPrompt() {
            question = null;
            showIdle();
        },
        // Silences the element for good.
        stop() {
            swapping = true;
            if (hideTimer !== null) timers.clear(hideTimer);
            document.removeEventListener('fullscreenchange', onFull);
            video.pause();
            video.removeAttribute('src');
            video.load();
        },
    };
}
