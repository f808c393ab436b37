// What one thing costs and how it is bought: the price and why, a coupon, the button, or the order that waits to be paid.
//
// `item` is {type: 'column' | 'article' | 'membership', id}. `update()` renders the page that shows it; `onOpened()`
// hears that it is this person's now, so that the page opens without being loaded again. Where the platform forbids
// prices it asks nothing and shows nothing.

import { couponWords } from '../core/errorwords.js';
import { bestCoupon } from '../core/shop/offers.js';
import { priceText } from '../core/shop/money.js';
import { orderState } from '../core/shop/orders.js';
import { watchOrder } from '../core/shop/orderwatch.js';
import { html, nothing } from '../render.js';
import { couponEntry, ownCoupons } from './couponentry.js';
import { amountWithWas, receipt } from './receipt.js';
import { errorText } from './states.js';

export function createOffer(context, { item, next, update, onOpened }) {
    const { t, i18n, api, session, clock, timers, events, showsPrices } = context;
    let quote = null;
    let failed = null; // the answer instead of it
    let spoken = ''; // the language the quote's words are in
    let code = '';
    let ownsChosen = false; // she has chosen among her coupons, or against them, herself
    let open = null; // the order of this item that waits to be paid
    let ways = null;
    let refused = null; // the answer to an order
    let isNewPrice = false; // the price has changed between seeing it and ordering
    let couponProblem = null; // () => words
    let busy = false;
    let watch = null;
    let gone = false;

    const isMine = (order) => order.itemType === item.type && String(order.itemId) === String(item.id);
    const isOpen = (order) => orderState(order, clock.now()) === 'pending';

    async function askQuote(wanted) {
        const language = i18n.language();
        spoken = language;
        const asked = new URLSearchParams({ itemType: item.type, itemId: item.id });
        if (wanted) asked.set('couponCode', wanted);
        if (session.get()) asked.set('ownCoupons', '1');
        const result = await api.get(`/api/quote?${asked}`);
        if (gone) return;
        failed = result.ok ? null : result;
        if (failed) return;
        const best = bestCoupon(result.data);
        if (!wanted && best && !ownsChosen) return askQuote(best);
        quote = result.data;
        const { coupon } = quote;
        code = coupon && coupon.applied ? coupon.code : '';
        couponProblem = coupon && !coupon.applied ? () => coupon.message : null;
        update();
        return undefined;
    }

    // '' for none of them.
    function choose(wanted) {
        ownsChosen = true;
        isNewPrice = false;
        return askQuote(wanted);
    }

    async function askWays() {
        const result = await api.get('/api/payments/channels');
        if (result.ok) ways = result.data.ways;
    }

    async function askOpenOrder() {
        if (!session.get()) return;
        const result = await api.get('/api/orders?status=pending&per_page=100');
        if (gone || !result.ok) return;
        follow(result.data.orders.find((order) => isMine(order) && isOpen(order)) || null);
    }

    function follow(order) {
        if (watch) watch.stop();
        watch = null;
        open = order;
        if (!order) return;
        watch = watchOrder({ api, events, timers }, order.orderId, ({ ok, data }) => {
            if (!ok) return;
            open = isOpen(data) ? data : null;
            if (data.status === 'paid') onOpened();
            update();
        });
    }

    async function load() {
        if (!showsPrices) return;
        await Promise.all([askQuote(code), askWays(), askOpenOrder()]);
        if (!gone) update();
    }

    // Whoever comes back to this tab may have bought it in another.
    async function onVisible() {
        if (document.visibilityState !== 'visible' || !session.get()) return;
        await load();
        const { allowed, reason } = (quote && quote.access) || {};
        if (!gone && allowed && reason !== 'trial') onOpened();
    }

    async function buy() {
        if (busy) return;
        busy = true;
        refused = null;
        isNewPrice = false;
        update();
        const result = await api.post('/api/orders/create', {
            itemType: item.type,
            itemId: Number(item.id),
            expectedAmount: quote.amount,
            ...(code ? { couponCode: code } : {}),
        });
        if (gone) return;
        busy = false;
        const words = couponWords(result, 'zh');
        if (words !== null) {
            await askQuote('');
            couponProblem = () => couponWords(result, i18n.language());
        } else if (result.error === 'price_changed') {
            await askQuote(code);
            isNewPrice = true;
        } else if (!result.ok) refused = result;
        if (result.ok && result.data.status === 'pending') location.hash = `#/order/${result.data.orderId}`;
        else if (result.ok || result.error === 'already_owned' || result.error === 'in_membership') onOpened();
        update();
    }

    async function useCode(typed) {
        if (typed) await choose(typed);
        const unanswered = failed;
        if (!typed) couponProblem = () => t('coupon.needCode');
        else if (unanswered) couponProblem = () => errorText(t, unanswered);
        if (!gone) update();
    }

    function buyButton() {
        if (!session.get())
            return html`<a class="button primary big" href=${`#/login?next=${next}`} data-testid="offer-login"
                >${t('offer.login')}</a
            >`;
        const words = quote.amount === 0 ? t('offer.get') : t('offer.buy', { price: priceText(quote.amount) });
        return html`<button
            class="button primary big"
            type="button"
            data-testid="offer-buy"
            aria-disabled=${busy}
            @click=${buy}
        >
            ${busy ? t('offer.busy') : words}
        </button>`;
    }

    function orderProblem() {
        if (isNewPrice) return t('offer.newPrice', { price: priceText(quote.amount) });
        return refused ? errorText(t, refused) : nothing;
    }

    function coupon() {
        if (!session.get()) return nothing;
        const { ownCoupons: own = [] } = quote;
        const name = `${item.type}-${item.id}`;
        const isOwn = own.some((one) => one.code === code);
        const chosen = html`<p class="coupon-used">
            <span class="mark mark-free">${code}</span>
            <button
                class="link"
                type="button"
                data-focus-next
                data-testid="coupon-remove"
                @click=${() => choose('')}
            >
                ${t('offer.remove')}
            </button>
        </p>`;
        const problem = couponProblem ? couponProblem() : null;
        const entry = couponEntry({ t, name, coupon: isOwn ? null : quote.coupon, problem, onCode: useCode });
        return html`${ownCoupons({ t, name, own, code, onChoose: choose })} ${code && !isOwn ? chosen : entry}`;
    }

    function openOrder() {
        const words = { price: priceText(open.amount), time: i18n.date(Date.parse(open.expiresAt)) };
        return html`<p class="open-order" data-testid="offer-open">${t('offer.open', words)}</p>
            <div class="offer-buttons">
                <a class="button primary big" href=${`#/order/${open.orderId}`} data-testid="offer-pay"
                    >${t('offer.pay')}</a
                >
            </div>`;
    }

    if (showsPrices) document.addEventListener('visibilitychange', onVisible);
    return {
        load,
        // Whether there is anything to show yet.
        isThere: () => quote !== null,
        // Why there isn't, where it should be: what isn't sold by itself has no price.
        failure: () => (quote === null && failed && failed.status !== 404 ? failed : null),
        price: () => html`<span class="offer-price">${amountWithWas(t, quote, 'offer-amount')}</span>`,
        // What stands below the price; `beside` goes next to the button.
        body(beside = nothing) {
            if (spoken !== i18n.language()) askQuote(code);
            if (open) return html`${openOrder()}<div class="offer-buttons">${beside}</div>`;
            const outside = ways && ways.length === 0 && quote.amount > 0 && session.get();
            return html`${receipt(t, quote)}
                <div class="offer-buttons">${buyButton()} ${beside}</div>
                <p class="problem" role="alert" data-testid="offer-problem"
                    >${orderProblem()}</p
                >
                ${coupon()}
                ${outside ? html`<p class="meta" data-testid="offer-outside">${t('offer.outside')}</p>` : nothing}`;
        },
        leave() {
            gone = true;
            if (watch) watch.stop();
            document.removeEventListener('visibilitychange', onVisible);
        },
    };
}
