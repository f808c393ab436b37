// The player's own controls: seek bar with the coverage bar under it, play, time, volume, speed, quality, full screen.
// Shows what it is told and reports what was asked; it knows no video element and no network.

import { coverageSegments } from '../core/completion.js';
import { clockText } from '../core/resume.js';
import { h, icon, replace, set } from '../dom.js';

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];

function iconButton(name, label, onClick, testid) {
    return h(
        'button',
        {
            class: 'control',
            type: 'button',
            'aria-label': label,
            title: label,
            onclick: onClick,
            'data-testid': testid,
        },
        icon(name),
    );
}

function fillOf(range) {
    const share = range.max > range.min ? (range.value - range.min) / (range.max - range.min) : 0;
    range.style.setProperty('--fill', `${share * 100}%`);
}

// `hasFullscreen`: whether this browser can do it at all.
export function createControls(options) {
    const { t, onToggle, onSeek, onVolume, onMute, onSpeed, onQuality, onFullscreen, hasFullscreen } = options;
    let duration = 0;
    let position = 0;
    let dragging = false;

    const play = iconButton('play', () => t('player.play'), onToggle, 'player-toggle');
    const mute = iconButton('volume', () => t('player.mute'), onMute, 'player-mute');
    const full = iconButton('full', () => t('player.fullscreen'), onFullscreen, 'player-fullscreen');
    full.hidden = !hasFullscreen;
    const time = h('span', { class: 'time number', 'data-testid': 'player-time', text: '0:00 / 0:00' });
    const coverage = h('div', {
        class: 'coverage',
        role: 'img',
        'aria-label': () => t('player.coverage'),
        'data-testid': 'player-coverage',
    });

    const seek = h('input', {
        class: 'range seek',
        type: 'range',
        min: '0',
        max: '0',
        step: '0.1',
        'aria-label': () => t('player.seek'),
        'data-testid': 'player-seek',
        oninput: () => {
            dragging = true;
            showTime(Number(seek.value));
        },
        onchange: () => {
            dragging = false;
            onSeek(Number(seek.value));
        },
    });
    const volume = h('input', {
        class: 'range volume',
        type: 'range',
        min: '0',
        max: '1',
        step: '0.05',
        'aria-label': () => t('player.volume'),
        oninput: () => onVolume(Number(volume.value)),
    });
    const speed = h(
        'select',
        {
            class: 'select',
            'aria-label': () => t('player.speed'),
            'data-testid': 'player-speed',
            onchange: () => onSpeed(Number(speed.value)),
        },
        SPEEDS.map((value) => h('option', { value, text: `${value}×` })),
    );
    speed.value = '1';
    const quality = h('select', {
        class: 'select',
        'aria-label': () => t('player.quality'),
        'data-testid': 'player-quality',
        onchange: () => onQuality(quality.value),
    });

    function showTime(at) {
        const words = () => t('player.seekText', { time: clockText(at), total: clockText(duration) });
        set(time, 'text', `${clockText(at)} / ${clockText(duration)}`);
        set(seek, 'aria-valuetext', words);
        fillOf(seek);
    }

    return {
        element: h(
            'div',
            { class: 'controls' },
            h('div', { class: 'seek-area' }, seek, coverage),
            h(
                'div',
                { class: 'control-row' },
                play,
                time,
                h('span', { class: 'spring' }),
                mute,
                volume,
                speed,
                quality,
                full,
            ),
        ),
        setDuration(value) {
            duration = value;
            seek.max = String(value || 0);
            showTime(position);
        },
        setPosition(value) {
            position = value;
            if (dragging) return;
            seek.value = String(value);
            showTime(value);
        },
        setPlaying(playing) {
            replace(play, icon(playing ? 'pause' : 'play'));
            for (const name of ['aria-label', 'title'])
                set(play, name, () => t(playing ? 'player.pause' : 'player.play'));
        },
        setVolume(value, muted) {
            volume.value = String(muted ? 0 : value);
            fillOf(volume);
            replace(mute, icon(muted || value === 0 ? 'muted' : 'volume'));
            for (const name of ['aria-label', 'title'])
                set(mute, name, () => t(muted ? 'player.unmute' : 'player.mute'));
        },
        setFullscreen(isFull) {
            replace(full, icon(isFull ? 'unfull' : 'full'));
            for (const name of ['aria-label', 'title'])
                set(full, name, () => t(isFull ? 'player.exitFullscreen' : 'player.fullscreen'));
        },
        // Faster than the course allows earns no credit, so it isn't offered.
        setMaximumSpeed(value) {
            for (const option of speed.options) option.hidden = value >= 1 && Number(option.value) > value;
        },
        setSpeed(value) {
            speed.value = String(value);
        },
        setQualities(available, current) {
            const values = ['auto', ...available];
            replace(
                quality,
                values.map((value) => h('option', { value, text: () => t(`player.quality.${value}`) })),
            );
            quality.value = values.includes(current) ? current : 'auto';
            quality.hidden = available.length < 2;
        },
        setCoverage(watched) {
            const pieces = coverageSegments(watched, duration).map(({ left, width }) => {
                const piece = h('span', { class: 'coverage-piece' });
                piece.style.left = `${left * 100}%`;
                piece.style.width = `${width * 100}%`;
                return piece;
            });
            replace(coverage, pieces);
        },
    };
}
