import assert from 'node:assert/strict';
import test from 'node:test';
import { couponWords, errorWords } from '../../../resources/learner/core/errorwords.js';
import { keysOf } from '../../../resources/learner/core/messages.js';
import { priceText } from '../../../resources/learner/core/shop/money.js';
import { bestCoupon, explains, placeOf, priceLine, struckPrice, waysHere } from '../../../resources/learner/core/shop/offers.js';
import { isMoving, mayAskRefund, openRefund, orderState, timeLeft } from '../../../resources/learner/core/shop/orders.js';
import { platformOf } from '../../../resources/learner/core/platform.js';

test('money is whole fen, and has one way to be written', () => {
    for (const [fen, text] of [
        [0, '¥0'],
        [1, '¥0.01'],
        [50, '¥0.50'],
        [9900, '¥99'],
        [-2000, '−\u2060¥20'],
        [-1050, '−\u2060¥10.50'],
        [1_000_000_000, '¥10,000,000'],
        [99.5, ''],
        [NaN, ''],
        [undefined, ''],
        ['9900', ''],
    ])
        assert.equal(priceText(fen), text, String(fen));
});

test('prices show everywhere but in a mini-program on iOS', () => {
    for (const [isMiniProgram, system, showsPrices] of [
        [false, 'other', true],
        [false, 'ios', true],
        [true, 'other', true],
        [true, 'ios', false],
    ])
        assert.equal(platformOf({ isMiniProgram, system }).showsPrices, showsPrices, `${isMiniProgram} ${system}`);
});

test('a price that was lowered is struck through, and its lines say why', () => {
    const list = { rule: 'list', label: '原价', amount: 9900 };
    const sale = { rule: 'sale', label: 'Opening week', amount: -2000 };
    const plain = { listPrice: 9900, amount: 9900, lines: [list] };
    const lowered = { listPrice: 9900, amount: 7900, lines: [list, sale] };
    assert.deepEqual([struckPrice(plain), explains(plain)], [null, false]);
    assert.deepEqual([struckPrice(lowered), explains(lowered)], [9900, true]);
    assert.deepEqual(priceLine(list), { rule: 'list', name: '', amount: 9900 }, 'it only repeats the rule');
    assert.deepEqual(priceLine({ rule: 'sale', label: 'Sale', amount: -1 }).name, '');
    assert.equal(priceLine(sale).name, 'Opening week');
    assert.equal(priceLine({ rule: 'coupon', amount: -5 }).name, '');
});

test('the best of her own coupons comes first; one that is refused is no beginning', () => {
    const off = (code, applied) => ({ code, applied, off: applied ? 1000 : 0 });
    assert.equal(bestCoupon({ ownCoupons: [off('A', true), off('B', true)] }), 'A');
    assert.equal(bestCoupon({ ownCoupons: [off('A', false)] }), null);
    assert.equal(bestCoupon({ ownCoupons: [] }), null);
    assert.equal(bestCoupon({}), null);
});

test('a code is for a wide screen, a phone gets what it can open, and what isn’t set up isn’t offered', () => {
    const all = ['wechat_jsapi', 'wechat_native', 'alipay_page', 'alipay_wap'];
    for (const [ways, isWide, offered] of [
        [all, true, ['wechat_native', 'alipay_page']],
        [all, false, ['alipay_wap']],
        [['wechat_native'], true, ['wechat_native']],
        [['wechat_native'], false, ['wechat_native']],
        [['alipay_page'], false, ['alipay_page']],
        [['alipay_wap'], true, ['alipay_wap']],
        [['wechat_jsapi'], true, []],
        [[], false, []],
    ])
        assert.deepEqual(waysHere(ways, isWide), offered, `${ways} ${isWide}`);
});

test('a paid order leads to what it opened', () => {
    assert.equal(placeOf({ itemType: 'column', itemId: 7, courseId: 7 }), '#/course/7');
    assert.equal(placeOf({ itemType: 'article', itemId: 9, courseId: 7 }), '#/play/9');
    assert.equal(placeOf({ itemType: 'membership', itemId: 2 }), '#/membership');
});

const NOW = Date.parse('2026-01-01T00:10:00.000Z');
const order = (more) => ({
    status: 'pending',
    amount: 9900,
    refunded: 0,
    expiresAt: '2026-01-01T00:30:00.000Z',
    refunds: [],
    ...more,
});

test('an order is open until its time is over, to the second', () => {
    const end = Date.parse(order().expiresAt);
    for (const [now, state, left] of [
        [NOW, 'pending', 1200],
        [end - 1, 'pending', 1],
        [end, 'ending', 0],
        [end + 60_000, 'ending', 0],
    ])
        assert.deepEqual([orderState(order(), now), timeLeft(order(), now)], [state, left], String(end - now));
    assert.equal(orderState(order({ status: 'paid' }), end + 1), 'paid');
    assert.equal(timeLeft({}, NOW), 0);
});

test('money is asked back once at a time, and only what is left', () => {
    const refund = (status) => [{ status }];
    for (const [more, may] of [
        [{}, false],
        [{ status: 'closed' }, false],
        [{ status: 'refunded', refunded: 9900 }, false],
        [{ status: 'paid' }, true],
        [{ status: 'paid', amount: 0 }, false],
        [{ status: 'partially_refunded', refunded: 100 }, true],
        [{ status: 'paid', refunds: refund('requested') }, false],
        [{ status: 'paid', refunds: refund('sending') }, false],
        [{ status: 'paid', refunds: refund('refused') }, true],
        [{ status: 'paid', refunds: refund('failed') }, true],
    ])
        assert.equal(mayAskRefund(order(more)), may, JSON.stringify(more));
    assert.equal(openRefund(order({ refunds: refund('done') })), null);
});

test('what moves by itself is asked about again', () => {
    assert.equal(isMoving(order()), true);
    assert.equal(isMoving(order({ status: 'paid' })), false);
    assert.equal(isMoving(order({ status: 'paid', refunds: [{ status: 'sending' }] })), true);
    assert.equal(isMoving(order({ status: 'paid', refunds: [{ status: 'requested' }] })), false, 'staff takes its time');
});

test('why a coupon isn’t taken is the school’s own sentence, in the learner’s language', () => {
    const refusal = { status: 422, error: 'coupon_refused', message: 'Expired', details: { message: '已过期' } };
    assert.equal(couponWords(refusal, 'zh'), '已过期');
    assert.equal(couponWords(refusal, 'en'), 'Expired');
    assert.equal(couponWords({ ...refusal, details: null }, 'zh'), 'Expired');
    assert.equal(couponWords({ ...refusal, error: 'already_owned' }, 'zh'), null);
});

test('what stands in the way of an order has words', () => {
    for (const error of ['already_owned', 'in_membership', 'validity_over', 'order_not_open', 'refund_open', 'channel_off']) {
        const { key } = errorWords({ status: 409, error, details: null });
        assert.notEqual(key, 'error.conflict', error);
        assert.ok(keysOf('zh').includes(key), key);
    }
});
