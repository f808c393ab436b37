// The frame around every page: skip link, brand, navigation, the sign that says where progress is, and the outlet.

import { icon } from '../icons.js';
import { createRoot, html, nothing } from '../render.js';

export function createFrame({ t, session, learning }) {
    const outlet = document.createElement('main');
    outlet.id = 'content';
    outlet.tabIndex = -1;
    let path = '';

    function skip(event) {
        event.preventDefault();
        outlet.focus();
    }

    // Where the learner's progress is, when that isn't simply "at the school".
    function syncText() {
        const { store, isGuest, consent, pending, isHeldUp } = learning();
        if (!store.isDurable()) return t('sync.noStorage');
        if (isGuest) return null;
        if (consent.state() === 'declined') return t('sync.declined');
        const n = pending();
        if (n === 0) return null;
        if (!navigator.onLine) return t('sync.offline');
        return isHeldUp() ? t('sync.pending', { n }) : null;
    }

    function sync() {
        const text = syncText();
        const content = text === null ? nothing : html`${icon('cloud')}<span class="sync-text">${text}</span>`;
        return html`<p class="sync" role="status" data-testid="sync-pending" ?hidden=${text === null} title=${text || ''}>
            ${content}
        </p>`;
    }

    const link = ({ href, isHere, name, text }) =>
        html`<a class="nav-link" href=${href} aria-current=${isHere ? 'page' : nothing}
            >${icon(name)}<span>${text}</span></a
        >`;

    function person() {
        const isIn = Boolean(session.get());
        const isHere = /^\/(me|login|register|orders|order\/\d+|coupons|membership)$/.test(path);
        return link({ href: isIn ? '#/me' : '#/login', isHere, name: 'user', text: t(isIn ? 'nav.me' : 'nav.login') });
    }

    const { element, update } = createRoot(
        'div',
        { class: 'frame' },
        () => html`
            <a class="skip" href="#content" @click=${skip}>${t('app.skip')}</a>
            <header class="header">
                <div class="header-row">
                    <a class="brand" href="#/" aria-label=${t('app.name')}
                        ><span class="brand-mark" aria-hidden="true">${icon('book')}</span
                        ><span class="brand-name">${t('app.name')}</span></a
                    >
                    ${sync()}
                    <nav class="nav" aria-label=${t('nav.main')}>
                        ${link({ href: '#/', isHere: path === '/', name: 'home', text: t('nav.home') })} ${person()}
                    </nav>
                </div>
            </header>
            ${outlet}
        `,
    );

    return {
        element,
        outlet,
        update,
        markPlace(next) {
            path = next;
            update();
        },
    };
}
