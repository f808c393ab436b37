// Renders every page of the learner site into a folder: node tests/learner/support/screenshots.mjs DIR [PATTERN]
// Both languages and themes, phone and desktop, an empty school and a full one, and what is shown when things go wrong.
// Made to be looked at. PATTERN (a regular expression) takes only the pictures whose name it matches.

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { launchBrowser, newLearner } from './browser.mjs';
import { putProgress } from './fakeprogress.mjs';
import { startFakeServer } from './fakeserver.mjs';
import { makeVideo } from './media.mjs';

const folder = process.argv[2] || 'build/screenshots/learner';
const wanted = new RegExp(process.argv[3] || '.');
mkdirSync(folder, { recursive: true });

const SIZES = [
    ['desktop', 1280, 800],
    ['phone', 390, 844],
    ['wide', 1920, 1080],
];

function learn(server) {
    const user = server.user('learner') || server.addUser('learner', 'correct horse', '小林');
    user.consents = [{ document: 'privacy', version: '1', granted: true, time: '2026-01-05T08:00:00.000Z' }];
    user.progress.clear(); // the pictures before have moved it
    const put = (course, lesson, position, watched, done, ago) =>
        putProgress(user, course, lesson, { position, watched, done, ago });
    put(1, 11, 70, [[0, 70]], true, 9e6);
    put(
        1,
        12,
        33,
        [
            [0, 12],
            [20, 34],
        ],
        false,
        60e3,
    );
    put(5, 51, 70, [[0, 70]], true, 9e7);
    put(3, 31, 4, [[0, 4]], false, 9e8);
    user.enrolled.add(1);
}

const ROUTES = [
    ['home', '#/', 'all'],
    ['home-search', '#/?q=zzz', 'all'],
    ['course', '#/course/1', 'lesson-row'],
    ['course-paid', '#/course/2', 'lesson-row'],
    ['player-resume', '#/play/12', 'resume-prompt'],
    ['player', '#/play/15', 'player-video'],
    ['article', '#/play/13', 'article-text'],
    ['denied', '#/play/16', 'play-denied'],
    ['denied-paid', '#/play/23', 'play-denied'],
    ['me', '#/me', 'privacy'],
];
// Not pages but moments: each brings the page there by itself.
const seek = (page, at) =>
    page.evaluate((s) => {
        document.querySelector('video').currentTime = s;
    }, at);
const MOMENTS = [
    ['moment-short', '#/play/52', (page) => seek(page, 69).then(() => page.getByTestId('player-short').waitFor())],
    ['moment-finished', '#/play/51', (page) => seek(page, 69).then(() => page.getByTestId('player-finished').waitFor())],
    ['moment-trial-end', '#/play/22', (page) => seek(page, 7.5).then(() => page.getByTestId('trial-end').waitFor())],
    [
        'moment-broken',
        '#/play/31',
        (page) => page.getByTestId('player-retry').waitFor(),
        (control, on) => Object.assign(control, { refuseMedia: on }),
    ],
    [
        'moment-away',
        '#/course/5',
        (page) => page.getByRole('alert').first().waitFor(),
        (control, on) => Object.assign(control, { apiDown: on }),
    ],
    [
        'moment-offline',
        '#/play/15',
        async (page, server) => {
            await page.waitForFunction(() => document.querySelector('video')?.currentTime > 1);
            server.control.apiDown = true;
            await page.getByTestId('player-toggle').click();
            await page.getByTestId('sync-pending').waitFor();
        },
        (control, on) => !on && Object.assign(control, { apiDown: false }),
    ],
    [
        'moment-keyboard',
        '#/play/51',
        async (page) => {
            await page.waitForFunction(() => document.querySelector('video')?.currentTime > 1);
            await page.keyboard.press('k');
            await page.getByTestId('player-toggle').focus();
            await page.keyboard.press('Tab');
        },
    ],
];
const GUEST_MOMENTS = [
    [
        'moment-register',
        '#/register',
        async (page) => {
            await page.getByTestId('register-name').fill('小 林');
            await page.getByTestId('register-password').fill('12345678');
            await page.getByTestId('register-submit').click();
            await page.getByTestId('register-name-problem').waitFor();
        },
    ],
    [
        'moment-login',
        '#/login',
        async (page) => {
            await page.getByTestId('login-name').fill('learner');
            await page.getByTestId('login-password').fill('wrong');
            await page.getByTestId('login-submit').click();
            await page.getByTestId('login-error').waitFor();
        },
    ],
];

async function shootMoment(page, server, tag, [name, hash, reach, bend = () => {}]) {
    if (!wanted.test(`${name}-${tag}`)) return;
    await page.goto('about:blank');
    bend(server.control, true);
    await page.goto(`${server.learn}${hash}`);
    if (/play/.test(hash)) await page.getByTestId('player-stage').waitFor();
    if (/short|finished|trial/.test(name))
        await page.waitForFunction(() => document.querySelector('video')?.currentTime > 0.5);
    await reach(page, server);
    await page.screenshot({ path: path.join(folder, `${name}-${tag}.png`) });
    bend(server.control, false);
}

const GUEST = [
    ['me-guest', '#/me', 'language-zh'],
    ['login', '#/login', 'login-submit'],
    ['register', '#/register', 'register-submit'],
    ['home-guest', '#/', 'all'],
];

async function shoot(page, server, name, hash, testid) {
    if (!wanted.test(name)) return;
    await page.goto('about:blank');
    await page.goto(`${server.learn}${hash}`);
    await page.getByTestId(testid).first().waitFor();
    await page.waitForLoadState('networkidle');
    if (name.startsWith('player-desktop') || name.startsWith('player-phone')) {
        await page.waitForFunction(() => document.querySelector('video')?.currentTime > 2);
        await page.getByTestId('player-toggle').click();
    }
    const sized = (await page.evaluate(() => document.documentElement.scrollWidth)) - page.viewportSize().width;
    if (sized > 0) console.log(`${name}: ${sized} px wider than the screen`);
    await page.screenshot({
        path: path.join(folder, `${name}.png`),
        fullPage: !name.startsWith('player') && !name.startsWith('article'),
    });
}

const video = makeVideo(70);
const full = await startFakeServer({ media: () => video });
const empty = await startFakeServer({ courses: [], media: () => video });
empty.addUser('learner', 'correct horse', 'Kim');
const browser = await launchBrowser();
for (const [size, width, height] of SIZES) {
    for (const language of ['zh', 'en']) {
        for (const colorScheme of ['light', 'dark']) {
            const tag = `${size}-${language}-${colorScheme}`;
            for (const [server, kind] of [
                [full, ''],
                [empty, 'empty-'],
            ]) {
                const { context, page, problems } = await newLearner(browser, { language, colorScheme, width, height });
                if (!kind) {
                    learn(server);
                    for (const [name, hash, testid] of GUEST) await shoot(page, server, `${name}-${tag}`, hash, testid);
                    for (const moment of GUEST_MOMENTS) await shootMoment(page, server, tag, moment);
                }
                await page.goto(`${server.learn}#/login`);
                await page.getByTestId('login-name').fill('learner');
                await page.getByTestId('login-password').fill('correct horse');
                await page.getByTestId('login-submit').click();
                if (kind) {
                    await page.getByTestId('consent-accept').waitFor();
                    await page.screenshot({ path: path.join(folder, `consent-${tag}.png`) });
                    await page.getByTestId('consent-accept').click();
                }
                await page.getByTestId('all').waitFor();
                for (const [name, hash, testid] of kind ? [ROUTES[0], ROUTES.at(-1)] : ROUTES)
                    await shoot(page, server, `${kind}${name}-${tag}`, hash, testid);
                if (!kind) for (const moment of MOMENTS) await shootMoment(page, server, tag, moment);
                if (problems.length) console.log(tag, problems);
                if (kind) server.user('learner').consents = [];
                await context.close();
            }
        }
    }
}
await browser.close();
await Promise.all([full.stop(), empty.stop()]);
console.log(`screenshots in ${folder}`);
