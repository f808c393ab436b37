import assert from 'node:assert/strict';
import test from 'node:test';
import { check } from '../support/accessibility.mjs';
import { putProgress } from '../support/fakeprogress.mjs';
import { pageTests, playedTo } from '../support/pagetest.mjs';

const withSchool = pageTests();
test('what a learner sees can be read and walked through, in both themes, on a phone and on a desk', () =>
    withSchool(async ({ user, page, open, id }) => {
        for (const [lesson, done] of [
            [11, true],
            [12, false],
        ]) {
            putProgress(user, 1, lesson, { watched: [[0, done ? 70 : 33]], done });
        }
        await page.reload();
        await id('continue-card').waitFor();
        await check(page, 'home');
        for (const [hash, testid] of [
            ['#/?q=zzz', 'all'],
            ['#/course/1', 'course-completion'],
            ['#/course/2', 'course-offer'],
            ['#/play/12', 'resume-prompt'],
            ['#/play/13', 'article-percent'],
            ['#/play/16', 'play-denied'],
            ['#/me', 'privacy'],
        ]) {
            await open(page, hash);
            await id(testid).first().waitFor();
            await page.waitForLoadState('networkidle');
            await check(page, hash);
        }
        await open(page, '#/course/999');
        await page.getByRole('alert').waitFor();
        await check(page, 'a course that is not there');
    }));

test('the player’s moments too', () =>
    withSchool(async ({ server, page, open, id }) => {
        await open(page, '#/play/22');
        await id('trial-end').waitFor();
        await id('lesson-row').first().waitFor();
        await check(page, 'the end of a trial');
        server.control.apiDown = true;
        await open(page, '#/course/3');
        await page.getByRole('alert').first().waitFor();
        server.control.apiDown = false;
        await open(page, '#/play/51');
        await playedTo(page, 1);
        await page.keyboard.press('k');
        await id('lesson-row').first().waitFor();
        await check(page, 'a paused lesson');
        server.control.refuseMedia = true;
        await id('player-quality').selectOption('sd');
        await id('player-retry').waitFor();
        await check(page, 'media that can’t be had');
    }));

test('and what a newcomer sees', () =>
    withSchool(
        async ({ page, open, id }) => {
            for (const name of ['login', 'register']) {
                await open(page, `#/${name}`);
                await id(`${name}-name`).fill('-');
                await id(`${name}-submit`).click();
                await id(`${name}-password-problem`).waitFor();
                await check(page, name);
            }
            await open(page, '#/me');
            await id('language-zh').waitFor();
            await check(page, 'me, signed out');
            await open(page, '#/course/4');
            await id('lesson-row').first().waitFor();
            await check(page, 'a course, signed out');
        },
        { signIn: false },
    ));

test('and the question about consent', () =>
    withSchool(
        async ({ page, id }) => {
            await id('consent-accept').waitFor();
            await check(page, 'consent');
        },
        { consent: false },
    ));
