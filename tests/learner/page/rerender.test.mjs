// What outlives a new rendering: the focus, where things are scrolled to, what is being typed and the film that plays.

import assert from 'node:assert/strict';
import test from 'node:test';
import { isPlaying, pageTests, playedTo } from '../support/pagetest.mjs';

const withSchool = pageTests();

function lengthen(course) {
    const [first] = course.chapters;
    const [lesson] = first.videos;
    for (let id = 5000; id < 5080; id += 1)
        first.videos.push({ ...lesson, id, uid: `lesson_${id}`, title: `Lesson ${id}` });
}

test('beside a playing film the list keeps its focus and its place, and the film plays on', () =>
    withSchool(async ({ server, page, open, id }) => {
        lengthen(server.courses[4]);
        await open(page, '#/play/51');
        const far = page.locator('[data-video-id="5070"]');
        await far.waitFor();
        const before = await far.evaluate((row) => {
            row.focus();
            window.nodes = { row, video: document.querySelector('video'), list: row.closest('aside') };
            window.nodes.video.addEventListener('pause', () => (window.paused = true));
            return window.nodes.list.scrollTop;
        });
        assert.ok(before > 0, 'the list is longer than its place');
        await page.locator('[data-video-id="51"][data-state="started"]').waitFor(); // the list was rendered again
        await playedTo(page, 3);
        const after = await page.evaluate(() => ({
            sameRow: document.activeElement === window.nodes.row,
            sameFilm: document.querySelector('video') === window.nodes.video,
            at: window.nodes.list.scrollTop,
            paused: window.paused === true,
        }));
        assert.deepEqual(after, { sameRow: true, sameFilm: true, at: before, paused: false });
        assert.equal(await isPlaying(page), true);
        assert.equal(await id('lesson-row').count(), 82);
    }));

test('rows follow their lessons when the course has another order', () =>
    withSchool(async ({ server, page, open, id }) => {
        await open(page, '#/course/5');
        await id('course-enrol').waitFor();
        await page.evaluate(() => {
            window.row = document.querySelector('[data-video-id="52"]');
        });
        server.courses[4].chapters[0].videos.reverse();
        await id('course-enrol').click();
        await id('course-start').waitFor();
        const order = await id('lesson-row').evaluateAll((rows) => rows.map((row) => row.dataset.videoId));
        assert.deepEqual(order, ['52', '51']);
        assert.ok(await page.evaluate(() => document.querySelector('[data-video-id="52"]') === window.row));
    }));

test('another language keeps the focus, and what is refused is not shown as chosen', () =>
    withSchool(async ({ server, page, open, id }) => {
        await open(page, '#/me');
        await id('language-zh').focus();
        await page.keyboard.press('ArrowRight');
        await page.getByText('Log out').waitFor();
        assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), 'language-en');
        assert.equal(await id('language-en').isChecked(), true);

        await open(page, '#/play/51');
        await playedTo(page, 1);
        server.control.fail.push({ path: /\/play$/, status: 500 });
        await id('player-quality').selectOption('sd');
        await page.waitForFunction(
            () => document.querySelector('[data-testid=player-quality]').value === 'auto',
        );
    }));

test('what is being typed stays while the page says something else', () =>
    withSchool(
        async ({ page, open, id }) => {
            await open(page, '#/register');
            await id('register-name').fill('lin');
            await id('register-display-name').fill('林');
            await id('register-password').fill('long enough');
            await id('register-submit').click();
            await id('register-name-problem').waitFor();
            for (const [name, value] of [['name', 'lin'], ['display-name', '林'], ['password', 'long enough']])
                assert.equal(await id(`register-${name}`).inputValue(), value);
            assert.equal(await page.evaluate(() => document.activeElement.name), 'login');
        },
        { signIn: false },
    ));

test('an article with everything in it shows as text, tables and links, and runs nothing', () =>
    withSchool(async ({ server, page, open, id }) => {
        const lesson = server.courses[0].chapters[0].videos[2];
        lesson.content = [
            '| a | b |\n|---|--:|\n| <img src=x onerror="window.hacked=1"> | **2** |',
            '- x\n  > - [out](https://example.org/) [no](javascript:window.hacked=1)',
            '<script>window.hacked = 1</script>',
            '```\n<b>code</b>\n```',
            `${'> '.repeat(10_000)}deep`,
        ].join('\n\n');
        await open(page, '#/play/13');
        const article = id('article-text');
        await article.waitFor();
        assert.equal(await article.locator('td').nth(1).locator('strong').innerText(), '2');
        assert.equal(await article.locator('td').nth(1).evaluate((cell) => getComputedStyle(cell).textAlign), 'right');
        assert.deepEqual(
            await article.locator('a').evaluateAll((all) => all.map((a) => [a.textContent, a.href, a.rel])),
            [['out', 'https://example.org/', 'noopener noreferrer']],
        );
        assert.equal(await article.locator('img, script, b').count(), 0);
        assert.match(await article.innerText(), /<script>window\.hacked = 1<\/script>/);
        assert.equal(await page.evaluate(() => window.hacked), undefined);
    }));
