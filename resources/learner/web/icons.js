// The page's drawings.

import { html, nothing } from './render.js';

// One family: 24×24, strokes of 1.75, round ends; `fill` marks the few solid ones.
const ICONS = {
    home: 'M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z',
    user: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20c.8-3.6 3.8-5.5 7.5-5.5s6.700 1.900 7.500 5.500',
    search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4',
    play: { fill: 'M8 5.500v13l11-6.500z' },
    pause: { fill: 'M7 5h3.500v14H7zM13.500 5H17v14h-3.500z' },
    next: 'M6 5.500v13l8.500-6.500zM18 5v14',
    back: 'M14.500 5.500 8 12l6.500 6.500',
    check: 'M5 12.500 10 17.500 19.500 7',
    lock: 'M6.500 11h11v8.500h-11zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
    volume: 'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15.500 9a4 4 0 0 1 0 6M18 6.500a8 8 0 0 1 0 11',
    muted: 'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM16 9.500l5 5M21 9.500l-5 5',
    full: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
    unfull: 'M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5',
    video: 'M4 6h16v12H4zM10 9.500v5l4.500-2.500z',
    audio: 'M9 18V6l10-2v12M9 18a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0zM19 16a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0z',
    article: 'M6 4h9l4 4v12H6zM9 12h7M9 16h7M9 8h3',
    cloud: 'M7 18a4 4 0 0 1-.500-8A6 6 0 0 1 18 10.500 3.800 3.800 0 0 1 17.500 18zM12 11v4M10 13.500l2 2 2-2',
    alert: 'M12 4 2.800 19.500h18.400zM12 10v4.500M12 17v.200',
    book: 'M12 7C10.500 5.500 8 5 4 5v12.500c4 0 6.500.500 8 2 1.500-1.500 4-2 8-2V5c-4 0-6.500.500-8 2zM12 7v12.500',
    restart: 'M5 5v5h5M5.500 10A7.500 7.500 0 1 1 5 14',
};

export function icon(name, className = '') {
    const drawing = ICONS[name];
    return html`<svg viewBox="0 0 24 24" aria-hidden="true" class=${`icon ${className}`.trim()}>
        <path d=${drawing.fill || drawing} class=${drawing.fill ? 'solid' : nothing}></path>
    </svg>`;
}
