// Money back: what was asked for and how it stands, and the form that asks. Staff decides; this only says so.

import { priceText } from '../core/shop/money.js';
import { MAX_REASON, mayAskRefund } from '../core/shop/orders.js';
import { html, nothing } from '../render.js';
import { errorText } from './states.js';

// `order()` is the order as it is known now; `onAsked()` hears that it has moved.
export function createRefund({ t, i18n, api }, { order, update, onAsked }) {
    let problem = null; // () => words
    let busy = false;

    async function onSubmit(event) {
        event.preventDefault();
        if (busy) return;
        const reason = event.currentTarget.elements.reason.value.trim();
        problem = reason ? null : () => t('refund.needReason');
        busy = Boolean(reason);
        update();
        if (!busy) return;
        const result = await api.post(`/api/orders/${order().orderId}/request-refund`, { reason });
        busy = false;
        if (result.ok) onAsked();
        else problem = () => errorText(t, result);
        update();
    }

    const row = (refund) =>
        html`<li class="refund-row" data-testid="refund" data-status=${refund.status}>
            <span class="refund-state">${t(`refund.state.${refund.status}`)}</span>
            <span class="number">${priceText(refund.amount)}</span>
            <span class="meta">${refund.reason}</span>
            <span class="meta">${i18n.date(Date.parse(refund.finishedAt || refund.createdAt))}</span>
        </li>`;

    const form = () =>
        html`<details class="refund-entry" data-testid="refund-entry">
            <summary>${t('refund.ask')}</summary>
            <form class="field" novalidate @submit=${onSubmit}>
                <label for="refund-reason">${t('refund.reason')}</label>
                <textarea
                    id="refund-reason"
                    name="reason"
                    rows="3"
                    maxlength=${MAX_REASON}
                    data-testid="refund-reason"
                    aria-describedby="refund-note"
                    aria-invalid=${problem ? 'true' : nothing}
                ></textarea>
                <p id="refund-note" class=${problem ? 'field-problem' : 'hint'} aria-live="polite"
                    >${problem ? problem() : t('refund.hint')}</p
                >
                <button class="button" type="submit" data-testid="refund-send" aria-disabled=${busy}>
                    ${t('refund.send')}
                </button>
            </form>
        </details>`;

    return {
        template() {
            const { refunds = [] } = order();
            const mayAsk = mayAskRefund(order());
            if (refunds.length === 0 && !mayAsk) return nothing;
            return html`<section class="section">
                <h2 class="section-title">${t('refund.title')}</h2>
                <div class="panel">
                    ${refunds.length > 0 ? html`<ul class="refund-rows">${refunds.map(row)}</ul>` : nothing}
                    ${mayAsk ? form() : nothing}
                </div>
            </section>`;
        },
    };
}
