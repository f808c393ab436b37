// What a page shows instead of its content: life while waiting, an empty place that says why, an error in words.

import { h, icon } from '../dom.js';

export function skeleton(t, kind, count = 1) {
    const blocks = Array.from({ length: count }, () => h('div', { class: `skeleton skeleton-${kind}` }));
    return h(
        'div',
        { class: `skeletons skeletons-${kind}`, role: 'status', 'aria-label': () => t('common.loading') },
        blocks,
    );
}

export function emptyState({ title, hint, iconName = 'book', action }) {
    return h(
        'div',
        { class: 'empty' },
        icon(iconName, 'empty-icon'),
        h('h2', { class: 'empty-title', text: title }),
        hint ? h('p', { class: 'empty-hint', text: hint }) : null,
        action || null,
    );
}

// The words for a failed request; `result` is the API client's.
export function errorText(t, result) {
    if (result.status === 0) return t('error.network');
    if (result.status === 404) return t('error.notFound');
    if (result.status === 429 || result.status === 503) {
        return result.retryAfter > 0 ? t('error.busy', { n: result.retryAfter }) : t('error.server');
    }
    if (result.status >= 500) return t('error.server');
    return t('error.request', { message: result.message || result.error || result.status });
}

export function errorState(t, result, onRetry) {
    return h(
        'div',
        { class: 'empty', role: 'alert' },
        icon('alert', 'empty-icon'),
        h('p', { class: 'empty-hint', text: () => errorText(t, result) }),
        h('button', { class: 'button', type: 'button', text: () => t('common.retry'), onclick: onRetry }),
    );
}
