// What a page shows instead of its content: life while waiting, an empty place that says why, an error in words.

import { errorWords } from '../core/errorwords.js';
import { icon } from '../icons.js';
import { html, nothing } from '../render.js';

export function skeleton(t, kind, count = 1) {
    const blocks = Array.from({ length: count }, () => html`<div class=${`skeleton skeleton-${kind}`}></div>`);
    return html`<div class=${`skeletons skeletons-${kind}`} role="status" aria-label=${t('common.loading')}>
        ${blocks}
    </div>`;
}

const headingOrText = (isHeading, text) =>
    isHeading ? html`<h1 class="empty-title">${text}</h1>` : html`<h2 class="empty-title">${text}</h2>`;

// `isPage` where this is all there is on the page; `testid` and `reason` are for tests.
export function emptyState({ title, hint, iconName = 'book', action, isPage = false, testid, reason }) {
    return html`<div class="empty" data-testid=${testid || nothing} data-reason=${reason || nothing}>
        ${icon(iconName, 'empty-icon')} ${headingOrText(isPage, title)}
        ${hint ? html`<p class="empty-hint">${hint}</p>` : nothing} ${action || nothing}
    </div>`;
}

// The words for a failed request; `result` is the API client's. Never the server's own text.
export function errorText(t, result) {
    const { key, params } = errorWords(result);
    return t(key, params);
}

function wayOut(t, result, onRetry) {
    const { key } = errorWords(result);
    const link = (href, text) => html`<a class="button primary" href=${href}>${t(text)}</a>`;
    if (key === 'error.signIn') return link('#/login', 'login.submit');
    if (key === 'error.notFound') return link('#/', 'nav.toHome');
    return retryButton(t, result, onRetry);
}

// Pressed by itself when the network is back (see retryUnreached).
export function retryButton(t, result, onRetry) {
    return html`<button class="button" type="button" ?data-unreached=${result.status === 0} @click=${onRetry}>
        ${t('common.retry')}
    </button>`;
}

// Without network nothing can be shown; when it comes back what was asked for is asked again, if it is still wanted.
export function retryUnreached() {
    for (const button of document.querySelectorAll('[data-unreached]')) button.click();
}

export function errorState(t, result, onRetry, isPage = false) {
    const text = errorText(t, result);
    return html`<div class="empty" role="alert">
        ${icon('alert', 'empty-icon')}
        ${isPage ? headingOrText(true, text) : html`<p class="empty-hint">${text}</p>`}
        ${wayOut(t, result, onRetry)}
    </div>`;
}
