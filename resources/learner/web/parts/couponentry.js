// Coupons beside a price: one's own to choose among, and the entry of a code, which is closed until somebody has one, with
// the school's answer in place.

import { priceText } from '../core/shop/money.js';
import { html, live, nothing, repeat } from '../render.js';

// `coupon` is the quote's: {code, applied, message?} or undefined; `name` tells several of one page apart;
// `onCode(code)` takes what was typed, '' to do without one.
export function couponEntry({ t, name, coupon, problem, onCode }) {
    if (coupon && coupon.applied) return nothing;

    function onSubmit(event) {
        event.preventDefault();
        const code = event.currentTarget.elements.code.value.trim();
        onCode(code);
    }

    return html`<details class="coupon-entry" data-testid="coupon-entry">
        <summary data-focus-next>${t('offer.haveCode')}</summary>
        <form class="code-form" novalidate @submit=${onSubmit}>
            <input
                name="code"
                aria-label=${t('offer.code')}
                placeholder=${t('offer.code')}
                autocomplete="off"
                autocapitalize="characters"
                spellcheck="false"
                maxlength="64"
                data-testid="coupon-code"
                aria-describedby=${`coupon-note-${name}`}
                aria-invalid=${problem ? 'true' : nothing}
            />
            <button class="button" type="submit" data-testid="coupon-apply">${t('offer.apply')}</button>
        </form>
        <p id=${`coupon-note-${name}`} class="field-problem" role="alert" data-testid="coupon-problem"
            >${problem || nothing}</p
        >
    </details>`;
}

// `own` are the quote's: [{code, applied, off, message?}], the best first; `code` is the one in use, '' for none;
// `onChoose(code)` takes another one, or '' for none.
export function ownCoupons({ t, name, own, code, onChoose }) {
    if (own.length === 0) return nothing;
    const choice = (value, isOpen, words) =>
        html`<label class=${`own-coupon ${isOpen ? '' : 'own-coupon-refused'}`} data-testid="own-coupon" data-code=${value}
            ><input
                type="radio"
                name=${`own-${name}`}
                value=${value}
                ?disabled=${!isOpen}
                .checked=${live(value === code)}
                @change=${() => onChoose(value)}
            />${words}</label
        >`;
    const row = (one) =>
        choice(
            one.code,
            one.applied,
            html`<span class="own-code">${one.code}</span
                ><span class="own-worth">${one.applied ? priceText(-one.off) : one.message}</span>`,
        );
    return html`<fieldset class="own-coupons" data-testid="own-coupons">
        <legend>${t('offer.own')}</legend>
        ${repeat(own, (one) => one.code, row)} ${choice('', true, html`<span>${t('offer.ownNone')}</span>`)}
    </fieldset>`;
}
