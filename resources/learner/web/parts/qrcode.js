// A QR code, drawn here as one path: nothing of it is asked from anybody, and nothing needs a style of its own.

import { encodeQR } from '../lib/qr/index.js';
import { html, svg } from '../render.js';

const QUIET = 4; // modules of light around it, which the standard (ISO/IEC 18004 §5.3.8) asks for

function pathOf(modules) {
    const run = (row, y) =>
        row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')).join('');
    return modules.map(run).join('');
}

export function qrCode(text, label) {
    const modules = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
    const size = modules.length;
    return html`<svg class="qr" viewBox=${`0 0 ${size} ${size}`} role="img" aria-label=${label} data-testid="qr">
        ${svg`<path d=${pathOf(modules)}></path>`}
    </svg>`;
}
