// Buying in real Chromium at a real school. A payment is booked by staff ("pay outside"), which is what a channel's
// notice comes down to; the channel's own answer to "begin the payment" is the one thing that is made up here.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check } from '../support/accessibility.mjs';
import { launchBrowser, newLearner } from '../support/browser.mjs';
import { PASSWORD, daysFromNow, publishCourse, startRealSchool } from '../support/realschool.mjs';

let browser;
let school;
let course; // on sale at ¥79 instead of ¥99
let people = 0;

before(async () => {
    [browser, school] = await Promise.all([launchBrowser(), startRealSchool()]);
    course = await publishCourse(school, { sale: 7900 });
    const scope = { kind: 'courses', ids: [course.id] };
    const plan = { name: 'Year card', months: 12, price: 19900, benefit: 'free', scope };
    await school.call('POST', '/api/memberships/plans', plan, school.admin);
    const coupon = { startsAt: daysFromNow(-1), endsAt: daysFromNow(1) };
    for (const more of [
        { code: 'NIGHT10', kind: 'amount', value: 1000, withSale: true },
        { code: 'ONLY500', kind: 'amount', value: 5000, threshold: 50000, withSale: true },
        { code: 'GIFT', kind: 'amount', value: 99900, withSale: true },
    ])
        await school.call('POST', '/api/coupons', { ...coupon, ...more }, school.admin);
});
after(async () => {
    await browser.close();
    await school.stop();
});

// One page for all whose browser is an ordinary one: it is loaded once, and changes hands.
let shared;

async function pageOf(look) {
    if (shared && !look) return shared;
    const made = await newLearner(browser, { language: 'en', ...look });
    await school.servePage(made.context);
    await made.page.goto(school.learn);
    await made.page.getByTestId('all').waitFor();
    if (!look) shared = made;
    return made;
}

// A learner of her own for each test, signed in; `ways` are the ways of paying that the school has set up.
async function asLearner(run, { signIn = true, ways = null, look = null } = {}) {
    people += 1;
    const name = `learner${people}`;
    const [learner, { context, page, problems }] = await Promise.all([school.learner(name), pageOf(look)]);
    if (ways) await setUpWays(page, ways);
    const id = (testid) => page.getByTestId(testid);
    const open = (hash) => page.goto(`${school.learn}${hash}`);
    try {
        await school.become(page, signIn ? learner : null);
        await run({ page, id, open, name });
        assert.deepEqual(problems, [], 'the page complained');
    } finally {
        await page.unrouteAll();
        if (look) await context.close();
    }
}

const PAY_PARAMS = {
    wechat_native: { codeUrl: 'weixin://wxpay/bizpayurl?pr=aB3xYz0' },
    alipay_page: { formUrl: 'https://openapi.alipay.com/gateway.do?app_id=1&sign=x' },
    alipay_wap: { formUrl: 'https://openapi.alipay.com/gateway.do?app_id=1&sign=y' },
};

async function setUpWays(page, ways) {
    const answer = (data) => ({ json: { code: 0, message: 'ok', data } });
    await page.route('**/api/payments/channels', (route) => route.fulfill(answer({ ways })));
    await page.route('**/api/orders/*/pay', (route) =>
        route.fulfill(answer({ payParams: PAY_PARAMS[route.request().postDataJSON().channel] })),
    );
}

const orderIdOf = (page) => Number(/order\/(\d+)/.exec(page.url())[1]);

async function order({ page, id, open }, place = `#/course/${course.id}`) {
    await open(place);
    await id('offer-buy').first().click();
    await id('order-state').waitFor();
    return orderIdOf(page);
}

test('the price says what it was and why, a coupon takes off more, and a refused one says why in its place', () =>
    asLearner(async ({ id, open }) => {
        await open(`#/course/${course.id}`);
        assert.equal(await id('offer-amount').innerText(), '¥79');
        assert.match(await id('course-offer').innerText(), /List price\s+¥99\s+Sale · Opening week\s+−\u2060¥20\s+To pay\s+¥79/);
        assert.equal(await id('lesson-price').innerText(), '¥9.90 alone');
        await id('coupon-entry').locator('summary').click();
        for (const [code, words] of [
            ['', /Enter a coupon code/],
            ['NOSUCHCODE', /There is no such coupon/],
            ['only500', /¥421.* short of this coupon/],
        ]) {
            await id('coupon-code').fill(code);
            await id('coupon-apply').click();
            await id('coupon-problem').filter({ hasText: words }).waitFor();
            assert.equal(await id('offer-amount').innerText(), '¥79');
        }
        await id('coupon-code').fill(' night10 ');
        await id('coupon-apply').click();
        await id('offer-buy').filter({ hasText: '¥69' }).waitFor();
        assert.match(await id('price-lines').innerText(), /Coupon · NIGHT10\s+−\u2060¥10\s+To pay\s+¥69/);
        await id('coupon-remove').click();
        await id('offer-buy').filter({ hasText: '¥79' }).waitFor();
    }));

test('a school without a way to pay keeps the order and says whom to ask; what staff books opens it without a reload', () =>
    asLearner(async (learner) => {
        const { page, id } = learner;
        const orderId = await order(learner);
        assert.match(await id('no-way').innerText(), /Pay at the school and name the order number/);
        assert.equal(await page.locator('button:disabled').count(), 0, 'no dead button');
        assert.match(await id('time-left').innerText(), /Pay within (30:00|29:\d\d)/);
        await page.evaluate(() => (window.sameDocument = true));
        await school.pay(orderId);
        await id('order-done').waitFor();
        await id('order-go').click();
        await id('course-start').waitFor();
        assert.equal(await id('course-offer').count(), 0);
        assert.ok(await page.evaluate(() => window.sameDocument));
    }));

test('WeChat is a code on a wide screen, Alipay a link, and a lost event is made up for by asking', () =>
    asLearner(
        async (learner) => {
            const { page, id } = learner;
            await page.route('**/api/events', (route) => route.abort());
            const orderId = await order(learner);
            await id('qr').waitFor();
            await id('way-alipay_page').check({ force: true });
            assert.match(await id('pay-link').getAttribute('href'), /^https:\/\/openapi\.alipay\.com/);
            assert.equal(await id('qr').count(), 0);
            await school.pay(orderId);
            await id('order-done').waitFor();
        },
        { ways: ['wechat_native', 'alipay_page', 'alipay_wap'] },
    ));

test('on a phone Alipay comes before a code that it can’t scan', async () => {
    const ways = ['wechat_native', 'alipay_wap'];
    await asLearner(
        async (learner) => {
            const { page, id } = learner;
            await page.setViewportSize({ width: 390, height: 844 });
            await order(learner);
            assert.match(await id('pay-link').getAttribute('href'), /sign=y$/);
            assert.equal(await id('qr').count(), 0);
            await page.setViewportSize({ width: 1280, height: 800 });
            await id('way-wechat_native').check({ force: true });
            await id('qr').waitFor();
        },
        { ways },
    );
});

test('a locked lesson offers itself and its column; bought alone it opens in its place, and the rest stays shut', () =>
    asLearner(async (learner) => {
        const { page, id, open } = learner;
        const [, alone, last] = course.lessons;
        await open(`#/play/${last}`);
        await id('locked-offers').getByText('Buy the column').waitFor();
        await open(`#/play/${alone}`);
        await id('offer-buy').filter({ hasText: '¥9.90' }).waitFor();
        const orderId = await order(learner, `#/play/${alone}`);
        await page.goBack();
        await id('offer-pay').first().waitFor();
        await school.pay(orderId);
        await id('article-text').waitFor();
        await open(`#/play/${last}`);
        await id('play-denied').waitFor();
    }));

test('what a coupon makes free is there at once', () =>
    asLearner(async ({ id, open }) => {
        await open(`#/course/${course.id}`);
        await id('coupon-entry').locator('summary').click();
        await id('coupon-code').fill('GIFT');
        await id('coupon-apply').click();
        await id('offer-buy').filter({ hasText: 'Get it for free' }).click();
        await id('course-start').filter({ hasText: 'Start' }).waitFor();
        assert.equal(await id('course-offer').count(), 0);
    }));

test('an order can be canceled, stands in the list, and the course is offered again', () =>
    asLearner(async (learner) => {
        const { page, id, open } = learner;
        await order(learner);
        await open(`#/course/${course.id}`);
        await id('offer-open').filter({ hasText: '¥79' }).waitFor();
        await id('offer-pay').click();
        await id('order-cancel').click();
        await page.locator('[data-state=closed]').waitFor();
        await open('#/me');
        await id('me-orders').click();
        await id('order-row').filter({ hasText: 'Closed' }).click();
        await id('order-go').click();
        await id('offer-buy').filter({ hasText: '¥79' }).waitFor();
    }));

test('money back: asked for with a reason, refused or made by staff, told with its state', () =>
    asLearner(async (learner) => {
        const { page, id, open } = learner;
        const orderId = await order(learner);
        await school.pay(orderId);
        await id('refund-entry').locator('summary').click();
        await id('refund-send').click();
        await page.getByText('Give a reason.').waitFor();
        await id('refund-reason').fill('Bought it twice');
        await id('refund-send').click();
        await id('refund').filter({ hasText: 'Bought it twice' }).waitFor();
        assert.equal(await id('refund').getAttribute('data-status'), 'requested');
        assert.equal(await id('refund-entry').count(), 0, 'one at a time');
        await school.call('POST', `/api/orders/${orderId}/refuse-refund`, { reason: 'It was one' }, school.admin);
        await page.locator('[data-testid=refund][data-status=refused]').waitFor();
        await school.call('POST', `/api/orders/${orderId}/refund`, { reason: 'Still' }, school.admin);
        await page.locator('[data-testid=order-state][data-state=refunded]').waitFor();
        await open(`#/course/${course.id}`);
        await id('offer-buy').waitFor();
    }));

test('coupons are claimed by their code and kept; a wrong code says so beside the field', () =>
    asLearner(async ({ page, id, open }) => {
        await open('#/me');
        await id('me-coupons').click();
        await page.getByText('No coupons yet').waitFor();
        await id('claim-code').fill('nosuchcode');
        await id('claim-send').click();
        await id('claim-note').filter({ hasText: 'no such coupon' }).waitFor();
        await id('claim-code').fill('night10');
        await id('claim-send').click();
        await id('coupon').filter({ hasText: 'NIGHT10' }).filter({ hasText: '¥10 off' }).waitFor();
    }));

test('a membership is offered with the column, bought, and opens what it covers', () =>
    asLearner(async (learner) => {
        const { id, open } = learner;
        await open(`#/course/${course.id}`);
        await id('plans-offer').filter({ hasText: 'Year card' }).filter({ hasText: '12 months' }).waitFor();
        await id('plans-see').click();
        const orderId = await order(learner, '#/membership');
        await school.pay(orderId);
        await id('order-go').filter({ hasText: 'membership' }).click();
        await id('membership').filter({ hasText: 'Year card' }).filter({ hasText: 'Active' }).waitFor();
        await open(`#/course/${course.id}`);
        await id('course-start').waitFor();
        assert.equal(await id('course-offer').count(), 0);
    }));

test('in a mini-program on iOS no price, offer or order shows anywhere', () =>
    asLearner(
        async ({ page, id, open }) => {
            const asked = [];
            page.on('request', (request) => asked.push(request.url()));
            for (const [hash, testid] of [
                ['#/', 'course-card'],
                [`#/course/${course.id}`, 'lesson-row'],
                [`#/play/${course.lessons[2]}`, 'play-denied'],
                ['#/me', 'privacy'],
                ['#/orders', 'course-card'],
                ['#/coupons', 'course-card'],
                ['#/membership', 'course-card'],
            ]) {
                await open(hash);
                await id(testid).first().waitFor();
                const text = await page.locator('body').innerText();
                assert.doesNotMatch(text, /¥|\bbuy|\bpaid|coupon|membership|order/i, hash);
            }
            assert.deepEqual(asked.filter((path) => /api\/.*(quote|orders|coupons|memberships|payments)/.test(path)), []);
        },
        { look: { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0 miniProgram/wx1' } },
    ));

test('a visitor sees the price and is led to sign in, and back to where she wanted to be', () =>
    asLearner(
        async ({ page, id, open, name }) => {
            await open(`#/course/${course.id}`);
            assert.match(await id('offer-login').getAttribute('href'), /next=\/course\/\d+$/);
            await open('#/orders');
            await page.locator('main a.button').click();
            await id('login-name').fill(name);
            await id('login-password').fill(PASSWORD);
            await id('login-submit').click();
            await page.getByText('No orders yet').waitFor();
            assert.match(page.url(), /#\/orders$/);
        },
        { signIn: false },
    ));

test('all of it can be read and walked through, in both themes, on a phone and on a desk', () =>
    asLearner(
        async (learner) => {
            const { page, id, open } = learner;
            await open(`#/course/${course.id}`);
            await id('coupon-entry').locator('summary').click();
            await id('coupon-code').fill('NOSUCHCODE');
            await id('coupon-apply').click();
            await id('coupon-problem').filter({ hasText: 'no such' }).waitFor();
            await check(page, 'an offer with a refused coupon');
            await page.setViewportSize({ width: 1280, height: 800 });
            const orderId = await order(learner);
            await id('qr').waitFor();
            await check(page, 'an order to be paid');
            await school.pay(orderId);
            await id('order-done').waitFor();
            await id('refund-entry').locator('summary').click();
            await check(page, 'a paid order');
            for (const [hash, testid] of [
                ['#/orders', 'order-row'],
                ['#/coupons', 'claim-code'],
                ['#/membership', 'plan'],
            ]) {
                await open(hash);
                await id(testid).first().waitFor();
                await check(page, hash);
            }
            await page.setViewportSize({ width: 320, height: 640 });
            for (const hash of [`#/course/${course.id}`, `#/order/${orderId}`, '#/orders', '#/coupons', '#/membership']) {
                await open(hash);
                await page.locator('main h1').waitFor();
                const beyond = () => document.documentElement.scrollWidth - window.innerWidth;
                assert.ok((await page.evaluate(beyond)) <= 0, `${hash} fits 320 px`);
            }
        },
        { ways: ['wechat_native', 'alipay_page', 'alipay_wap'] },
    ));
