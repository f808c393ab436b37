// The frame around every page: skip link, brand, navigation, the sign that says where progress is, and the outlet.

import { h, icon, replace, set } from '../dom.js';

export function createFrame({ t, session, learning }) {
    const sync = h('p', { class: 'sync', role: 'status', hidden: true, 'data-testid': 'sync-pending' });
    const person = h('a', { class: 'nav-link', href: '#/me', 'data-nav': '/me' });
    const nav = h(
        'nav',
        { class: 'nav', 'aria-label': () => t('nav.main') },
        h(
            'a',
            { class: 'nav-link', href: '#/', 'data-nav': '/' },
            icon('home'),
            h('span', { text: () => t('nav.home') }),
        ),
        person,
    );
    const outlet = h('main', { id: 'content', tabindex: '-1' });
    const skip = h('a', {
        class: 'skip',
        href: '#content',
        text: () => t('app.skip'),
        onclick: (event) => {
            event.preventDefault();
            outlet.focus();
        },
    });
    const brand = h(
        'a',
        { class: 'brand', href: '#/', 'aria-label': () => t('app.name') }, // a phone shows the drawing alone
        h('span', { class: 'brand-mark', 'aria-hidden': 'true' }, icon('book')),
        h('span', { class: 'brand-name', text: () => t('app.name') }),
    );
    const header = h('header', { class: 'header' }, h('div', { class: 'header-row' }, brand, sync, nav));

    // Where the learner's progress is, when that isn't simply "at the school".
    function syncText() {
        const { store, isGuest, consent, pending, isHeldUp } = learning();
        if (!store.isDurable()) return () => t('sync.noStorage');
        if (isGuest) return null;
        if (consent.state() === 'declined') return () => t('sync.declined');
        const n = pending();
        if (n === 0) return null;
        if (!navigator.onLine) return () => t('sync.offline');
        return isHeldUp() ? () => t('sync.pending', { n }) : null;
    }

    return {
        element: h('div', { class: 'frame' }, skip, header, outlet),
        outlet,
        showSync() {
            const text = syncText();
            sync.hidden = text === null;
            if (text === null) replace(sync);
            else if (sync.firstChild) set(sync.querySelector('.sync-text'), 'text', text);
            else replace(sync, icon('cloud'), h('span', { class: 'sync-text', text }));
            sync.title = sync.textContent;
        },
        showPerson() {
            const current = session.get();
            const label = current ? () => t('nav.me') : () => t('nav.login');
            replace(person, icon('user'), h('span', { text: label }));
            person.href = current ? '#/me' : '#/login';
        },
        markPlace(path) {
            for (const link of nav.querySelectorAll('a')) {
                const here = link.dataset.nav === path || (link === person && /^\/(login|register)$/.test(path));
                set(link, 'aria-current', here ? 'page' : null);
            }
        },
    };
}
