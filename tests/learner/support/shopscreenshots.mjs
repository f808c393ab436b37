// Renders the pages of buying at a real school into a folder: node tests/learner/support/shopscreenshots.mjs DIR [PATTERN]
// Both languages and themes, phone and desktop. Made to be looked at.

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { launchBrowser, newLearner } from './browser.mjs';
import { daysFromNow, publishCourse, startRealSchool } from './realschool.mjs';

const folder = process.argv[2] || 'build/screenshots/shop';
const wanted = new RegExp(process.argv[3] || '.');
mkdirSync(folder, { recursive: true });
process.env.LEARNER_FROM_FILES = '1';

const school = await startRealSchool();
const post = (address, body, token = school.admin) => school.call('POST', address, body, token);
const course = await publishCourse(school, { title: '夜间街头摄影：从第一张照片到完整的一组', sale: 7900 });
const dates = { startsAt: daysFromNow(-1), endsAt: daysFromNow(30) };
for (const more of [
    { code: 'NIGHT10', kind: 'amount', value: 1000, withSale: true },
    { code: 'SPRING-20', kind: 'percent', value: 20, cap: 3000, threshold: 5000, firstOrderOnly: true, withSale: true },
    { code: 'SOON', kind: 'amount', value: 500, startsAt: daysFromNow(10), scope: { kind: 'courses', ids: [course.id] } },
])
    await post('/api/coupons', { ...dates, ...more });
const plan = { months: 12, price: 19900, benefit: 'free', scope: { kind: 'all' } };
await post('/api/memberships/plans', { ...plan, name: '年卡' });
await post('/api/memberships/plans', { ...plan, name: '月度优惠卡', months: 1, price: 1900, benefit: 'percent', percentOff: 15 });

const browser = await launchBrowser();
let people = 0;
for (const [size, width, height] of [
    ['desktop', 1280, 800],
    ['phone', 390, 844],
]) {
    for (const language of ['zh', 'en']) {
        for (const colorScheme of ['light', 'dark']) {
            const tag = `${size}-${language}-${colorScheme}`;
            people += 1;
            const learner = await school.learner(`learner${people}`);
            const { context, page, problems } = await newLearner(browser, { language, colorScheme, width, height });
            await school.servePage(context);
            const id = (testid) => page.getByTestId(testid);
            const shoot = async (name) => {
                if (!wanted.test(`${name}-${tag}`)) return;
                await page.waitForLoadState('networkidle');
                await page.screenshot({ path: path.join(folder, `${name}-${tag}.png`), fullPage: true });
            };
            const open = (hash) => page.goto(`${school.learn}${hash}`);
            const setUp = async (ways) => {
                const answer = (data) => ({ json: { code: 0, message: 'ok', data } });
                await page.route('**/api/payments/channels', (route) => route.fulfill(answer({ ways })));
                const params = { codeUrl: 'weixin://wxpay/bizpayurl?pr=aB3xYz0', formUrl: 'https://openapi.alipay.com/' };
                await page.route('**/api/orders/*/pay', (route) => {
                    const { channel } = route.request().postDataJSON();
                    const { codeUrl, formUrl } = params;
                    return route.fulfill(answer({ payParams: channel === 'wechat_native' ? { codeUrl } : { formUrl } }));
                });
            };
            await open('#/');
            await open(`#/course/${course.id}`);
            await id('offer-login').waitFor();
            await shoot('visitor');
            await school.become(page, learner);
            await open(`#/course/${course.id}`);
            await id('offer-buy').waitFor();
            await shoot('offer-outside');
            await setUp(['wechat_native', 'alipay_page', 'alipay_wap']);
            await open('#/');
            await open(`#/course/${course.id}`);
            await id('coupon-entry').locator('summary').click();
            await id('coupon-code').fill('NOSUCH');
            await id('coupon-apply').click();
            await id('coupon-problem').filter({ hasText: /\S/ }).waitFor();
            await shoot('offer-refused');
            await id('coupon-code').fill('night10');
            await id('coupon-apply').click();
            await id('coupon-remove').waitFor();
            await shoot('offer');
            await open(`#/play/${course.lessons[1]}`);
            await id('offer-buy').nth(1).waitFor();
            await shoot('locked');
            await open(`#/course/${course.id}`);
            await id('offer-buy').click();
            await page.locator('[data-testid=qr], [data-testid=pay-link]').waitFor();
            await shoot('order-pay');
            const orderId = Number(/order\/(\d+)/.exec(page.url())[1]);
            await page.unrouteAll();
            await open(`#/course/${course.id}`);
            await id('offer-pay').waitFor();
            await shoot('offer-open');
            await id('offer-pay').click();
            await id('no-way').waitFor();
            await shoot('order-no-way');
            await school.pay(orderId);
            await id('order-done').waitFor();
            await id('refund-entry').locator('summary').click();
            await shoot('order-paid');
            await id('refund-reason').fill(language === 'zh' ? '买重复了，想退掉' : 'Bought it twice');
            await id('refund-send').click();
            await id('refund').waitFor();
            await shoot('order-refund');
            await open('#/membership');
            await id('offer-buy').nth(1).waitFor();
            await shoot('membership-none');
            await id('offer-buy').first().click();
            await id('no-way').waitFor();
            await school.pay(Number(/order\/(\d+)/.exec(page.url())[1]));
            await id('order-go').click();
            await id('membership').waitFor();
            await id('offer-buy').nth(1).waitFor();
            await shoot('membership');
            await open('#/coupons');
            await id('claim-code').waitFor();
            await shoot('coupons-none');
            for (const code of ['NIGHT10', 'SPRING-20', 'SOON']) await post('/api/coupons/claim', { code }, learner.token);
            await open('#/');
            await open('#/coupons');
            await id('coupon').first().waitFor();
            await shoot('coupons');
            await open('#/orders');
            await id('order-row').first().waitFor();
            await shoot('orders');
            await open('#/me');
            await id('me-orders').waitFor();
            await shoot('me');
            if (problems.length) console.log(tag, problems);
            await context.close();
        }
    }
}
await browser.close();
await school.stop();
console.log(`screenshots in ${folder}`);
