// Membership: until when I am one, and the plans that can be bought.

import { createOffer } from '../parts/offer.js';
import { planBenefit } from '../parts/plans.js';
import { emptyState, errorState, skeleton } from '../parts/states.js';
import { createRoot, html, nothing, repeat } from '../render.js';

export function membershipView(context) {
    const { t, i18n, api, session } = context;
    let held = null; // what I have, null while unknown or signed out
    let plans = null;
    let failed = null;
    let gone = false;
    const offers = new Map(); // plan id → its offer

    const scopeText = ({ scope }) => t(!scope || scope.kind === 'all' ? 'member.all' : 'member.some');

    const mine = (one) => {
        const time = i18n.date(Date.parse(one.validUntil));
        return html`<li class="member-row" data-testid="membership" data-active=${one.active}>
            <span class="plan-name">${one.name}</span>
            <span class=${`mark ${one.active ? 'mark-free' : 'mark-locked'}`}
                >${t(one.active ? 'member.active' : 'member.over')}</span
            >
            <span class="meta">${planBenefit(t, one)} · ${scopeText(one)}</span>
            <span class="meta">${t(one.active ? 'member.until' : 'member.ended', { time })}</span>
        </li>`;
    };

    function mineSection() {
        if (!held) return nothing;
        const rows =
            held.length > 0
                ? html`<ul class="member-rows">${held.map(mine)}</ul>`
                : html`<p>${t('member.none')}</p><p class="hint">${t('member.noneHint')}</p>`;
        return html`<section class="section">
            <h2 class="section-title">${t('member.mine')}</h2>
            <div class="panel">${rows}</div>
        </section>`;
    }

    function planCard(plan) {
        const offer = offers.get(plan.id);
        return html`<section class="panel offer-card" data-testid="plan" data-plan-id=${plan.id}>
            <h3 class="panel-title">${plan.name}</h3>
            <p class="meta">${[t('plan.term', { n: plan.months }), planBenefit(t, plan), scopeText(plan)].join(' · ')}</p>
            ${offer.isThere() ? html`<p class="course-price">${offer.price()}</p>${offer.body()}` : nothing}
        </section>`;
    }

    function planSection() {
        if (!plans) return failed ? errorState(t, failed, load) : skeleton(t, 'card', 2);
        if (plans.length === 0 && held && held.length > 0) return nothing;
        if (plans.length === 0) return emptyState({ title: t('member.noPlans') });
        return html`<section class="section">
            <h2 class="section-title">${t('member.plans')}</h2>
            <div class="offer-cards">${repeat(plans, ({ id }) => id, planCard)}</div>
        </section>`;
    }

    const { element, update } = createRoot(
        'div',
        { class: 'page mine' },
        () => html`<h1>${t('member.title')}</h1>${mineSection()}${planSection()}`,
    );

    async function loadMine() {
        if (!session.get()) return;
        const result = await api.get('/api/me/membership');
        if (result.ok) held = result.data.memberships;
        update();
    }

    async function load() {
        const result = await api.get('/api/memberships/plans');
        if (gone) return;
        failed = result.ok ? null : result;
        if (result.ok) plans = result.data.plans.filter(({ withdrawn }) => !withdrawn);
        for (const { id } of plans || []) {
            const item = { type: 'membership', id };
            offers.set(id, createOffer(context, { item, next: '/membership', update, onOpened: loadMine }));
            offers.get(id).load();
        }
        update();
    }

    update();
    loadMine();
    load();
    return {
        element,
        title: () => t('member.title'),
        leave() {
            gone = true;
            for (const offer of offers.values()) offer.leave();
        },
    };
}
