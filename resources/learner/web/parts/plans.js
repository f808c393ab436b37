// Membership plans: what each gives, for how long and for how much.

import { priceText } from '../core/shop/money.js';
import { html, nothing } from '../render.js';

export function planBenefit(t, plan) {
    return plan.benefit === 'free' ? t('plan.free') : t('plan.percent', { n: plan.percentOff });
}

// The memberships that hold for a course, each leading to where they are bought.
export function plansOffer(t, plans) {
    if (plans.length === 0) return nothing;
    const row = (plan) =>
        html`<li class="plan-row">
            <span class="plan-name">${plan.name}</span>
            <span class="meta">${[t('plan.term', { n: plan.months }), planBenefit(t, plan)].join(' · ')}</span>
            <span class="price">${priceText(plan.price)}</span>
        </li>`;
    return html`<section class="section" data-testid="plans-offer">
        <h2 class="section-title">${t('plan.title')}</h2>
        <div class="panel">
            <ul class="plan-rows">
                ${plans.map(row)}
            </ul>
            <a class="button" href="#/membership" data-testid="plans-see">${t('plan.see')}</a>
        </div>
    </section>`;
}
