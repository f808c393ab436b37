import assert from 'node:assert/strict';
import test from 'node:test';
import { putProgress } from '../support/fakeprogress.mjs';
import { isPlaying, kept, pageTests, playedTo, playing, until, videoTime } from '../support/pagetest.mjs';
import { notedStart, noteStart, thousandths } from '../support/places.mjs';

const withSchool = pageTests();

const pause = (page) => page.evaluate(() => document.querySelector('video').pause());
const seekTo = (page, seconds) =>
    page.evaluate(
        (s) =>
            new Promise((resolve) => {
                const video = document.querySelector('video');
                video.addEventListener('seeked', resolve, { once: true });
                video.currentTime = s;
            }),
        seconds,
    );

test('what is skipped is not watched: the coverage bar and the record have a hole', () =>
    withSchool(async ({ page, open, id }) => {
        await open(page, '#/play/51');
        await playedTo(page, 3);
        await seekTo(page, 40);
        await playedTo(page, 43);
        await pause(page);
        const { watched } = await until(async () => {
            const record = await kept(page, 'lesson_51');
            return record.watched.length === 2 ? record : null;
        }, 'two pieces');
        const end = Math.ceil(await videoTime(page));
        assert.ok(watched[0][0] === 0 && watched[0][1] < 39, JSON.stringify(watched));
        assert.ok(watched[1][0] >= 39 && watched[1][1] <= end, `${JSON.stringify(watched)}, paused before ${end}`);
        assert.equal(await id('player-coverage').locator('.coverage-piece').count(), 2);
    }));

test('the keyboard: space, K, arrows five seconds, J and L ten, M', () =>
    withSchool(async ({ page, open }) => {
        await open(page, '#/play/51');
        await playedTo(page, 1);
        await page.keyboard.press('k');
        assert.equal(await isPlaying(page), false);
        await seekTo(page, 20);
        for (const [key, position] of [
            ['ArrowRight', 25],
            ['ArrowLeft', 20],
            ['l', 30],
            ['j', 20],
        ]) {
            await page.keyboard.press(key);
            await page.waitForFunction(
                (s) => Math.abs(document.querySelector('video')?.currentTime - s) < 0.2,
                position,
            );
        }
        await page.keyboard.press('m');
        assert.equal(await page.evaluate(() => document.querySelector('video').muted), true);
        await page.keyboard.press(' ');
        await playing(page);
        await page.keyboard.press(' ');
        assert.equal(await isPlaying(page), false);
    }));

test('behind a question the keys move nothing: it is to be answered first', () =>
    withSchool(async ({ user, page, open, id }) => {
        putProgress(user, 5, 51);
        await open(page, '#/play/51');
        await id('resume-prompt').waitFor();
        await page.waitForFunction(() => document.querySelector('video')?.readyState >= 1);
        for (const key of ['l', 'ArrowRight', 'k']) await page.keyboard.press(key);
        assert.equal(await videoTime(page), 0);
        assert.equal(await isPlaying(page), false);
        assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), 'resume-continue');
        await page.keyboard.press(' ');
        await playedTo(page, 33.5);
        assert.equal(await id('resume-prompt').count(), 0);
    }));

test('another quality keeps the place, the speed and the playing', () =>
    withSchool(async ({ server, page, open, id }) => {
        await open(page, '#/play/51');
        await playedTo(page, 2);
        await id('player-speed').selectOption('2');
        const before = await videoTime(page);
        await id('player-quality').selectOption('sd');
        await until(
            () => server.log.some((row) => row.query.includes('quality=sd') && row.path === '/api/videos/51/play'),
            'a grant for sd',
        );
        await page.waitForFunction(
            (s) => document.querySelector('video')?.currentTime > s && !document.querySelector('video').paused,
            before + 0.5,
        );
        assert.equal(await page.evaluate(() => document.querySelector('video').playbackRate), 2);
    }));

test('an address that expired is asked for again at the same place', () =>
    withSchool(async ({ server, page, open, id }) => {
        server.control.stallAfter = 150 * 1024; // so that the browser has to come back for what lies ahead
        await open(page, '#/play/51');
        await playedTo(page, 2);
        await pause(page);
        const grants = () => server.log.filter((row) => row.path === '/api/videos/51/play').length;
        const before = grants();
        server.control.stallAfter = Infinity;
        server.control.refuseBefore = Date.now() + server.control.grantLife;
        await page.evaluate(() => {
            document.querySelector('video').currentTime = 60;
        });
        await until(() => grants() > before, 'a new grant');
        await page.waitForFunction(
            () => document.querySelector('video')?.readyState >= 2 && document.querySelector('video').currentTime === 60,
        );
        assert.equal(await isPlaying(page), false, 'it was paused');
        await id('player-toggle').click();
        await playedTo(page, 61);
    }));

test('when no address works it says so, keeps the place, and tries again on demand', () =>
    withSchool(async ({ server, page, open, id }) => {
        server.control.refuseMedia = true;
        await open(page, '#/play/51');
        await id('player-retry').waitFor();
        assert.match(await page.getByTestId('player-stage').innerText(), /视频暂时无法播放/);
        server.control.refuseMedia = false;
        await id('player-retry').click();
        await playedTo(page, 1);
    }));

test('media that fails takes the place of nobody: not when one leaves, and not when one tries again', () =>
    withSchool(async ({ server, page, open, id }) => {
        await open(page, '#/play/51');
        await playedTo(page, 4);
        await seekTo(page, 40);
        await playedTo(page, 42);
        server.control.refuseMedia = true;
        await id('player-quality').selectOption('sd');
        await id('player-retry').waitFor();
        const { currentTime } = await kept(page, 'lesson_51');
        assert.ok(currentTime >= 40);
        await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
        await open(page, '#/course/5');
        await id('course-start').waitFor();
        const after = await kept(page, 'lesson_51');
        assert.ok(after.currentTime >= currentTime && after.currentTime < 60, `left at ${after.currentTime}`);

        await open(page, '#/play/51');
        await id('player-retry').waitFor();
        server.control.refuseMedia = false;
        await id('player-retry').click();
        await id('resume-prompt').waitFor();
        const offered = Number(await id('resume-prompt').getAttribute('data-position'));
        assert.equal(thousandths(offered), thousandths(after.currentTime));
        await id('resume-continue').click();
        await playedTo(page, offered);
        assert.ok((await videoTime(page)) < 60);
    }));

test('an address that gives its beginning and not the rest is said to be broken, not waited for', () =>
    withSchool(async ({ server, page, open, id }) => {
        await open(page, '#/play/51');
        await playedTo(page, 1);
        await seekTo(page, 50);
        await pause(page);
        server.control.stallAfter = 150 * 1024;
        server.control.refuseFrom = 100 * 1024;
        await id('player-quality').selectOption('sd');
        await id('player-retry').waitFor();
        server.control.stallAfter = Infinity;
        server.control.refuseFrom = Infinity;
        await id('player-retry').click();
        await playedTo(page, 50);
    }));

test('a quality that could not be had is not shown as chosen', () =>
    withSchool(async ({ server, page, open, id }) => {
        await open(page, '#/play/51');
        await playedTo(page, 1);
        server.control.apiDown = true;
        const failed = page.waitForEvent('requestfailed', (request) => request.url().includes('quality=sd'));
        await id('player-quality').selectOption('sd');
        await failed;
        await page.waitForFunction(() => document.querySelector('[data-testid=player-quality]').value === 'auto');
        await playedTo(page, 3);
    }));

test('a right that ends while watching is said, and the second is kept', () =>
    withSchool(async ({ server, page, open, id }) => {
        server.control.stallAfter = 150 * 1024;
        await open(page, '#/play/51');
        await playedTo(page, 2);
        server.control.fail.push({
            path: /videos\/51\/play/,
            status: 403,
            details: { courseId: 5, access: { allowed: false, reason: 'enrolment_expired' } },
        });
        server.control.refuseBefore = Date.now() + server.control.grantLife;
        await page.evaluate(() => {
            document.querySelector('video').currentTime = 60;
        });
        await id('play-denied').waitFor();
        assert.match(await id('play-denied').innerText(), /你的学习期限已到/);
        assert.equal(await page.locator('video').count(), 0);
        assert.ok((await kept(page, 'lesson_51')).currentTime >= 2);
    }));

test('a trial ends where it ends, and that is no completion', () =>
    withSchool(async ({ page, open, id }) => {
        await open(page, '#/play/22');
        await playedTo(page, 6);
        await id('trial-end').waitFor();
        assert.equal(await isPlaying(page), false);
        assert.ok((await videoTime(page)) < 9);
        await page.evaluate(() => {
            document.querySelector('.seek').value = '60';
            document.querySelector('.seek').dispatchEvent(new Event('change'));
        });
        assert.ok((await videoTime(page)) <= 8.1, 'no way past the end of a trial');
        assert.equal((await kept(page, 'lesson_22')).isCompleted, false);
    }));

test('the end leads to the next lesson, which is asked for before', () =>
    withSchool(async ({ server, page, open, id }) => {
        await open(page, '#/play/51');
        await playedTo(page, 1);
        await seekTo(page, 66);
        await page.waitForFunction(() => document.querySelector('video')?.ended);
        await id('player-next').waitFor();
        assert.ok(
            server.log.some((row) => row.path === '/api/videos/52/play'),
            'prefetched',
        );
        assert.match(await id('player-next').innerText(), /第2讲 检查点/);
        await id('player-next').click();
        await playedTo(page, 1);
        assert.match(await page.title(), /第2讲 检查点/);
        assert.equal(await page.locator('video').count(), 1, 'the old player is gone');
    }));

test('who jumped to the end is told what is missing and taken there, and only what was watched finishes the lesson', () =>
    withSchool(async ({ page, open, id }) => {
        await open(page, '#/play/51');
        await playedTo(page, 4);
        await seekTo(page, 66);
        await page.waitForFunction(() => document.querySelector('video')?.ended);
        await id('player-short').waitFor();
        const words = await id('player-stage').innerText();
        assert.match(words, /已经到结尾了/);
        assert.match(words, /看过了 1\d%，看满 90% 才算学完/);
        assert.doesNotMatch(words, /学完了/);
        assert.equal(await id('lesson-done').count(), 0);
        assert.match(await id('player-next').innerText(), /第2讲/, 'nobody is held back');

        const { watched } = await kept(page, 'lesson_51');
        const gap = Number(await id('player-unwatched').getAttribute('data-position'));
        assert.equal(gap, watched[0][1]);
        assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), 'player-unwatched');
        await noteStart(page);
        await page.keyboard.press('Enter');
        const from = await notedStart(page);
        assert.ok(from >= gap && from < gap + 1, `${gap} was offered, it started at ${from}`);
        await page.evaluate(() => {
            document.querySelector('video').playbackRate = 16;
        });
        await id('player-finished').waitFor();
        assert.match(await id('player-stage').innerText(), /这一课学完了/);
        await id('lesson-done').waitFor();
        assert.equal((await kept(page, 'lesson_51')).isCompleted, true);
    }));

test('on a phone the words at the end fit over the picture, however long the next title is', () =>
    withSchool(
        async ({ server, page, open, id }) => {
            server.courses.find((course) => course.id === 5).chapters[0].videos[1].title =
                'A next lesson whose title alone would fill the whole screen of a phone, twice over';
            await open(page, '#/play/51');
            await playedTo(page, 1);
            await id('lesson-row').nth(1).waitFor();
            await seekTo(page, 69);
            await id('player-short').waitFor();
            const [left, inner, outer] = await page.evaluate(() => {
                const overlay = document.querySelector('.overlay');
                return [overlay.scrollWidth - overlay.clientWidth, overlay.scrollHeight, overlay.clientHeight];
            });
            assert.equal(left, 0, 'nothing sticks out sideways');
            assert.ok(inner <= outer, `${inner} px of words on ${outer} px`);
        },
        { width: 390, height: 844, language: 'en' },
    ));

test('a course may ask for more than the usual share before a lesson is done', () =>
    withSchool(async ({ server, user, page, open, id }) => {
        server.courses.find((course) => course.id === 5).completion = { threshold: 1, basis: 'strict' };
        putProgress(user, 5, 52, { position: 60, watched: [[0, 30], [34, 70]] });
        await open(page, '#/play/52');
        await playing(page);
        await page.locator('[data-testid=lesson-row]').first().waitFor();
        await pause(page);
        await seekTo(page, 68);
        await page.evaluate(() => document.querySelector('video').play());
        await id('player-short').waitFor();
        assert.match(await id('player-stage').innerText(), /看过了 9\d%，看满 100% 才算学完/);
    }));

test('a refusal says why and what to do', () =>
    withSchool(async ({ server, page, open, id }) => {
        await open(page, '#/play/23');
        await page.locator('[data-testid=play-denied][data-reason=purchase_required]').waitFor();
        await open(page, '#/play/16');
        await page.locator('[data-testid=play-denied][data-reason=locked]').waitFor();
        await page.evaluate(() => localStorage.clear());
        await page.goto('about:blank');
        await open(page, '#/play/23');
        await page.locator('[data-testid=play-denied][data-reason=login_required]').waitFor();
        await id('play-denied').getByRole('link').click();
        await page.getByTestId('login-name').fill('lin');
        await page.getByTestId('login-password').fill('correct horse');
        await page.getByTestId('login-submit').click();
        await page.waitForURL(/#\/play\/23$/);
        assert.ok(server.log.length > 0);
    }));

test('an article: scrolled to its end it is done and opens what comes after, and its text is only ever text', () =>
    withSchool(async ({ server, user, page, open, id }) => {
        const [first, second, third] = server.courses[0].chapters;
        first.videos.splice(0, 2);
        second.is_locked = true;
        assert.equal(third.is_locked, true);
        await open(page, '#/play/13');
        await id('article-text').waitFor();
        assert.equal(await page.evaluate(() => window.hacked), undefined);
        assert.match(await id('article-text').innerText(), /<script>window\.hacked = true<\/script>/);
        assert.deepEqual(
            await id('article-text')
                .locator('a')
                .evaluateAll((links) => links.map((link) => link.href)),
            ['https://example.org/'],
        );
        assert.ok(!/100%/.test(await id('article-percent').innerText()));
        await page.getByText('本章全部学完后，下一章才会解锁。').waitFor();
        await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
        await id('article-percent').filter({ hasText: '100%' }).waitFor();
        await id('article-next').waitFor(); // the last one of its chapter, and the next chapter was locked
        await open(page, '#/course/1');
        await until(() => user.articles.get('13')?.readPercent === 100, 'the percent at the school');
        await page.locator('[data-testid=lesson-row][data-video-id="13"][data-state=done]').waitFor();
    }));

test('an article read while the server is down stays here with the same sign, until it has arrived', () =>
    withSchool(async ({ server, user, page, open, id }) => {
        await open(page, '#/play/13');
        await id('article-text').waitFor();
        server.control.apiDown = true;
        await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
        await id('article-percent').filter({ hasText: '100%' }).waitFor();
        await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
        await id('sync-pending').filter({ hasText: '1 条进度保存在本机' }).waitFor();
        server.control.apiDown = false;
        await id('sync-pending').waitFor({ state: 'hidden' });
        assert.equal(user.articles.get('13').readPercent, 100);
    }));
