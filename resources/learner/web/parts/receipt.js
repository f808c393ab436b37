// Prices: the amount with what it was before, and the lines that explain it.

import { priceText } from '../core/shop/money.js';
import { explains, priceLine, struckPrice } from '../core/shop/offers.js';
import { html, nothing } from '../render.js';

// `quote` is anything with listPrice and amount.
export function amountWithWas(t, quote, testid) {
    const was = struckPrice(quote);
    const before =
        was === null
            ? nothing
            : html`<s class="price-was" aria-hidden="true">${priceText(was)}</s
                  ><span class="visually-hidden">${t('price.was', { price: priceText(was) })}</span>`;
    return html`<span class="price" data-testid=${testid}>${priceText(quote.amount)}</span>${before}`;
}

const row = (name, amount, className = '') =>
    html`<div class=${`receipt-row ${className}`}><dt>${name}</dt><dd class="number">${priceText(amount)}</dd></div>`;

function lineName(t, line) {
    const { rule, name } = priceLine(line);
    return name ? `${t(`price.rule.${rule}`)} · ${name}` : t(`price.rule.${rule}`);
}

// Nothing where the list price alone is all there is to say.
export function receipt(t, quote) {
    if (!explains(quote)) return nothing;
    return html`<dl class="receipt" aria-label=${t('price.lines')} data-testid="price-lines">
        ${quote.lines.map((line) => row(lineName(t, line), line.amount))}
        ${row(t('price.total'), quote.amount, 'receipt-total')}
    </dl>`;
}
