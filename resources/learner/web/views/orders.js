// My orders, the newest first.

import { priceText } from '../core/shop/money.js';
import { orderState } from '../core/shop/orders.js';
import { emptyState, errorState, skeleton } from '../parts/states.js';
import { createRoot, html, nothing, repeat } from '../render.js';
import { signInFirst, stateMark } from './order.js';

const PAGE = 20;

export function ordersView(context) {
    const { t, i18n, api, session, clock, kept } = context;
    const wanted = kept.pages || 1; // whoever comes back finds as much of the list as there was
    let orders = null;
    let nextPage = null;
    let failed = null;

    const row = (order) =>
        html`<li>
            <a class="order-row" href=${`#/order/${order.orderId}`} data-testid="order-row">
                <span class="order-title">${order.title}</span>
                ${stateMark(t, orderState(order, clock.now()))}
                <span class="meta">${i18n.date(Date.parse(order.createdAt))}</span>
                <span class="price">${priceText(order.amount)}</span>
            </a>
        </li>`;

    function list() {
        if (!orders) return failed ? errorState(t, failed, () => load(1)) : skeleton(t, 'row', 3);
        if (orders.length === 0) return emptyState({ title: t('order.none'), hint: t('order.noneHint') });
        const more = () =>
            html`<button class="button more" type="button" @click=${() => load(nextPage)}>${t('home.more')}</button>`;
        return html`<ul class="order-rows">
                ${repeat(orders, ({ orderId }) => orderId, row)}
            </ul>
            ${failed ? errorState(t, failed, () => load(nextPage)) : nextPage ? more() : nothing}`;
    }

    const { element, update } = createRoot('div', { class: 'page mine' }, () =>
        session.get() ? html`<h1>${t('order.list')}</h1><div class="section">${list()}</div>` : signInFirst(context, '/orders'),
    );

    async function load(page) {
        const result = await api.get(`/api/orders?page=${page}&per_page=${PAGE}`);
        failed = result.ok ? null : result;
        if (result.ok) {
            orders = [...(orders || []), ...result.data.orders];
            nextPage = page < result.data.pagination.pages ? page + 1 : null;
            kept.pages = page;
        }
        update();
        if (result.ok && nextPage && page < wanted) await load(nextPage);
    }

    update();
    if (session.get()) load(1);
    return { element, title: () => t('order.list') };
}
