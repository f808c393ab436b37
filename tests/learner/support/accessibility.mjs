// Whether a state of the page can be read and walked through: axe, in both themes, on a phone and on a desk, and headings.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const LOOKS = ['light', 'dark'].flatMap((colorScheme) => [
    { colorScheme, width: 1280, height: 800 },
    { colorScheme, width: 390, height: 844 },
]);
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

// What axe finds in one state of the page, in both themes and on both sizes, in words.
async function complaints(page) {
    const found = new Set();
    for (const [index, { colorScheme, width, height }] of LOOKS.entries()) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize({ width, height });
        if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
        // Everything once on each size: a phone leaves out what a desk shows. What depends on the theme in both.
        const isFirstOfSize = LOOKS.findIndex((look) => look.width === width) === index;
        const runOnly = isFirstOfSize ? { type: 'tag', values: TAGS } : { type: 'rule', values: ['color-contrast'] };
        const violations = await page.evaluate(
            async (options) => (await window.axe.run(document, options)).violations,
            { runOnly, resultTypes: ['violations'] },
        );
        for (const { id, nodes } of violations)
            for (const node of nodes) found.add(`${colorScheme} ${width}: ${id}: ${node.html} ${node.failureSummary}`);
    }
    return [...found];
}

// The headings that are shown, as their levels: one h1 first, none skipped.
async function headingFaults(page) {
    const levels = await page.evaluate(() =>
        [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
            .filter((heading) => heading.checkVisibility())
            .map((heading) => Number(heading.tagName[1])),
    );
    const skips = levels.filter((level, index) => level > (levels[index - 1] || 0) + 1);
    return levels.filter((level) => level === 1).length === 1 && levels[0] === 1 && skips.length === 0 ? [] : levels;
}

export async function check(page, name) {
    assert.deepEqual(await headingFaults(page), [], `${name}: headings`);
    assert.deepEqual(await complaints(page), [], name);
}
