import assert from 'node:assert/strict';
import test from 'node:test';
import { putProgress } from '../support/fakeprogress.mjs';
import { kept, pageTests, playedTo, until } from '../support/pagetest.mjs';

const withSchool = pageTests();

test('nothing is uploaded before the question is answered; declined, progress stays here and the page says so', () =>
    withSchool(
        async ({ server, user, page, open, id }) => {
            await id('consent-decline').waitFor();
            assert.equal(server.syncs.length, 0);
            await id('consent-decline').click();
            await until(() => user.consents.length === 1, 'the decision at the school');
            assert.equal(user.consents[0].granted, false);
            await open(page, '#/play/51');
            await playedTo(page, 6);
            await page.keyboard.press('k');
            assert.match(await id('sync-pending').innerText(), /进度仅保存在本机/);
            await until(async () => (await kept(page, 'lesson_51')).currentTime >= 6, 'the second, kept here');
            assert.ok(!server.log.some((row) => row.path === '/api/course/progress/sync'));

            await open(page, '#/me');
            await page.locator('[data-testid=privacy-state][data-state=declined]').waitFor();
            await id('privacy-allow').click();
            await until(() => user.progress.has('course_5/lesson_51'), 'what was kept, after agreeing');
            await id('privacy-withdraw').click();
            await until(() => user.consents[0].granted === false, 'the withdrawal at the school');
            const before = server.syncs.length;
            await open(page, '#/play/52');
            await playedTo(page, 2);
            await page.keyboard.press('k');
            await open(page, '#/me');
            await page.getByTestId('privacy-allow').waitFor();
            assert.equal(server.syncs.length, before, 'withdrawing stops it');
        },
        { consent: false },
    ));

test('the question is asked once, and not again on another device', () =>
    withSchool(
        async ({ page, browser, id, open, signIn, server }) => {
            await id('consent-accept').click();
            await page.reload();
            await id('all').waitFor();
            assert.equal(await page.locator('dialog[open]').count(), 0);
            const other = await browser.newContext({ locale: 'zh-CN' });
            const tablet = await other.newPage();
            await signIn(tablet);
            await until(
                () => server.log.filter((row) => row.path === '/api/me').length >= 2,
                'the tablet asked the school',
            );
            await tablet.goto(`${server.learn}#/me`);
            await tablet.locator('[data-testid=privacy-state][data-state=granted]').waitFor();
            assert.equal(await tablet.locator('dialog[open]').count(), 0);
            await other.close();
            await open(page, '#/me');
            await page.locator('[data-testid=privacy-state][data-state=granted]').waitFor();
        },
        { consent: false },
    ));

test('language and theme change without a reload and stay', () =>
    withSchool(async ({ page, open, id }) => {
        await open(page, '#/me');
        await page.evaluate(() => {
            window.sameDocument = true;
        });
        await page.getByText('退出登录').waitFor();
        await page.locator('label', { has: id('language-en') }).click();
        await page.getByText('Log out').waitFor();
        assert.equal(await page.evaluate(() => document.documentElement.lang), 'en');
        assert.match(await page.title(), /^Me · /);
        assert.ok(
            !/[\u4e00-\u9fff]/.test((await page.locator('header').first().innerText()).replace('小林', '')),
            'the frame is English',
        );
        const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const light = await ground();
        await page.locator('label', { has: id('theme-dark') }).click();
        const dark = await ground();
        assert.notEqual(light, dark);
        assert.equal(await page.evaluate(() => window.sameDocument), true);
        await page.reload();
        await page.getByText('Log out').waitFor();
        assert.equal(await ground(), dark);
        await page.locator('label', { has: id('theme-system') }).click();
        assert.equal(await ground(), light);
        await page.emulateMedia({ colorScheme: 'dark' });
        assert.equal(await ground(), dark, 'follows the system');
    }));

test('home: continue first, then mine, then everything; search and categories narrow it down', () =>
    withSchool(async ({ user, page, open, id }) => {
        for (const [course, lesson, ago] of [
            [5, 51, 1000],
            [1, 12, 90_000],
        ]) {
            putProgress(user, course, lesson, { ago });
        }
        await page.reload();
        await id('continue-card').waitFor();
        assert.match(await id('continue-card').innerText(), /数据库内功[\s\S]*第1讲 WAL[\s\S]*0:33/);
        assert.equal(await id('my-course-card').count(), 1);
        const order = await page
            .locator('section[data-testid]')
            .evaluateAll((all) => all.map((section) => section.dataset.testid));
        assert.deepEqual(order, ['continue', 'mine', 'hot', 'all']);

        await id('search').fill('算法');
        await id('search').press('Enter');
        await page.waitForURL(/q=/);
        await page.waitForFunction(() => document.querySelectorAll('[data-testid=course-card]').length === 1);
        await id('search').fill('没有这个');
        await id('search').press('Enter');
        await page.getByText('没有符合条件的专栏').waitFor();
        await open(page, '#/?category=photo');
        await page.getByText('Street photography').waitFor();
        assert.equal(await id('course-card').count(), 1);
        await id('continue-card')
            .count()
            .then((n) => assert.equal(n, 0));
    }));

test('a school without courses says so, and offers no categories to narrow nothing down', () =>
    withSchool(async ({ server, page, open, id }) => {
        server.courses.length = 0;
        await page.goto('about:blank');
        await open(page, '#/');
        await page.getByText('还没有上架的专栏').waitFor();
        await page.waitForLoadState('networkidle');
        assert.ok(server.log.some((row) => row.path === '/api/categories'));
        assert.equal(await page.locator('.chips').isVisible(), false);
        await id('search').fill('光');
        await id('search').press('Enter');
        await page.getByText('没有符合条件的专栏').waitFor();
        await page.locator('.chips').waitFor();
    }));

test('the course page tells price, edition, marks and locks, and begins where it should', () =>
    withSchool(async ({ page, open, id }) => {
        await open(page, '#/course/2');
        await page.getByText('¥99', { exact: true }).waitFor();
        const rows = await id('lesson-row').allInnerTexts();
        assert.match(rows[0], /免费/);
        assert.match(rows[1], /试看 0:08/);
        assert.match(rows[2], /付费/);
        await open(page, '#/course/1');
        await page.getByText('第 3 版').waitFor();
        await page.getByText('学完上一章后解锁').waitFor();
        assert.equal(await page.locator('[data-video-id="16"][aria-disabled=true]').count(), 1);
        await page.locator('[data-testid=course-completion][data-rate="0"]').waitFor();
        await id('course-enrol').click();
        await id('course-start').click();
        await playedTo(page, 1);
        assert.match(page.url(), /#\/play\/11$/);
    }));

test('wrong password, taken name and empty fields are told in place', () =>
    withSchool(
        async ({ page, open, id }) => {
            await open(page, '#/login');
            await id('login-submit').click();
            await page.getByText('请填写账号。').waitFor();
            await id('login-name').fill('lin');
            await id('login-password').fill('wrong');
            await id('login-submit').click();
            await page.getByText('账号或密码不对。').waitFor();
            await open(page, '#/register');
            await id('register-name').fill('lin');
            await id('register-display-name').fill('x');
            await id('register-password').fill('short');
            await id('register-submit').click();
            await page.getByText('密码至少 8 个字符。').waitFor();
            await id('register-password').fill('long enough');
            await id('register-submit').click();
            await page.getByText('这个账号已被使用').waitFor();
        },
        { signIn: false },
    ));

test('registration judges each field beside it, before anything is sent, and lets go when it is mended', () =>
    withSchool(
        async ({ server, page, open, id }) => {
            await open(page, '#/register');
            const wrong = (name) => id(`register-${name}-problem`);
            await id('register-name').fill('小 林');
            await id('register-password').focus();
            await wrong('name').filter({ hasText: '请填写手机号、邮箱' }).waitFor();
            await id('register-name').fill('小林');
            assert.match(await wrong('name').innerText(), /3–64/, 'two characters are too few');
            await id('register-name').fill('小林子');
            await wrong('name').waitFor({ state: 'detached' });
            for (const [typed, words] of [
                ['1234567', '至少 8 个字符'],
                ['12345678', '连续或重复'],
                ['x'.repeat(257), '最多 256 字节'],
            ]) {
                await id('register-password').fill(typed);
                await id('register-submit').click();
                await wrong('password').filter({ hasText: words }).waitFor();
            }
            assert.match(await wrong('display-name').innerText(), /请填写昵称/);
            assert.equal(await id('register-name').getAttribute('aria-invalid'), null);
            assert.equal(await id('register-password').getAttribute('aria-invalid'), 'true');
            assert.ok(!server.log.some((row) => row.path === '/api/auth/register'), 'nothing was sent');

            await id('register-display-name').fill('林');
            await id('register-password').fill('password1');
            await id('register-submit').click();
            await wrong('password').filter({ hasText: '最常被人猜到' }).waitFor();
            assert.equal(await page.evaluate(() => document.activeElement.name), 'password');
        },
        { signIn: false },
    ));

test('whatever goes wrong is said in the language of the page, never in the words of the server', () =>
    withSchool(
        async ({ server, page, open, id }) => {
            const english = 'Raw words of the server';
            const answers = [
                [400, 'weak_password', { reason: 'brand_new_reason' }],
                [400, 'invalid_fields', { fields: { displayName: english } }],
                [400, 'invalid_fields', { fields: { somethingElse: english } }],
                [400, 'word_of_a_newer_server'],
                [409, 'word_of_a_newer_server'],
                [429, 'rate_limited', undefined, { 'Retry-After': '900' }],
                [500, 'internal'],
                [418, 'http_error'],
            ];
            await open(page, '#/register');
            await id('register-name').fill('newcomer');
            await id('register-display-name').fill('林');
            await id('register-password').fill('correct horse');
            for (const [status, error, details, headers] of answers) {
                server.control.fail.push({ path: /register$/, status, error, message: english, details, headers });
                const before = server.log.length;
                await id('register-submit').click();
                await until(() => server.log.length > before, 'the answer was given');
                await page.locator('[data-testid=register-submit]:enabled').waitFor();
                await page
                    .locator('[data-testid=register-error]:not([hidden]), [data-testid$=-problem]')
                    .first()
                    .waitFor();
                const words = await page.locator('form').innerText();
                assert.doesNotMatch(words.replaceAll('Coursewright', ''), /[A-Za-z]{3}/, `${status} ${error}`);
                await id('register-display-name').fill('林林');
                await id('register-password').fill(`correct horse ${status}`);
            }
            await page.getByText('没有成功，请再试一次').waitFor();

            await open(page, '#/login');
            await id('login-name').fill('lin');
            await id('login-password').fill('nope');
            server.control.fail.push({
                path: /login$/,
                status: 429,
                message: english,
                headers: { 'Retry-After': '900' },
            });
            await id('login-submit').click();
            await page.getByText('尝试次数过多，请在 15 分钟后再试。').waitFor();
            server.control.fail.push({ path: /login$/, status: 403, error: 'account_disabled', message: english });
            await id('login-submit').click();
            await page.getByText('这个账号已被停用').waitFor();
        },
        { signIn: false },
    ));

test('after logging in one is where one wanted to be, and never on another site', () =>
    withSchool(
        async ({ server, page, open, id }) => {
            await open(page, `#/login?next=${encodeURIComponent('//evil.example/')}`);
            await id('login-name').fill('lin');
            await id('login-password').fill('correct horse');
            await id('login-submit').click();
            await id('all').waitFor();
            assert.ok(page.url().startsWith(server.learn));
        },
        { signIn: false },
    ));

test('logging out here logs out the other tab, and takes what the school has with it', () =>
    withSchool(async ({ context, page, open, id }) => {
        await open(page, '#/play/51');
        await playedTo(page, 6);
        await page.keyboard.press('k');
        const second = await context.newPage();
        await open(second, '#/me');
        await second.getByTestId('me-name').waitFor();
        await open(page, '#/me');
        await id('logout').click();
        await page.locator('.nav-link', { hasText: '登录' }).waitFor();
        await second.locator('.nav-link', { hasText: '登录' }).waitFor();
        assert.equal(await kept(page, 'lesson_51'), null);
    }));

test('a device that was in before shows at the next log-in what it was given', () =>
    withSchool(async ({ server, page, open, signIn, id }) => {
        await open(page, '#/me');
        await id('logout').click();
        await page.locator('.nav-link', { hasText: '登录' }).waitFor();
        await signIn(page);
        const logIns = server.log.filter((row) => row.path === '/api/auth/login').map((row) => row.cookie);
        assert.deepEqual(logIns, ['', 'cw_device=known']);
        assert.ok(server.log.every((row) => row.path.startsWith('/api/auth/') || row.cookie === ''));
    }));

test('a server that is away is told in words, and trying again works', () =>
    withSchool(async ({ server, page, open, id }) => {
        server.control.fail.push({ path: /^\/api\/courses\/3$/, status: 500 });
        await open(page, '#/course/3');
        await page.getByText('服务器暂时没有回应').waitFor();
        await page.getByRole('button', { name: '重试' }).click();
        await id('lesson-row').first().waitFor();
        await open(page, '#/course/999');
        await page.getByText('找不到这个内容').waitFor();
    }));

test('on a phone nothing is wider than the screen, and every control has a name', () =>
    withSchool(
        async ({ page, open, id }) => {
            for (const [hash, testid] of [
                ['#/', 'all'],
                ['#/course/1', 'lesson-row'],
                ['#/play/13', 'article-text'],
                ['#/play/51', 'player-toggle'],
                ['#/me', 'privacy'],
                ['#/?q=zzz', 'all'],
            ]) {
                await open(page, hash);
                await id(testid).first().waitFor();
                const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
                assert.ok(wide <= 0, `${hash} is ${wide} px too wide`);
                const nameless = await page.evaluate(() =>
                    [...document.querySelectorAll('button, a, input, select')]
                        .filter(
                            (item) =>
                                item.offsetParent &&
                                !(
                                    item.getAttribute('aria-label') ||
                                    item.textContent.trim() ||
                                    item.labels?.[0]?.textContent.trim()
                                ),
                        )
                        .map((item) => item.outerHTML),
                );
                assert.deepEqual(nameless, [], hash);
            }
        },
        { width: 390, height: 844 },
    ));
