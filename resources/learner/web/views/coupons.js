// My coupons: those I have claimed, and the way to claim one by its code.

import { couponWords } from '../core/errorwords.js';
import { priceText } from '../core/shop/money.js';
import { emptyState, errorState, errorText, skeleton } from '../parts/states.js';
import { createRoot, html, nothing, repeat } from '../render.js';
import { signInFirst } from './order.js';

// What it takes off, and on what terms.
function terms(t, coupon) {
    const isAll = !coupon.scope || coupon.scope.kind === 'all';
    return [
        coupon.threshold > 0 ? t('coupon.threshold', { price: priceText(coupon.threshold) }) : null,
        coupon.cap ? t('coupon.cap', { price: priceText(coupon.cap) }) : null,
        coupon.firstOrderOnly ? t('coupon.firstOnly') : null,
        isAll ? null : t('coupon.someOnly'),
    ].filter(Boolean);
}

const worth = (coupon) => (coupon.kind === 'percent' ? `${coupon.value}%` : priceText(coupon.value));

export function couponsView(context) {
    const { t, i18n, api, session } = context;
    let coupons = null;
    let failed = null;
    let said = null; // () => words about the last claim
    let isProblem = false;
    let busy = false;

    async function load() {
        const result = await api.get('/api/me/coupons');
        failed = result.ok ? null : result;
        if (result.ok) coupons = result.data.coupons;
        update();
    }

    function say(words, problem) {
        said = words;
        isProblem = problem;
        update();
    }

    async function onClaim(event) {
        event.preventDefault();
        const { code } = event.currentTarget.elements;
        const typed = code.value.trim();
        if (busy) return;
        if (!typed) {
            say(() => t('coupon.needCode'), true);
            return;
        }
        busy = true;
        const result = await api.post('/api/coupons/claim', { code: typed });
        busy = false;
        if (!result.ok) {
            say(() => couponWords(result, i18n.language()) || errorText(t, result), true);
            return;
        }
        code.value = '';
        say(() => t('coupon.claimed', { code: result.data.code }), false);
        load();
    }

    const claim = () =>
        html`<form class="panel claim" novalidate @submit=${onClaim}>
            <label for="claim-code">${t('offer.code')}</label>
            <div class="code-form">
                <input
                    id="claim-code"
                    name="code"
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    maxlength="64"
                    data-testid="claim-code"
                    aria-describedby="claim-note"
                    aria-invalid=${isProblem ? 'true' : nothing}
                />
                <button class="button primary" type="submit" data-testid="claim-send">${t('coupon.claim')}</button>
            </div>
            <p id="claim-note" class=${isProblem ? 'field-problem' : 'hint'} aria-live="polite" data-testid="claim-note"
                >${said ? said() : nothing}</p
            >
        </form>`;

    const card = (coupon) => {
        const time = { from: i18n.day(Date.parse(coupon.startsAt)), until: i18n.day(Date.parse(coupon.endsAt) - 1) };
        return html`<li class="coupon" data-testid="coupon" data-state=${coupon.state}>
            <span class="coupon-worth">${t('coupon.off', { worth: worth(coupon) })}</span>
            <span class=${`mark coupon-${coupon.state}`}>${t(`coupon.state.${coupon.state}`)}</span>
            <span class="meta">${terms(t, coupon).join(' · ')}</span>
            <span class="coupon-code">${coupon.code}</span>
            <span class="meta">${t('coupon.time', time)}</span>
        </li>`;
    };

    function list() {
        if (!coupons) return failed ? errorState(t, failed, load) : skeleton(t, 'row', 2);
        if (coupons.length === 0) return emptyState({ title: t('coupon.none'), hint: t('coupon.noneHint') });
        return html`<ul class="coupons">
            ${repeat(coupons, ({ id }) => id, card)}
        </ul>`;
    }

    const { element, update } = createRoot('div', { class: 'page mine' }, () =>
        session.get()
            ? html`<h1>${t('coupon.title')}</h1>
                  <div class="section">${claim()}</div>
                  <div class="section">${list()}</div>`
            : signInFirst(context, '/coupons'),
    );

    update();
    if (session.get()) load();
    return { element, title: () => t('coupon.title') };
}
