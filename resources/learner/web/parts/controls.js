// The player's own controls: seek bar with the coverage bar under it, play, time, volume, speed, quality, full screen.
// Shows what it is told and reports what was asked; it knows no video element and no network.

import { coverageSegments } from '../core/completion.js';
import { clockText } from '../core/resume.js';
import { icon } from '../icons.js';
import { createRoot, html, live } from '../render.js';

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];

const iconButton = (name, label, onClick, testid, isHidden = false) =>
    html`<button
        class="control"
        type="button"
        aria-label=${label}
        title=${label}
        data-testid=${testid}
        ?hidden=${isHidden}
        @click=${onClick}
    >
        ${icon(name)}
    </button>`;

const choicesOf = (values, current, textOf, isHidden = () => false) =>
    values.map(
        (value) =>
            html`<option value=${value} .selected=${live(value === current)} ?hidden=${isHidden(value)}>
                ${textOf(value)}
            </option>`,
    );

// `hasFullscreen`: whether this browser can do it at all.
export function createControls(options) {
    const { t, onToggle, onSeek, onVolume, onMute, onSpeed, onQuality, onFullscreen, hasFullscreen } = options;
    let duration = 0;
    let position = 0;
    let dragged = null; // where the thumb is held
    let playing = false;
    let volume = 1;
    let muted = false;
    let full = false;
    let speed = 1;
    let maximumSpeed = 0;
    let qualities = ['auto'];
    let quality = 'auto';
    let coverage = [];

    const numberOf = (event) => Number(event.target.value);

    function drag(event) {
        dragged = numberOf(event);
        update();
    }

    function drop(event) {
        dragged = null;
        onSeek(numberOf(event));
    }

    function seekArea() {
        const at = dragged === null ? position : dragged;
        const fill = duration > 0 ? Math.min(1, at / duration) * 100 : 0;
        return html`<div class="seek-area">
            <input
                class="range seek"
                type="range"
                min="0"
                step="0.1"
                .max=${String(duration || 0)}
                .value=${live(String(at))}
                .style=${`--fill: ${fill}%`}
                aria-label=${t('player.seek')}
                aria-valuetext=${t('player.seekText', { time: clockText(at), total: clockText(duration) })}
                data-testid="player-seek"
                @input=${drag}
                @change=${drop}
            />
            <div class="coverage" role="img" aria-label=${t('player.coverage')} data-testid="player-coverage">
                ${coverageSegments(coverage, duration).map(
                    ({ left, width }) =>
                        html`<span
                            class="coverage-piece"
                            .style=${`left: ${left * 100}%; width: ${width * 100}%`}
                        ></span>`,
                )}
            </div>
        </div>`;
    }

    function volumeParts() {
        const silent = muted || volume === 0;
        const shown = muted ? 0 : volume;
        return html`${iconButton(
                silent ? 'muted' : 'volume',
                t(muted ? 'player.unmute' : 'player.mute'),
                onMute,
                'player-mute',
            )}<input
                class="range volume"
                type="range"
                min="0"
                max="1"
                step="0.05"
                .value=${live(String(shown))}
                .style=${`--fill: ${shown * 100}%`}
                aria-label=${t('player.volume')}
                @input=${(event) => onVolume(numberOf(event))}
            />`;
    }

    // Faster than the course allows earns no credit, so it isn't offered.
    const isTooFast = (value) => maximumSpeed >= 1 && value > maximumSpeed;

    function choices() {
        return html`<select
                class="select"
                aria-label=${t('player.speed')}
                data-testid="player-speed"
                @change=${(event) => onSpeed(numberOf(event))}
            >
                ${choicesOf(SPEEDS, speed, (value) => `${value}×`, isTooFast)}</select
            ><select
                class="select"
                aria-label=${t('player.quality')}
                data-testid="player-quality"
                ?hidden=${qualities.length < 3}
                @change=${(event) => onQuality(event.target.value)}
            >
                ${choicesOf(qualities, quality, (value) => t(`player.quality.${value}`))}
            </select>`;
    }

    const { element, update } = createRoot(
        'div',
        { class: 'controls' },
        () => html`
            ${seekArea()}
            <div class="control-row">
                ${iconButton(
                    playing ? 'pause' : 'play',
                    t(playing ? 'player.pause' : 'player.play'),
                    onToggle,
                    'player-toggle',
                )}
                <span class="time number" data-testid="player-time"
                    >${clockText(dragged === null ? position : dragged)} / ${clockText(duration)}</span
                >
                <span class="spring"></span>
                ${volumeParts()}${choices()}
                ${iconButton(
                    full ? 'unfull' : 'full',
                    t(full ? 'player.exitFullscreen' : 'player.fullscreen'),
                    onFullscreen,
                    'player-fullscreen',
                    !hasFullscreen,
                )}
            </div>
        `,
    );
    update();

    return {
        element,
        setDuration(value) {
            duration = value;
            update();
        },
        setPosition(value) {
            position = value;
            update();
        },
        setPlaying(value) {
            playing = value;
            update();
        },
        setVolume(value, isMuted) {
            volume = value;
            muted = isMuted;
            update();
        },
        setFullscreen(isFull) {
            full = isFull;
            update();
        },
        setMaximumSpeed(value) {
            maximumSpeed = value;
            update();
        },
        setSpeed(value) {
            speed = value;
            update();
        },
        setQualities(available, current) {
            qualities = ['auto', ...available];
            quality = qualities.includes(current) ? current : 'auto';
            update();
        },
        setCoverage(watched) {
            coverage = watched;
            update();
        },
    };
}
