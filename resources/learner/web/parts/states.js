// What a page shows instead of its content: life while waiting, an empty place that says why, an error in words.

import { errorWords } from '../core/errorwords.js';
import { h, icon } from '../dom.js';

export function skeleton(t, kind, count = 1) {
    const blocks = Array.from({ length: count }, () => h('div', { class: `skeleton skeleton-${kind}` }));
    return h(
        'div',
        { class: `skeletons skeletons-${kind}`, role: 'status', 'aria-label': () => t('common.loading') },
        blocks,
    );
}

// `heading` is 'h1' where this is all there is on the page.
export function emptyState({ title, hint, iconName = 'book', action, heading = 'h2' }) {
    return h(
        'div',
        { class: 'empty' },
        icon(iconName, 'empty-icon'),
        h(heading, { class: 'empty-title', text: title }),
        hint ? h('p', { class: 'empty-hint', text: hint }) : null,
        action || null,
    );
}

// The words for a failed request; `result` is the API client's. Never the server's own text.
export function errorText(t, result) {
    const { key, params } = errorWords(result);
    return t(key, params);
}

// Without network nothing can be shown; when it comes back what was asked for is asked again, if it is still wanted.
function retryWhenBack(element, onRetry) {
    const retry = () => {
        window.removeEventListener('online', retry);
        if (element.isConnected) onRetry();
    };
    window.addEventListener('online', retry);
}

export function errorState(t, result, onRetry, heading = null) {
    const { key } = errorWords(result);
    const link = (href, text) => h('a', { class: 'button primary', href, text: () => t(text) });
    const retry = () =>
        h('button', { class: 'button', type: 'button', text: () => t('common.retry'), onclick: onRetry });
    const element = h(
        'div',
        { class: 'empty', role: 'alert' },
        icon('alert', 'empty-icon'),
        h(heading || 'p', { class: heading ? 'empty-title' : 'empty-hint', text: () => errorText(t, result) }),
        key === 'error.signIn'
            ? link('#/login', 'login.submit')
            : key === 'error.notFound'
              ? link('#/', 'nav.toHome')
              : retry(),
    );
    if (result.status === 0) retryWhenBack(element, onRetry);
    return element;
}
