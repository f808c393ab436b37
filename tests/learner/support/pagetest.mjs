// What every page test needs: a school, a browser, a learner who is signed in, and the end of it all.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { launchBrowser, newLearner } from './browser.mjs';
import { startFakeServer } from './fakeserver.mjs';
import { makeVideo } from './media.mjs';
import { thousandths } from './places.mjs';

export const PASSWORD = 'correct horse';

// One browser for a test file; `withSchool` gives each test a school and a learner of its own.
export function pageTests() {
    let browser;
    before(async () => {
        makeVideo(70);
        makeVideo(20);
        browser = await launchBrowser();
    });
    after(() => browser.close());

    return async function withSchool(run, { consent = true, signIn = true, ...look } = {}) {
        const server = await startFakeServer({
            media: (address) => makeVideo(address.startsWith('/media/31/') ? 20 : 70),
        });
        server.shortFilm = makeVideo(20);
        const user = server.addUser('lin', PASSWORD, '小林');
        if (consent)
            user.consents = [
                { document: 'privacy', version: '1', granted: true, time: '2026-01-05T08:00:00.000Z' },
            ];
        const { context, page, problems } = await newLearner(browser, look);
        const school = {
            server,
            user,
            context,
            page,
            browser,
            problems,
            id: (name) => page.getByTestId(name),
            ...steps(server),
        };
        try {
            if (signIn) await school.signIn(page);
            await run(school);
            assert.deepEqual(problems, [], 'the page complained');
            assert.deepEqual([...server.unknownWords], [], 'the school spoke words that the contract has not');
        } finally {
            await context.close();
            await server.stop();
        }
    };
}

function steps(server) {
    return {
        async signIn(page) {
            await page.goto(`${server.learn}#/login`);
            await page.getByTestId('login-name').fill('lin');
            await page.getByTestId('login-password').fill(PASSWORD);
            await page.getByTestId('login-submit').click();
            await page.getByTestId('all').waitFor();
        },
        open: (page, hash) => page.goto(`${server.learn}${hash}`),
        synced: (test) =>
            until(() => server.syncs.flatMap(({ body }) => body.progressList).find(test), 'a synced record'),
    };
}

// Waits for a condition outside the page.
export async function until(condition, what, limit = 60_000) {
    const end = Date.now() + limit;
    for (;;) {
        const value = await condition();
        if (value) return value;
        if (Date.now() > end) throw new Error(`never happened: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

export const videoTime = (page) => page.evaluate(() => document.querySelector('video').currentTime);
// Where it began to play, however far it has come by now.
export async function playedFrom(page) {
    await page.waitForFunction(() => document.querySelector('video')?.played.length > 0);
    return page.evaluate(() => document.querySelector('video').played.start(0));
}
export const playedTo = (page, seconds) =>
    page.waitForFunction((s) => document.querySelector('video')?.currentTime >= s, seconds);
// A view that is still being made has no video yet: that is not an error but "not yet".
export const playing = (page) => page.waitForFunction(() => document.querySelector('video')?.paused === false);
export const isPlaying = (page) => page.evaluate(() => !document.querySelector('video').paused);
export const kept = (page, uid) =>
    page.evaluate((end) => {
        const key = Object.keys(localStorage).find(
            (name) => name.startsWith('cw.progress.') && name.endsWith(`/${end}`),
        );
        return key ? JSON.parse(localStorage.getItem(key)) : null;
    }, uid);
// The record once it holds the second the player was paused at: a player tells of its pause a moment after the click.
export const keptAtPause = (page, uid) =>
    until(async () => {
        const at = await page.evaluate(() => {
            const { paused, currentTime } = document.querySelector('video');
            return paused ? currentTime : null;
        });
        const record = await kept(page, uid);
        return record && at !== null && thousandths(record.currentTime) === thousandths(at) ? record : null;
    }, 'the second of the pause, kept');
