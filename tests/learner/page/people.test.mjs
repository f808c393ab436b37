import assert from 'node:assert/strict';
import test from 'node:test';
import { PASSWORD, kept, pageTests, playedFrom, playedTo, playing, until } from '../support/pagetest.mjs';

const withSchool = pageTests();
const AGREED = [{ document: 'privacy', version: '1', granted: true, time: '2026-01-05T08:00:00.000Z' }];

function second(server, name = 'bo') {
    const user = server.addUser(name, PASSWORD, '博');
    user.consents = AGREED;
    return user;
}

const seekTo = (page, seconds) =>
    page.evaluate((s) => {
        document.querySelector('video').currentTime = s;
    }, seconds);

// A lesson that was watched for some seconds, as on a slow machine, asks first.
async function goesOn(page) {
    const plays = () => document.querySelector('video')?.paused === false;
    const asks = () => document.querySelector('[data-testid=resume-continue]') !== null;
    await until(async () => (await page.evaluate(plays)) || (await page.evaluate(asks)), 'it plays or asks');
    if (await page.evaluate(asks)) await page.getByTestId('resume-continue').click();
    await playing(page);
}

const signInAs = (page, name) =>
    page.evaluate(
        async ([login, password]) => {
            const answer = await fetch('/api/auth/login', { method: 'POST', body: JSON.stringify({ login, password }) });
            const { data } = await answer.json();
            localStorage.setItem('cw.session', JSON.stringify({ ...data, expiresAt: Date.now() + data.expiresIn * 1000 }));
        },
        [name, PASSWORD],
    );

test('somebody else signs in in another tab while one plays: nothing is sent under the other, and the page shows who it is', () =>
    withSchool(async ({ server, context, page, open, id }) => {
        const bo = second(server);
        const other = await context.newPage();
        await open(other, '#/me');
        await other.getByTestId('me-name').waitFor();
        for (const sends of [1, 2, 4]) {
            await open(page, '#/course/5');
            await open(page, '#/play/51');
            await goesOn(page);
            // Pausing and playing asks for a send each time.
            await page.evaluate(() => {
                window.beat = setInterval(() => {
                    const video = document.querySelector('video');
                    if (!video) clearInterval(window.beat);
                    else if (video.paused) video.play().catch(() => {});
                    else video.pause();
                }, 60);
            });
            const sent = server.syncs.length;
            await until(() => server.syncs.length >= sent + sends, 'sends of the first one’s');
            await signInAs(other, 'bo');
            // Nobody asked for it in this tab, so it is the second one who presses play.
            const keysOnceAsked = () =>
                page.evaluate(() => {
                    document.querySelector('video')?.play().catch(() => {});
                    return Object.keys(localStorage);
                });
            const isHers = (key) => key.startsWith('cw.progress.2/');
            await until(async () => (await keysOnceAsked()).some(isHers), 'the second one plays');
            await page.evaluate(() => {
                clearInterval(window.beat);
                window.former = document.querySelector('video');
            });
            await signInAs(other, 'lin');
            const isBack = () => {
                const video = document.querySelector('video');
                return video !== null && video !== window.former;
            };
            await until(() => page.evaluate(isBack), 'the first one’s lesson is there again');
        }
        // Each person's records carry the counters of that person's sessions only.
        const sessions = { lin: new Set(), bo: new Set() };
        for (const { user, body } of server.syncs)
            for (const { sessionId } of body.progressList) sessions[user].add(sessionId);
        assert.deepEqual(
            [...sessions.lin].filter((session) => sessions.bo.has(session)),
            [],
            'no record was sent by both',
        );
        assert.ok(bo.progress.size <= 1);
        await id('player-stage').waitFor();
    }));

test('a page that comes back from the back-forward cache after somebody else signed in shows that person', () =>
    withSchool(async ({ server, page, open, id }) => {
        second(server);
        await open(page, '#/me');
        await id('me-name').filter({ hasText: '小林' }).waitFor();
        await signInAs(page, 'bo'); // a page is not told of what is written in its own name
        const before = server.log.length;
        await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
        assert.equal(await id('me-name').innerText(), '博');
        await until(() => server.log.length > before, 'a request');
        await page.evaluate(() => localStorage.removeItem('cw.session'));
        await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
        await page.locator('.nav-link', { hasText: '登录' }).waitFor();
        assert.equal(await id('me-name').count(), 0);
    }));

test('whoever goes on in a tab that was not told finds the other person’s page, not a mixture', () =>
    withSchool(async ({ server, page, open, id }) => {
        second(server);
        await open(page, '#/course/5');
        await id('lesson-row').first().waitFor();
        await signInAs(page, 'bo');
        await open(page, '#/me');
        await id('me-name').filter({ hasText: '博' }).waitFor();
        assert.equal(await page.evaluate(() => document.querySelectorAll('[data-testid=me-name]').length), 1);
    }));

test('a school that knows of no consent is asked no further: the question comes, and what was kept leaves when it is answered', () =>
    withSchool(async ({ server, user, page, open, id }) => {
        await open(page, '#/play/51');
        await playedTo(page, 2);
        user.consents = [];
        await id('player-toggle').click();
        await id('consent-accept').waitFor();
        const refused = () =>
            server.log.filter((row) => row.path === '/api/course/progress/sync' && row.status === 403).length;
        assert.equal(refused(), 1);
        await page.evaluate(async () => {
            const video = document.querySelector('video');
            for (let i = 0; i < 4; i += 1) {
                await video.play();
                video.pause();
            }
        });
        const { currentTime } = await kept(page, 'lesson_51');
        await id('consent-accept').click();
        await until(() => user.progress.get('course_5/lesson_51')?.position >= currentTime - 0.01, 'what was kept');
        assert.equal(refused(), 1, 'asked once');
        assert.equal(user.consents[0].granted, true);
    }));

test('what is answered in one tab is answered in the others', () =>
    withSchool(
        async ({ context, page, open, id }) => {
            const other = await context.newPage();
            await open(other, '#/');
            await other.getByTestId('consent-accept').waitFor();
            await id('consent-decline').click();
            await other.locator('dialog[open]').waitFor({ state: 'detached' });
            await other.getByTestId('sync-pending').filter({ hasText: '进度仅保存在本机' }).waitFor();
            await open(page, '#/me');
            await id('privacy-allow').click();
            await other.getByTestId('sync-pending').waitFor({ state: 'hidden' });
        },
        { consent: false },
    ));

test('withdrawn on another device, the page says that progress stays here', () =>
    withSchool(async ({ server, user, page, open, id }) => {
        await open(page, '#/play/51');
        await playedTo(page, 1);
        user.consents = [{ ...AGREED[0], granted: false, time: new Date().toISOString() }];
        await id('player-toggle').click();
        await id('sync-pending').filter({ hasText: '进度仅保存在本机' }).waitFor();
        assert.equal(await page.locator('dialog[open]').count(), 0);
        assert.ok(server.log.filter((row) => row.path === '/api/course/progress/sync').length >= 1);
    }));

test('an exchanged film begins empty: nothing that was seen of the old one counts for it', () =>
    withSchool(async ({ server, user, page, open, id }) => {
        await open(page, '#/play/51');
        await playedTo(page, 0.5);
        await seekTo(page, 40);
        await playedTo(page, 41);
        await page.keyboard.press('k');
        await until(() => user.progress.get('course_5/lesson_51')?.position >= 41, 'what was seen of the old one');
        Object.assign(server.courses.find(({ id: course }) => course === 5).chapters[0].videos[0], {
            mediaRevision: 'another',
            duration: 20,
        });
        server.media = () => server.shortFilm;
        await open(page, '#/course/5');
        await id('lesson-row').first().waitFor();
        await open(page, '#/play/51');
        await playedTo(page, 1);
        assert.ok((await playedFrom(page)) < 1, 'from its beginning');
        await page.keyboard.press('k');
        const record = await until(async () => {
            const at = await kept(page, 'lesson_51');
            return at.mediaRevision === 'another' && at.ackSeq === at.seq && at.watched.length > 0 ? at : null;
        }, 'a second of the new one');
        assert.ok(record.watched.at(-1)[1] <= 20, JSON.stringify(record.watched));
        assert.equal(await id('lesson-done').count(), 0);
        for (const { body } of server.syncs)
            for (const { mediaRevision, watched } of body.progressList)
                if (mediaRevision === 'another') assert.ok(watched.at(-1)[1] <= 20, JSON.stringify(watched));
    }));

test('a film that is exchanged while it plays is begun anew when its address is renewed', () =>
    withSchool(async ({ server, page, open, id }) => {
        await open(page, '#/play/51');
        await playedTo(page, 0.5);
        await seekTo(page, 30);
        server.courses.find(({ id: course }) => course === 5).chapters[0].videos[0].mediaRevision = 'another';
        await id('player-quality').selectOption('sd');
        await page.waitForFunction(() => document.querySelector('video')?.currentTime < 5);
        assert.equal(await id('resume-prompt').count(), 0);
        await until(async () => (await kept(page, 'lesson_51')).mediaRevision === 'another', 'the new film');
    }));

test('a device whose clock is set a day ahead asks for no address at each press of play, and keeps what is buffered', () =>
    withSchool(async ({ server, context, page, open }) => {
        await context.addInitScript(() => {
            const Real = Date;
            window.shift = 0;
            window.Date = class extends Real {
                constructor(...parts) {
                    if (parts.length > 0) super(...parts);
                    else super(Real.now() + window.shift);
                }

                static now() {
                    return Real.now() + window.shift;
                }
            };
        });
        await page.goto('about:blank');
        await open(page, '#/play/51');
        await playedTo(page, 1);
        const source = await page.evaluate(() => document.querySelector('video').src);
        const grants = () => server.log.filter((row) => row.path === '/api/videos/51/play').length;
        const before = grants();
        for (const shift of [24 * 3600e3, -24 * 3600e3]) {
            await page.evaluate((ms) => {
                window.shift = ms;
            }, shift);
            for (let i = 0; i < 5; i += 1) {
                await page.keyboard.press('k');
                await page.keyboard.press(' ');
                await playing(page);
            }
        }
        assert.equal(grants(), before);
        assert.equal(await page.evaluate(() => document.querySelector('video').src), source);
        const sent = server.syncs.length;
        await page.keyboard.press('k');
        await until(() => server.syncs.length > sent, 'the place at the school');
        const { progressList, sentAt } = server.syncs.at(-1).body;
        assert.ok(Math.abs(sentAt - Date.now()) < 12 * 3600e3, 'stamped with the school’s time');
        assert.ok(Math.abs(progressList.at(-1).lastUpdateTime - sentAt) < 12 * 3600e3);
    }));
