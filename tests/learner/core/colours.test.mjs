import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';

const folder = new URL('../../../resources/learner/web/style/', import.meta.url);
const base = readFileSync(new URL('base.css', folder), 'utf8');
const LEAST = 4.5;

function coloursOf(block) {
    return Object.fromEntries([...block.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
}

const light = coloursOf(/^:root \{[^}]*\}/m.exec(base)[0]);
const dark = coloursOf(/^:root\[data-theme="dark"\] \{[^}]*\}/m.exec(base)[0]);
const darkBySystem = coloursOf(/:root:not\(\[data-theme="light"\]\) \{[^}]*\}/.exec(base)[0]);

// WCAG 2: relative luminance and contrast.
function luminance(colour) {
    const [r, g, b] = [1, 3, 5]
        .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
        .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
    const [bright, dim] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (bright + 0.05) / (dim + 0.05);
}

const TEXT = ['accent-strong', 'ink', 'ink-2', 'good', 'warn', 'bad'];
const GROUNDS = ['ground', 'surface', 'sunken', 'accent-soft'];

test('every colour of text can be read on every ground of its theme', () => {
    for (const [name, theme] of Object.entries({ light, dark })) {
        const pairs = TEXT.flatMap((text) => GROUNDS.map((ground) => [text, ground]));
        pairs.push(['good', 'good-soft'], ['warn', 'warn-soft'], ['bad', 'bad-soft']);
        pairs.push(['on-accent', 'accent'], ['on-accent', 'accent-strong']);
        for (const [text, ground] of pairs) {
            const ratio = contrast(theme[text], theme[ground]);
            assert.ok(ratio >= LEAST, `${name}: ${text} on ${ground} is ${ratio.toFixed(2)} : 1`);
        }
    }
});

test('the dark theme is the same, chosen or the system’s', () => assert.deepEqual(dark, darkBySystem));

test('text has none but these colours', () => {
    const known = new Set([...TEXT, 'on-accent', 'hue'].map((name) => `var(--${name})`));
    for (const file of readdirSync(folder)) {
        const css = readFileSync(new URL(file, folder), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
        for (const [, value] of css.matchAll(/(?<![-\w])color: ([^;]+);/g)) {
            const onPicture = ['#ffffff', '#10162b', 'inherit'].includes(value); // the stage is dark in both themes
            assert.ok(known.has(value) || onPicture || value.startsWith('color-mix'), `${file}: color: ${value}`);
        }
    }
});
