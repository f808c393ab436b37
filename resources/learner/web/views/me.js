// Me: who I am, how far I am, what I have agreed to, how the page looks, and the way out.

import { LANGUAGES } from '../core/messages.js';
import { h, replace, set } from '../dom.js';
import { learningCard } from '../parts/coursecard.js';
import { emptyState, errorState, skeleton } from '../parts/states.js';

const THEMES = ['system', 'light', 'dark'];
const LANGUAGE_NAMES = { zh: '中文', en: 'English' };

function storedTheme() {
    try {
        return localStorage.getItem('cw.theme') || 'system';
    } catch (_error) {
        return 'system';
    }
}

export function chooseTheme(theme) {
    try {
        localStorage.setItem('cw.theme', theme);
    } catch (_error) {
        // For this visit only.
    }
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
}

function choice({ name, label, values, current, text, onChoose }) {
    return h(
        'fieldset',
        { class: 'choice' },
        h('legend', { text: label }),
        h(
            'div',
            { class: 'segments' },
            values.map((value) =>
                h(
                    'label',
                    { class: 'segment' },
                    h('input', {
                        type: 'radio',
                        name,
                        value,
                        checked: value === current,
                        onchange: () => onChoose(value),
                        'data-testid': `${name}-${value}`,
                    }),
                    h('span', { text: text(value) }),
                ),
            ),
        ),
    );
}

// Sending may take as long as the network does, and nobody waits for that to get out: what isn't sent stays.
const LAST_SEND = 2000;

export function displayChoices({ t, i18n }) {
    return h(
        'section',
        { class: 'panel' },
        h('h2', { class: 'panel-title', text: () => t('me.display') }),
        choice({
            name: 'language',
            label: () => t('me.language'),
            values: LANGUAGES,
            current: i18n.language(),
            text: (value) => LANGUAGE_NAMES[value],
            onChoose: i18n.choose,
        }),
        choice({
            name: 'theme',
            label: () => t('me.theme'),
            values: THEMES,
            current: storedTheme(),
            text: (value) => () => t(`me.theme.${value}`),
            onChoose: chooseTheme,
        }),
    );
}

function privacyPanel({ t, i18n, consent, learning }) {
    const panel = h('section', { class: 'panel', 'data-testid': 'privacy' });

    async function decide(granted) {
        await consent.decide(granted); // shows itself by consentChanged
        await learning.wake();
    }

    function show() {
        const state = consent.state();
        const granted = state === 'granted';
        replace(
            panel,
            h('h2', { class: 'panel-title', text: () => t('me.privacy') }),
            h('p', {
                text: () => t(`me.privacy.${state}`, { time: i18n.date(consent.time()) }),
                'data-testid': 'privacy-state',
                'data-state': state,
            }),
            state !== 'unknown' && !consent.recorded()
                ? h('p', { class: 'hint', text: () => t('me.privacy.notRecorded') })
                : null,
            h('p', { class: 'hint', text: () => t('consent.text') }),
            h('button', {
                class: 'button',
                type: 'button',
                text: () => t(granted ? 'me.privacy.withdraw' : 'me.privacy.allow'),
                'data-testid': granted ? 'privacy-withdraw' : 'privacy-allow',
                onclick: () => decide(!granted),
            }),
        );
    }

    show();
    return { panel, show };
}

export function meView(context) {
    const { t, api, session, learning, timers } = context;
    const element = h('div', { class: 'page me' });
    const title = () => t('me.title');
    if (!session.get()) {
        const login = h('a', { class: 'button primary', href: '#/login?next=/me', text: () => t('login.submit') });
        replace(
            element,
            emptyState({
                title: () => t('me.signedOut'),
                hint: () => t('me.signedOutHint'),
                iconName: 'user',
                action: login,
                heading: 'h1',
            }),
            displayChoices(context),
        );
        return { element, title };
    }

    const { user } = session.get();
    const courses = h('div', {}, skeleton(t, 'card', 2));
    const unsent = h('p', { class: 'hint', hidden: true });
    const privacy = privacyPanel(context);

    async function showCourses() {
        await learning.flush();
        const result = await api.get('/api/me/learning');
        if (!result.ok) replace(courses, errorState(t, result, showCourses));
        else if (result.data.items.length === 0) {
            replace(courses, emptyState({ title: () => t('me.noLearning'), hint: () => t('me.noLearningHint') }));
        } else
            replace(
                courses,
                h(
                    'div',
                    { class: 'grid' },
                    result.data.items.map((item) => learningCard(t, item)),
                ),
            );
    }

    async function logOut(event) {
        const button = event.currentTarget;
        button.disabled = true;
        set(button, 'text', () => t('me.loggingOut'));
        await Promise.race([learning.flush(), new Promise((resolve) => timers.set(resolve, LAST_SEND))]);
        learning.forgetSynced();
        api.logout();
        location.hash = '#/';
    }

    function showUnsent() {
        const n = learning.pending();
        set(unsent, 'text', () => t('me.unsent', { n }));
        unsent.hidden = n === 0;
    }

    const unlisten = learning.onState(showUnsent);
    showUnsent();
    replace(
        element,
        h(
            'header',
            { class: 'me-head' },
            h('span', { class: 'avatar', 'aria-hidden': 'true', text: [...String(user.displayName || '?')][0] || '?' }),
            h(
                'div',
                {},
                h('h1', { text: user.displayName, 'data-testid': 'me-name' }),
                h('p', { class: 'meta', text: () => t(`me.role.${user.role}`) }),
            ),
        ),
        h('section', { class: 'section' }, h('h2', { class: 'section-title', text: () => t('me.learning') }), courses),
        h('div', { class: 'panels' }, privacy.panel, displayChoices(context)),
        h(
            'div',
            { class: 'me-foot' },
            h('button', {
                class: 'button',
                type: 'button',
                text: () => t('me.logout'),
                'data-testid': 'logout',
                onclick: logOut,
            }),
            unsent,
        ),
    );
    showCourses();
    return { element, title, consentChanged: privacy.show, leave: unlisten };
}
