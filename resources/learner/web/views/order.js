// One order: paying it while it is open, then what it opened, its receipt, what happened to it, and money back.

import { placeOf } from '../core/shop/offers.js';
import { orderState } from '../core/shop/orders.js';
import { watchOrder } from '../core/shop/orderwatch.js';
import { priceText } from '../core/shop/money.js';
import { createPaying } from '../parts/paying.js';
import { amountWithWas, receipt } from '../parts/receipt.js';
import { createRefund } from '../parts/refund.js';
import { emptyState, errorState, errorText, skeleton } from '../parts/states.js';
import { icon } from '../icons.js';
import { createRoot, html, nothing } from '../render.js';

// What of an order's history is its buyer's business.
const TOLD = [
    'created',
    'paid',
    'paid_late',
    'closed',
    'expired',
    'coupon_gone',
    'refunded_outside',
    'refund_requested',
    'refund_started',
    'refund_refused',
    'refunded',
    'refund_failed',
];

export const stateMark = (t, state) =>
    html`<span class=${`mark order-${state}`} data-testid="order-state" data-state=${state}
        >${t(`order.state.${state}`)}</span
    >`;

export function signInFirst({ t }, next) {
    const action = html`<a class="button primary" href=${`#/login?next=${next}`}>${t('login.submit')}</a>`;
    return emptyState({ title: t('me.signedOut'), iconName: 'user', action, isPage: true });
}

export function orderView(context, [id]) {
    const { t, i18n, api, session, clock, timers, events, showTitle } = context;
    let order = null;
    let failed = null; // the answer instead of it
    let paying = null;
    let canceling = false;
    let refused = null; // the answer to canceling

    const { element, update } = createRoot('div', { class: 'page order' }, () => {
        if (!session.get()) return signInFirst(context, `/order/${id}`);
        if (!order) return failed ? errorState(t, failed, () => watch.ask(), true) : skeleton(t, 'card');
        return content();
    });
    const refund = createRefund(context, { order: () => order, update, onAsked: () => watch.ask() });
    const state = () => orderState(order, clock.now());

    async function cancel() {
        if (canceling) return;
        canceling = true;
        update();
        const result = await api.post(`/api/orders/${id}/cancel`);
        canceling = false;
        refused = result.ok ? null : result;
        if (result.ok) arrived(result);
        else watch.ask();
    }

    function arrived(result) {
        const isNew = order === null;
        if (!result.ok) {
            failed = result;
        } else {
            failed = null;
            order = result.data;
            if (order.status === 'pending' && !paying) paying = createPaying(context, { order: () => order, update });
            if (order.status !== 'pending') stopPaying();
        }
        update();
        if (isNew) showTitle();
    }

    function stopPaying() {
        if (paying) paying.leave();
        paying = null;
    }

    function whatNow() {
        const go = (key, primary) =>
            html`<a class=${`button big ${primary ? 'primary' : ''}`} href=${placeOf(order)} data-testid="order-go"
                >${t(key)}</a
            >`;
        switch (state()) {
            case 'pending':
                return html`${paying ? paying.template() : nothing}
                    <button
                        class="button"
                        type="button"
                        data-testid="order-cancel"
                        aria-disabled=${canceling}
                        @click=${cancel}
                    >
                        ${t('order.cancel')}
                    </button>
                    <p class="problem" role="alert">${refused ? errorText(t, refused) : nothing}</p>`;
            case 'ending':
                return html`<p>${t('order.ending')}</p>`;
            case 'paid':
            case 'partially_refunded':
                return html`<p class="order-done" data-testid="order-done"
                        >${icon('check')}<span>${t(order.amount > 0 ? 'order.done' : 'order.doneFree')}</span></p
                    >
                    ${go(`order.go.${order.itemType}`, true)}`;
            case 'closed':
                return html`<p>${t('order.closed')}</p>
                    ${go('order.lookAgain', false)}`;
            default:
                return nothing;
        }
    }

    const fact = (name, value) => html`<div class="receipt-row"><dt>${name}</dt><dd>${value}</dd></div>`;

    function facts() {
        return html`<dl class="receipt">
            ${fact(t('order.number'), html`<span class="order-number" data-testid="order-number">${order.orderNo}</span>`)}
            ${fact(t('order.created'), i18n.date(Date.parse(order.createdAt)))}
            ${order.refunded > 0 ? fact(t('order.refunded'), priceText(order.refunded)) : nothing}
        </dl>`;
    }

    function timeline() {
        const told = order.timeline.filter(({ kind }) => TOLD.includes(kind));
        const row = ({ kind, at }) =>
            html`<li class="event" data-kind=${kind}>
                <span>${t(`order.event.${kind}`)}</span><span class="meta">${i18n.date(Date.parse(at))}</span>
            </li>`;
        return html`<section class="section">
            <h2 class="section-title">${t('order.timeline')}</h2>
            <ol class="panel events" data-testid="timeline">
                ${told.map(row)}
            </ol>
        </section>`;
    }

    const content = () => html`
        <a class="back" href="#/orders">${icon('back')}<span>${t('order.list')}</span></a>
        <section class="panel order-panel">
            <div class="order-head">
                <h1>${order.title}</h1>
                <span role="status">${stateMark(t, state())}</span>
            </div>
            <p class="course-price">${amountWithWas(t, order, 'order-amount')}</p>
            <div class="order-now">${whatNow()}</div>
            ${receipt(t, order)} ${facts()}
        </section>
        ${refund.template()} ${timeline()}
    `;

    const watch = session.get() ? watchOrder({ api, events, timers }, id, arrived) : { ask() {}, stop() {} };
    update();
    return {
        element,
        title: () => (order ? `${t('order.title')} · ${order.title}` : t('order.title')),
        leave() {
            watch.stop();
            stopPaying();
        },
    };
}
