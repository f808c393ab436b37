// Chromium for page tests: the system's browser through playwright-core, with the flags that keep it quiet.
//
//   const browser = await launchBrowser();
//   const { context, page, problems } = await newLearner(browser, { language: 'zh', colorScheme: 'light', width, height });
//
// `problems` collects page errors and console errors (a blocked script or style is one), for tests to hold empty.
// COURSEWRIGHT_CHROMIUM names another binary than the usual ones.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const FLAGS = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--autoplay-policy=no-user-gesture-required',
];
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function chromiumPath() {
    const found = [process.env.COURSEWRIGHT_CHROMIUM, ...PLACES].find((place) => place && existsSync(place));
    if (!found) throw new Error('Chromium not found; install it or set COURSEWRIGHT_CHROMIUM');
    return found;
}

export function launchBrowser(options = {}) {
    return chromium.launch({ executablePath: chromiumPath(), headless: true, args: FLAGS, ...options });
}

export function watchProblems(page, problems) {
    page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
    page.on('console', (message) => {
        // Chromium itself reports each failed request; tests that want failures cause them on purpose.
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
            problems.push(`console: ${message.text()}`);
    });
}

export async function newLearner(
    browser,
    { language = 'zh', colorScheme = 'light', width = 1280, height = 800, scale = 1, ...more } = {},
) {
    const context = await browser.newContext({
        locale: language === 'zh' ? 'zh-CN' : 'en-GB',
        colorScheme,
        viewport: { width, height },
        deviceScaleFactor: scale,
        ...more,
    });
    context.setDefaultTimeout(60_000); // a loaded machine is slow, not wrong
    const problems = [];
    context.on('page', (page) => watchProblems(page, problems));
    const page = await context.newPage();
    return { context, page, problems };
}
