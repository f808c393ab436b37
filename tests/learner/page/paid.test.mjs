import assert from 'node:assert/strict';
import test from 'node:test';
import { pageTests, playedTo, until } from '../support/pagetest.mjs';

const withSchool = pageTests();
const marks = (page) =>
    page
        .locator('[data-testid=lesson-row]')
        .evaluateAll((rows) => rows.map((row) => row.querySelector('.mark')?.textContent || ''));
const toEnd = (page) =>
    page.evaluate(() => {
        document.querySelector('video').currentTime = 69.5;
    });

test('after one free lesson a paid course still tells what is paid and what can be tried, and what it costs', () =>
    withSchool(async ({ user, page, open, id }) => {
        await open(page, '#/course/2');
        await id('course-start').filter({ hasText: '免费试看' }).waitFor();
        const before = await marks(page);
        assert.deepEqual(before, ['免费', '试看 0:08', '付费']);
        await id('offer-outside').waitFor();
        const offer = await id('course-offer').innerText();
        assert.match(offer, /购买 ¥99.*联系学校付款.*“试看”/s);
        await id('course-start').click();
        await playedTo(page, 6);
        await page.keyboard.press('k');
        await until(() => user.progress.has('course_2/lesson_21'), 'progress of the free lesson');
        await open(page, '#/course/2');
        await id('course-start').filter({ hasText: '继续学习' }).waitFor();
        assert.deepEqual(await marks(page), before);
        await id('offer-outside').waitFor();
        assert.equal((await id('course-offer').innerText()).replace('继续学习', '免费试看'), offer);
        assert.match(await id('course-start').getAttribute('href'), /play\/21$/);

        await page.locator('[data-video-id="23"]').click();
        await id('play-denied').waitFor();
        await id('locked-offers').getByText('购买 ¥99').waitFor();
        await id('play-denied').getByRole('link').click();
        await id('course-offer').waitFor();
    }));

test('the next lesson is the next one she may watch; where none is left it says what is needed', () =>
    withSchool(async ({ server, page, open, id }) => {
        const [chapter] = server.courses.find((course) => course.id === 2).chapters;
        chapter.videos.splice(1, 0, { ...chapter.videos[2], id: 24, uid: 'lesson_24', title: 'Paid between' });
        await open(page, '#/play/21');
        await playedTo(page, 1);
        await id('lesson-row').nth(3).waitFor();
        await toEnd(page);
        await id('player-next').filter({ hasText: 'Working with one lamp' }).waitFor();
        assert.match(await id('player-next').getAttribute('href'), /play\/22$/);
        await until(() => server.log.some((row) => row.path === '/api/videos/22/play'), 'its address, early');
        assert.ok(!server.log.some((row) => row.path === '/api/videos/24/play'), 'and none of a closed door');

        chapter.videos[2].is_trial = false;
        await open(page, '#/course/2');
        await id('lesson-row').first().waitFor();
        await open(page, '#/play/21');
        await id('lesson-row').first().waitFor();
        await page.waitForFunction(() => document.querySelector('video')?.readyState >= 1);
        if (await id('resume-restart').count()) await id('resume-restart').click();
        await playedTo(page, 0.5);
        await page.evaluate(() => {
            const video = document.querySelector('video');
            video.currentTime = 0;
            video.playbackRate = 16;
            video.play();
        });
        await id('player-finished').waitFor();
        assert.match(await id('player-stage').innerText(), /付费内容/);
        assert.equal(await id('player-next').count(), 0);
        assert.ok(await id('player-stage').getByRole('link', { name: '返回专栏' }).isVisible());
    }));

test('the end of a trial leads to what opens the lesson, and back', () =>
    withSchool(async ({ page, open, id }) => {
        await open(page, '#/play/22');
        await id('trial-buy').click();
        await id('locked-offers').getByText('购买 ¥99').waitFor();
        await id('trial-back').click();
        await page.waitForFunction(() => document.querySelector('video')?.readyState >= 1);
    }));

test('a course of which nothing can be watched says what it costs and offers no door that is closed', () =>
    withSchool(async ({ page, open, id }) => {
        await open(page, '#/course/4');
        await id('course-offer').filter({ hasText: '¥1,299.50' }).waitFor();
        assert.doesNotMatch(await id('course-offer').innerText(), /试看/);
        assert.equal(await id('course-start').count(), 0);
    }));

test('who has paid sees no marks and no prices to pay', () =>
    withSchool(async ({ user, page, open, id }) => {
        user.rights.add(2);
        await open(page, '#/course/2');
        await id('course-start').filter({ hasText: '开始学习' }).waitFor();
        assert.deepEqual(await marks(page), ['免费', '', '']);
        assert.equal(await id('course-offer').count(), 0);
        await open(page, '#/play/23');
        await playedTo(page, 1);
    }));
