// What is offered and what it costs, as the pages need it: joins the server's quote, plans and ways of paying. Pure.
//
// A quote is {listPrice, amount, lines: [{rule, label, amount}], coupon?, access?}; lines add up to the amount.

import { LANGUAGES, translate } from '../messages.js';

// The price that is struck through, where there is one.
export const struckPrice = ({ listPrice, amount }) => (amount < listPrice ? listPrice : null);

// Whether there is anything to explain: more than the list price alone.
export const explains = ({ lines = [] }) => lines.length > 1;

// {rule, name, amount} of a line; name is the school's own word (a sale's, a plan's, a coupon's code), '' where the
// label only repeats what the rule is called.
export function priceLine({ rule, label = '', amount }) {
    const isRuleWord = LANGUAGES.some((language) => translate(language, `price.rule.${rule}`) === label);
    return { rule, name: isRuleWord ? '' : label, amount };
}

// The one of a person's own coupons to begin with: the server names the best first. Null: none can be used here.
export const bestCoupon = ({ ownCoupons = [] }) => (ownCoupons[0] && ownCoupons[0].applied ? ownCoupons[0].code : null);

// Ways of paying to offer on this screen, the best first. A code is for another device's camera: on a phone it is only
// the last resort.
export function waysHere(ways, isWide) {
    const alipay = isWide ? ['alipay_page', 'alipay_wap'] : ['alipay_wap', 'alipay_page'];
    const link = alipay.find((way) => ways.includes(way));
    const code = ways.includes('wechat_native') ? 'wechat_native' : undefined;
    if (isWide) return [code, link].filter(Boolean);
    return [link || code].filter(Boolean);
}

// Where an order leads once it is paid.
export function placeOf({ itemType, itemId, courseId }) {
    if (itemType === 'article') return `#/play/${itemId}`;
    return itemType === 'membership' ? '#/membership' : `#/course/${courseId || itemId}`;
}
