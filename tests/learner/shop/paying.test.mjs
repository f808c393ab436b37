// Paying in real Chromium, at a real school, with the simulators of WeChat Pay and Alipay behind it: nothing is made up but
// the payer's telephone. And what may happen on the way: other tabs, no net, the back button, a price that moves.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check } from '../support/accessibility.mjs';
import { launchBrowser, newLearner } from '../support/browser.mjs';
import { until } from '../support/pagetest.mjs';
import { daysFromNow, publishCourse, startRealSchool } from '../support/realschool.mjs';

let browser;
let school;
let people = 0;
const WINDOW = { startsAt: daysFromNow(-1), endsAt: daysFromNow(20) };

before(async () => {
    [browser, school] = await Promise.all([launchBrowser(), startRealSchool({ pays: true })]);
});
after(async () => {
    await browser.close();
    await school.stop();
});

const asAdmin = (method, address, body) => school.call(method, address, body, school.admin);
const makeCoupon = (code, more) => asAdmin('POST', '/api/coupons', { ...WINDOW, kind: 'amount', code, ...more });

// A learner in a browser of her own; `tab()` opens one more page of it.
async function asLearner(run, look = {}) {
    people += 1;
    const name = `payer${people}`;
    const [learner, { context, page, problems }] = await Promise.all([
        school.learner(name),
        newLearner(browser, { language: 'en', ...look }),
    ]);
    await school.servePage(context);
    const tab = async (hash = '') => {
        const opened = await context.newPage();
        await opened.goto(`${school.learn}${hash}`);
        return opened;
    };
    try {
        await page.goto(school.learn);
        await page.getByTestId('all').waitFor();
        await school.become(page, learner);
        const id = (testid, of = page) => of.getByTestId(testid);
        const open = (hash) => page.goto(`${school.learn}${hash}`);
        await run({ context, page, id, open, tab, token: learner.token, name });
        assert.deepEqual(problems, [], 'the page complained');
    } finally {
        await context.close();
    }
}

const orderNoOf = ({ id }, of) => id('order-number', of).innerText();
const focused = (page) =>
    page.evaluate(() => document.activeElement.dataset.testid || document.activeElement.tagName.toLowerCase());

async function toOrder(learner, course) {
    const { id, open } = learner;
    await open(`#/course/${course.id}`);
    await id('offer-buy').click();
    await id('order-state').waitFor();
    return orderNoOf(learner);
}

async function paysWithWechat(orderNo) {
    const { wechat } = school.gateways;
    await until(() => wechat.orders.has(orderNo), 'the order at WeChat Pay');
    assert.ok((await wechat.control.pay({ orderNo })).paid);
}

test('WeChat Pay: the code is scanned and paid, the page opens by itself; money back shuts it again', () =>
    asLearner(async (learner) => {
        const { page, id, open } = learner;
        const course = await publishCourse(school, { title: 'Light' });
        const orderNo = await toOrder(learner, course);
        await page.evaluate(() => (window.sameDocument = true));
        await id('qr').waitFor();
        await paysWithWechat(orderNo);
        await id('order-done').waitFor();
        const orderId = Number(/order\/(\d+)/.exec(page.url())[1]);
        await id('order-go').click();
        await id('course-start').waitFor();
        assert.equal(await id('course-offer').count(), 0);
        await open(`#/play/${course.lessons[2]}`);
        await id('article-text').waitFor();
        assert.ok(await page.evaluate(() => window.sameDocument), 'loaded again on the way');

        await asAdmin('POST', `/api/orders/${orderId}/refund`, { reason: 'A mistake' });
        await open(`#/order/${orderId}`);
        await page.locator('[data-testid=order-state][data-state=refunded]').waitFor();
        await open(`#/play/${course.lessons[2]}`);
        await id('play-denied').waitFor();
        await open(`#/course/${course.id}`);
        await id('offer-buy').waitFor();
    }));

test('Alipay: its page opens beside, is paid, and the order follows', () =>
    asLearner(async (learner) => {
        const { context, page, id } = learner;
        const course = await publishCourse(school, { title: 'Shadow' });
        const orderNo = await toOrder(learner, course);
        await id('way-alipay_page').check({ force: true });
        const [door] = await Promise.all([context.waitForEvent('page'), id('pay-link').click()]);
        await door.waitForLoadState();
        assert.ok(school.gateways.alipay.control.pay({ orderNo }).paid);
        await door.close();
        await id('order-done').waitFor();
        assert.match(await page.getByTestId('timeline').innerText(), /Paid/);
    }));

test('two tabs: what is ordered and paid in one opens in the other, and nothing is bought twice', () =>
    asLearner(async (learner) => {
        const { id, tab } = learner;
        const course = await publishCourse(school, { title: 'Two windows' });
        const other = await tab(`#/course/${course.id}`);
        await id('offer-buy', other).waitFor();
        const orderNo = await toOrder(learner, course);
        await id('qr').waitFor();
        // She presses the button there too: the same order is open.
        await id('offer-buy', other).click();
        await id('order-number', other).waitFor();
        assert.equal(await orderNoOf(learner, other), orderNo);
        const third = await tab(`#/course/${course.id}`);
        await id('offer-open', third).waitFor();
        await paysWithWechat(orderNo);
        await id('order-done').waitFor();
        await id('order-done', other).waitFor();
        await id('course-offer', third).waitFor({ state: 'detached' });
        await id('course-start', third).filter({ hasText: 'Start' }).waitFor();
    }));

test('the back button finds the order again, and after the payment what it opened', () =>
    asLearner(async (learner) => {
        const { page, id } = learner;
        const course = await publishCourse(school, { title: 'There and back' });
        const orderNo = await toOrder(learner, course);
        await id('qr').waitFor();
        await page.goBack();
        await id('offer-open').waitFor();
        assert.equal(await id('offer-buy').count(), 0);
        await id('offer-pay').click();
        await id('qr').waitFor();
        assert.equal(await orderNoOf(learner), orderNo);
        await paysWithWechat(orderNo);
        await id('order-done').waitFor();
        await page.goBack();
        await id('course-start').waitFor();
        await page.goForward();
        await id('order-done').waitFor();
    }));

test('without the net nothing is lost: it says so, and goes on where it was', () =>
    asLearner(async (learner) => {
        const { context, page, id, open } = learner;
        const course = await publishCourse(school, { title: 'In the tunnel' });
        await open(`#/course/${course.id}`);
        await id('offer-buy').waitFor();
        await context.setOffline(true);
        await id('offer-buy').click();
        await id('offer-problem').filter({ hasText: /\w/ }).waitFor();
        assert.equal(await focused(page), 'offer-buy');
        await context.setOffline(false);
        await id('offer-buy').click();
        await id('qr').waitFor();
        const orderNo = await orderNoOf(learner);
        await context.setOffline(true);
        await paysWithWechat(orderNo);
        await context.setOffline(false);
        await id('order-done').waitFor();
    }));

test('a price that has changed since it was shown is said, and she is asked again', () =>
    asLearner(async (learner) => {
        const { page, id, open } = learner;
        const course = await publishCourse(school, { title: 'On the move' });
        await open(`#/course/${course.id}`);
        await id('offer-buy').filter({ hasText: '¥99' }).waitFor();
        await asAdmin('PUT', `/api/courses/${course.id}/pricing`, { price: 12900, isFree: false, sales: [] });
        await asAdmin('POST', `/api/courses/${course.id}/publish`);
        await id('offer-buy').click();
        await id('offer-problem').filter({ hasText: 'The price has changed: it is ¥129 now.' }).waitFor();
        assert.match(page.url(), /#\/course\//, 'no order was made');
        assert.match(await id('offer-buy').innerText(), /¥129/);
        assert.equal(await focused(page), 'offer-buy');
        await check(page, 'a price that has changed');
        await id('offer-buy').click();
        await id('order-amount').filter({ hasText: '¥129' }).waitFor();
    }));

test('a code may come in small letters, with spaces and in full width', () =>
    asLearner(async ({ id, open }) => {
        const course = await publishCourse(school, { title: 'Codes' });
        await makeCoupon('NIGHT-10', { value: 1000, scope: { kind: 'courses', ids: [course.id] } });
        for (const typed of ['night-10', '  Night-10 ', 'ＮＩＧＨＴ－１０', 'NIGHT - 10']) {
            await open('#/');
            await open(`#/course/${course.id}`);
            await id('coupon-entry').locator('summary').click();
            await id('coupon-code').fill(typed);
            await id('coupon-apply').click();
            await id('offer-buy').filter({ hasText: '¥89' }).waitFor();
            await id('coupon-remove').click();
            await id('offer-buy').filter({ hasText: '¥99' }).waitFor();
        }
    }));

test('her own coupons are offered: the best is chosen, the others say what they would do or why not', () =>
    asLearner(async ({ page, id, open, token }) => {
        const course = await publishCourse(school, { title: 'Coupons' });
        const scope = { kind: 'courses', ids: [course.id] };
        await makeCoupon('OWN05', { value: 500, scope });
        await makeCoupon('OWN20', { value: 2000, scope });
        await makeCoupon('OWN500', { value: 9000, threshold: 50000, scope });
        for (const code of ['OWN05', 'OWN20', 'OWN500'])
            await school.call('POST', '/api/coupons/claim', { code }, token);
        await open(`#/course/${course.id}`);
        await id('offer-buy').filter({ hasText: '¥79' }).waitFor();
        const offered = await id('own-coupon').evaluateAll((rows) =>
            rows.map((row) => [row.dataset.code, row.querySelector('input').checked, row.querySelector('input').disabled]),
        );
        assert.deepEqual(offered, [
            ['OWN20', true, false],
            ['OWN05', false, false],
            ['OWN500', false, true],
            ['', false, false],
        ]);
        assert.match(await id('own-coupons').innerText(), /OWN500\s*¥401.* short of this coupon/);
        await check(page, 'her own coupons');
        await id('own-coupon').nth(1).locator('input').check();
        await id('offer-buy').filter({ hasText: '¥94' }).waitFor();
        await id('own-coupon').nth(3).locator('input').check();
        await id('offer-buy').filter({ hasText: '¥99' }).waitFor();
        await id('own-coupon').first().locator('input').check();
        await id('offer-buy').filter({ hasText: '¥79' }).waitFor();
        await id('offer-buy').click();
        await id('order-amount').filter({ hasText: '¥79' }).waitFor();
    }));

test('a membership of the category above is offered on the course’s page', () =>
    asLearner(async ({ id, open }) => {
        const above = await asAdmin('POST', '/api/categories', { name: 'Arts', slug: 'arts' });
        const below = await asAdmin('POST', '/api/categories', { name: 'Drawing', slug: 'drawing', parent_id: above.id });
        const course = await publishCourse(school, { title: 'Pencil', category: below.slug });
        const stranger = await publishCourse(school, { title: 'Cooking' });
        const plan = { name: 'Friends of the arts', months: 12, price: 19900, benefit: 'free' };
        await asAdmin('POST', '/api/memberships/plans', { ...plan, scope: { kind: 'categories', ids: [above.id] } });
        await open(`#/course/${course.id}`);
        await id('plans-offer').filter({ hasText: 'Friends of the arts' }).waitFor();
        await open(`#/course/${stranger.id}`);
        await id('offer-buy').waitFor();
        await open(`#/play/${course.lessons[2]}`);
        await id('plans-offer').filter({ hasText: 'Friends of the arts' }).waitFor();
        await open(`#/play/${stranger.lessons[2]}`);
        await id('locked-offers').getByText('Buy the column').waitFor();
        assert.equal(await id('plans-offer').count(), 0);
    }));

test('by keyboard alone: when what was pressed is gone, the focus stands at what comes next', () =>
    asLearner(async ({ page, id, open }) => {
        const course = await publishCourse(school, { title: 'Keys' });
        await makeCoupon('KEYS10', { value: 1000, scope: { kind: 'courses', ids: [course.id] } });
        await open(`#/course/${course.id}`);
        await id('coupon-entry').locator('summary').focus();
        await page.keyboard.press('Enter');
        await page.keyboard.press('Tab');
        await page.keyboard.type('keys10');
        await page.keyboard.press('Enter');
        await id('coupon-remove').waitFor();
        assert.equal(await focused(page), 'coupon-remove');
        await page.keyboard.press('Enter');
        await id('coupon-entry').waitFor();
        assert.equal(await focused(page), 'summary');
        await id('offer-buy').focus();
        await page.keyboard.press('Enter');
        await id('qr').waitFor();
        await id('order-cancel').focus();
        await page.keyboard.press('Enter');
        await page.locator('[data-state=closed]').waitFor();
        assert.equal(await focused(page), 'order-go');
    }));
