import assert from 'node:assert/strict';
import test from 'node:test';
import { makeLongVideo } from '../support/media.mjs';
import { pageTests, playedFrom, playedTo, until, videoTime } from '../support/pagetest.mjs';

const withSchool = pageTests();

test('seven tabs with a long lesson each: paused ones make room for the seventh, and go on where they stopped', () =>
    withSchool(async ({ server, context, page, open }) => {
        const film = makeLongVideo();
        server.media = () => film;
        const tabs = [page];
        while (tabs.length < 7) tabs.push(await context.newPage());
        const places = [];
        for (const tab of tabs) {
            await open(tab, '#/play/12');
            await playedTo(tab, 0.3);
            await tab.evaluate(() => document.querySelector('video').pause());
            places.push(await videoTime(tab));
        }
        const hasFilm = (tab) => tab.evaluate(() => document.querySelector('video').hasAttribute('src'));
        const holding = () => Promise.all(tabs.map(hasFilm));
        await until(async () => (await holding()).filter(Boolean).length <= 3, 'room for others');
        assert.equal((await holding()).at(-1), true, 'the one that was used last keeps what it has');
        assert.equal(await page.locator('canvas.still').isVisible(), true, 'its picture stays');
        assert.equal(await page.getByTestId('player-big-play').isVisible(), true);

        const requests = [];
        page.on('request', (request) => /\/media\//.test(request.url()) && requests.push(request));
        const grants = () => server.log.filter((row) => row.path === '/api/videos/12/play').length;
        const before = grants();
        await page.getByTestId('player-toggle').click();
        await playedTo(page, places[0] + 0.3);
        assert.ok(Math.abs((await playedFrom(page)) - places[0]) < 1, 'at the same place');
        assert.ok(requests.length <= 2, `${requests.length} requests`);
        assert.equal(grants(), before);
        assert.equal(await page.locator('canvas.still').isVisible(), false);
    }));

test('a tab that let go can be moved and keeps its speed', () =>
    withSchool(async ({ server, context, page, open, id }) => {
        const film = makeLongVideo();
        server.media = () => film;
        await open(page, '#/play/12');
        await playedTo(page, 0.5);
        await id('player-speed').selectOption('1.5');
        await page.keyboard.press('k');
        for (let i = 0; i < 2; i += 1) {
            const other = await context.newPage();
            await open(other, '#/play/15');
            await playedTo(other, 0.3);
            await other.keyboard.press('k');
        }
        await page.waitForFunction(() => !document.querySelector('video').hasAttribute('src'));
        const place = await page.evaluate(() => Number(document.querySelector('.seek').value));
        await page.keyboard.press('l');
        await page.waitForFunction((at) => {
            const video = document.querySelector('video');
            return video.readyState >= 2 && Math.abs(video.currentTime - at - 10) < 0.5;
        }, place);
        assert.equal(await page.evaluate(() => document.querySelector('video').playbackRate), 1.5);
        assert.equal(await id('player-speed').inputValue(), '1.5');
    }));
