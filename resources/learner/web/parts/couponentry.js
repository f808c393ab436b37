// The entry of a coupon's code beside a price: closed until somebody has one, with the school's answer in place.

import { html, nothing } from '../render.js';

// `coupon` is the quote's: {code, applied, message?} or undefined; `name` tells several of one page apart;
// `onCode(code)` takes what was typed, '' to do without one.
export function couponEntry({ t, name, coupon, problem, busy, onCode }) {
    if (coupon && coupon.applied) return nothing;

    function onSubmit(event) {
        event.preventDefault();
        const code = event.currentTarget.elements.code.value.trim();
        if (!busy) onCode(code);
    }

    return html`<details class="coupon-entry" data-testid="coupon-entry">
        <summary>${t('offer.haveCode')}</summary>
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
