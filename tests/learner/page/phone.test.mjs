import assert from 'node:assert/strict';
import test from 'node:test';
import { putProgress } from '../support/fakeprogress.mjs';
import { isPlaying, pageTests, playedTo, until, videoTime } from '../support/pagetest.mjs';

const withSchool = pageTests();
const PHONE = { width: 390, height: 844, scale: 2, hasTouch: true, isMobile: true };

// The controls of a film that plays go after a while; so long nothing moves.
const bare = (page) => page.locator('.stage.quiet').waitFor();
const middle = async (locator) => {
    const { x, y, width, height } = await locator.boundingBox();
    return [x + width / 2, y + height / 2];
};

test('the first touch of a bare picture shows the controls and does nothing else, wherever it lands', () =>
    withSchool(async ({ page, open, id }) => {
        await open(page, '#/play/51');
        await playedTo(page, 1);
        const spots = [];
        for (const name of ['player-toggle', 'player-mute', 'player-fullscreen', 'player-seek', 'player-video'])
            spots.push(await middle(id(name)));
        for (const [x, y] of spots) {
            await bare(page);
            const before = await videoTime(page);
            await page.touchscreen.tap(x, y);
            await page.locator('.stage:not(.quiet)').waitFor();
            assert.equal(await isPlaying(page), true);
            const state = await page.evaluate(() => ({
                muted: document.querySelector('video').muted,
                full: document.fullscreenElement !== null,
            }));
            assert.deepEqual(state, { muted: false, full: false });
            assert.ok((await videoTime(page)) - before < 5, 'it did not jump');
        }
        await page.touchscreen.tap(...spots[0]);
        await page.locator('.stage.idle').waitFor();
        assert.equal(await isPlaying(page), false, 'the second touch means what it shows');
    }, PHONE));

test('controls that were touched go again: a finger that has left is no reason to cover the picture', () =>
    withSchool(async ({ page, open, id }) => {
        await open(page, '#/play/51');
        await playedTo(page, 1);
        await id('player-mute').tap();
        await bare(page);
        const shown = () => page.locator('.controls').evaluate((element) => getComputedStyle(element).opacity);
        await until(async () => (await shown()) === '0', 'the bare picture');
        await page.keyboard.press('Tab');
        await until(async () => (await shown()) === '1', 'whoever walks by keyboard sees where');
    }, PHONE));

test('where only films may fill the screen, as on an iPhone, the film does; where nothing may, nothing is offered', () =>
    withSchool(async ({ context, page, open, id }) => {
        await context.addInitScript(() => {
            delete Element.prototype.requestFullscreen;
            HTMLVideoElement.prototype.webkitEnterFullscreen = function enter() {
                window.filled = this.tagName;
            };
        });
        await page.reload();
        await open(page, '#/play/51');
        await playedTo(page, 1);
        await id('player-fullscreen').tap();
        assert.equal(await page.evaluate(() => window.filled), 'VIDEO');
        await page.evaluate(() => {
            delete HTMLVideoElement.prototype.webkitEnterFullscreen;
        });
        await open(page, '#/play/52');
        await playedTo(page, 1);
        assert.equal(await id('player-fullscreen').isVisible(), false);
    }, PHONE));

// What stands in the page or its player beyond the edge of the screen, where nobody scrolls to.
const outside = (page) =>
    page.evaluate(() => {
        const width = document.documentElement.clientWidth;
        return [...document.querySelectorAll('#app *')]
            .filter((element) => element.checkVisibility() && !element.closest('.chips, .row, pre, .skip'))
            .filter((element) => element.getBoundingClientRect().right > width + 1)
            .map((element) => element.outerHTML.slice(0, 120));
    });

for (const { width, height, text } of [
    { width: 320, height: 568, text: 1 },
    { width: 360, height: 640, text: 2 },
])
    test(`${width} px and text of ${100 * text} %: nothing lies beyond the edge, however long the words are`, () =>
        withSchool(
            async ({ server, user, page, open, id }) => {
                const word = 'Donaudampfschifffahrtsgesellschaftskapitaenswitwenrente';
                const course = server.courses.find((one) => one.id === 5);
                Object.assign(course, { title: word, price: 129900, is_free: false });
                Object.assign(course.chapters[0], { title: word });
                Object.assign(course.chapters[0].videos[0], { title: word, is_free: true });
                user.displayName = word;
                putProgress(user, 5, 51, { ago: 1000 });
                await page.evaluate((factor) => {
                    const sizes = { '--text': 15, '--text-s': 13, '--text-l': 20 };
                    for (const [name, size] of Object.entries(sizes))
                        document.documentElement.style.setProperty(name, `${size * factor}px`);
                }, text);
                for (const [hash, testid] of [
                    ['#/me', 'privacy'],
                    ['#/', 'continue-card'],
                    ['#/course/5', 'lesson-row'],
                    ['#/play/51', 'resume-prompt'],
                    ['#/play/13', 'article-text'],
                ]) {
                    await open(page, hash);
                    await id(testid).first().waitFor();
                    await page.waitForLoadState('networkidle');
                    assert.deepEqual(await outside(page), [], hash);
                }
            },
            { ...PHONE, width, height },
        ));

test('a long name leaves the picture beside it round', () =>
    withSchool(async ({ server, page, open }) => {
        server.addUser('long', 'correct horse', '一个特别长的昵称'.repeat(6)).consents = [
            { document: 'privacy', version: '1', granted: true, time: '2026-01-05T08:00:00.000Z' },
        ];
        await open(page, '#/login');
        await page.getByTestId('login-name').fill('long');
        await page.getByTestId('login-password').fill('correct horse');
        await page.getByTestId('login-submit').click();
        await page.getByTestId('all').waitFor();
        await open(page, '#/me');
        const { width, height } = await page.locator('.avatar').boundingBox();
        assert.equal(width, height);
    }, { ...PHONE, signIn: false }));
