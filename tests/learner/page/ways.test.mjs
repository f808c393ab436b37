import assert from 'node:assert/strict';
import test from 'node:test';
import { putProgress } from '../support/fakeprogress.mjs';
import { isPlaying, pageTests, playedTo, until } from '../support/pagetest.mjs';

const withSchool = pageTests();
const PHONE = { width: 360, height: 640, hasTouch: true, isMobile: true };

const titled = (page, text) => page.waitForFunction((part) => document.title.startsWith(part), text);
const scrolled = (page) => page.evaluate(() => window.scrollY);
const focused = (page) => page.evaluate(() => document.activeElement.id);

function manyCourses(server, count) {
    const [first] = server.courses;
    for (let i = 0; i < count; i += 1)
        server.courses.push({ ...first, id: 100 + i, uid: `course_${100 + i}`, title: `专栏 ${i}` });
}

test('a damaged link, and one to what is gone, say so and lead on', () =>
    withSchool(async ({ page, open, id }) => {
        for (const hash of ['#/course/%', '#/play/%E4%BD', '#/course/999', '#/play/999']) {
            await open(page, hash);
            await page.getByRole('alert').filter({ hasText: '找不到这个内容' }).waitFor();
            await titled(page, '找不到这个内容');
            assert.equal(await page.getByRole('button', { name: '重试' }).count(), 0, 'trying again would not help');
            await page.getByRole('link', { name: '去首页' }).click();
            await id('all').waitFor();
        }
    }));

test('the tab is named after what it shows, once it has come', () =>
    withSchool(async ({ page, open }) => {
        for (const [hash, title] of [
            ['#/course/5', '数据库内功 · '],
            ['#/play/51', '第1讲 WAL · '],
            ['#/play/16', '学完上一章后解锁 · '],
            ['#/me', '我的 · '],
        ]) {
            await open(page, hash);
            await titled(page, title);
        }
    }));

test('whoever comes back finds the list as long, and the page as far down, as it was left', () =>
    withSchool(async ({ server, page, open, id }) => {
        manyCourses(server, 60);
        await page.reload();
        await page.getByRole('button', { name: '加载更多' }).click();
        await page.waitForFunction(() => document.querySelectorAll('[data-testid=all] [data-testid=course-card]').length === 48);
        const card = id('all').getByTestId('course-card').nth(40);
        await card.scrollIntoViewIfNeeded();
        const left = await scrolled(page);
        await card.click();
        await id('course-completion').waitFor();
        assert.equal(await scrolled(page), 0, 'another page begins at its top');
        await page.goBack();
        await page.waitForFunction((y) => window.scrollY === y, left);
        assert.equal(await id('all').getByTestId('course-card').count(), 48);
        await page.goForward();
        await id('course-completion').waitFor();
        await page.goBack();
        await page.waitForFunction((y) => window.scrollY === y, left);
        await page.evaluate(() => window.dispatchEvent(new Event('pointerdown')));
        await page.mouse.wheel(0, -400);
        await page.waitForFunction((y) => window.scrollY === y, left - 400);
        await open(page, '#/course/1');
        await id('course-completion').waitFor();
        assert.equal(await scrolled(page), 0);
    }, PHONE));

test('whoever walks by keyboard or ear is taken to the content of each page', () =>
    withSchool(async ({ page, open, id }) => {
        await page.reload();
        await id('all').waitFor();
        assert.notEqual(await focused(page), 'content', 'a page that opens leaves the skip link first');
        await id('course-card').first().focus();
        await page.keyboard.press('Enter');
        await id('lesson-row').first().waitFor();
        assert.equal(await focused(page), 'content');
        await open(page, '#/me');
        assert.equal(await focused(page), 'content');
    }));

test('what could not be loaded without network comes by itself when it is back', () =>
    withSchool(async ({ server, page, open, id }) => {
        const back = () => page.evaluate(() => window.dispatchEvent(new Event('online')));
        for (const [hash, testid] of [
            ['#/course/5', 'lesson-row'],
            ['#/play/51', 'player-stage'],
            ['#/?q=数据库', 'course-card'],
        ]) {
            server.control.apiDown = true;
            await open(page, hash);
            await page.getByRole('alert').filter({ hasText: '连不上服务器' }).waitFor();
            server.control.apiDown = false;
            await back();
            await id(testid).first().waitFor();
        }
        server.control.apiDown = true;
        await open(page, '#/course/1');
        await page.getByRole('alert').waitFor();
        server.control.apiDown = false;
        await open(page, '#/me');
        await id('privacy').waitFor();
        await back();
        await open(page, '#/course/5');
        await id('lesson-row').first().waitFor();
        assert.ok(!server.log.some((row) => row.path === '/api/courses/1'), 'what was left is not asked for');
    }));

test('a visitor finds the language before having an account', () =>
    withSchool(
        async ({ page, open, id }) => {
            await open(page, '#/');
            await page.locator('.nav-link', { hasText: '登录' }).click();
            await page.locator('label', { has: id('language-en') }).click();
            await page.getByRole('heading', { name: 'Log in' }).waitFor();
        },
        { signIn: false, ...PHONE },
    ));

test('a lesson that is shown anew because somebody left in another tab waits for its learner', () =>
    withSchool(async ({ context, page, open, id }) => {
        await open(page, '#/play/51');
        await playedTo(page, 1);
        await page.keyboard.press('k');
        const other = await context.newPage();
        await open(other, '#/me');
        await other.getByTestId('logout').click();
        await page.locator('.nav-link', { hasText: '登录' }).waitFor();
        await id('player-big-play').waitFor();
        await page.waitForFunction(() => document.querySelector('video')?.readyState >= 2);
        assert.equal(await isPlaying(page), false);
        await id('player-big-play').click();
        await playedTo(page, 1);
    }));

test('what is not sent yet is counted as long as it is so', () =>
    withSchool(
        async ({ server, user, page, open, id }) => {
            await id('consent-decline').click();
            await open(page, '#/play/51');
            await playedTo(page, 1);
            await page.keyboard.press('k');
            await open(page, '#/me');
            await page.getByText('有 1 条进度还没有发送').waitFor();
            await id('privacy-allow').click();
            await until(() => user.progress.has('course_5/lesson_51'), 'what was kept');
            await page.getByText('条进度还没有发送').waitFor({ state: 'hidden' });
            assert.ok(server.syncs.length > 0);
        },
        { consent: false },
    ));

test('a text that was read elsewhere is known here: in its row, and when it is opened', () =>
    withSchool(async ({ user, page, open, id }) => {
        user.articles.set('13', { readPercent: 40, readDuration: 5, keys: new Set() });
        await open(page, '#/course/1');
        await page.locator('[data-video-id="13"][data-state=started]').waitFor();
        await open(page, '#/play/13');
        await id('article-percent').filter({ hasText: '40%' }).waitFor();
        await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
        await id('article-percent').filter({ hasText: '100%' }).waitFor();
        await page.locator('.play-list [data-video-id="13"][data-state=done]').waitFor();
    }, PHONE));

test('a course that was taken down is no way to continue, and is still told of among what was learned', () =>
    withSchool(async ({ server, user, page, open, id }) => {
        for (const [course, lesson, ago] of [
            [5, 51, 1000],
            [1, 12, 90_000],
        ])
            putProgress(user, course, lesson, { ago });
        server.courses.find((course) => course.id === 5).status = 'archived';
        await page.reload();
        await id('continue-card').filter({ hasText: '第2讲 你好，服务器' }).waitFor();
        assert.equal(await id('my-course-card').count(), 0);
        await open(page, '#/me');
        const gone = id('my-course-card').filter({ hasText: '数据库内功' });
        await gone.getByText('现在已下架').waitFor();
        assert.equal(await gone.getAttribute('href'), null);
    }, PHONE));
