// Me: who I am, how far I am, what I have agreed to, how the page looks, and the way out.

import { LANGUAGES } from '../core/messages.js';
import { learningCard } from '../parts/coursecard.js';
import { emptyState, errorState, skeleton } from '../parts/states.js';
import { createRoot, html, live, nothing, repeat } from '../render.js';

const THEMES = ['system', 'light', 'dark'];
const LANGUAGE_NAMES = { zh: '中文', en: 'English' };

const chosenTheme = () => document.documentElement.dataset.theme || 'system';

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
    const segment = (value) =>
        html`<label class="segment"
            ><input
                type="radio"
                name=${name}
                value=${value}
                .checked=${live(value === current)}
                data-testid=${`${name}-${value}`}
                @change=${() => onChoose(value)}
            /><span>${text(value)}</span></label
        >`;
    return html`<fieldset class="choice">
        <legend>${label}</legend>
        <div class="segments">${values.map(segment)}</div>
    </fieldset>`;
}

// Sending may take as long as the network does, and nobody waits for that to get out: what isn't sent stays.
const LAST_SEND = 2000;

export function displayChoices({ t, i18n }) {
    return html`<section class="panel">
        <h2 class="panel-title">${t('me.display')}</h2>
        ${choice({
            name: 'language',
            label: t('me.language'),
            values: LANGUAGES,
            current: i18n.language(),
            text: (value) => LANGUAGE_NAMES[value],
            onChoose: i18n.choose,
        })}
        ${choice({
            name: 'theme',
            label: t('me.theme'),
            values: THEMES,
            current: chosenTheme(),
            text: (value) => t(`me.theme.${value}`),
            onChoose: chooseTheme,
        })}
    </section>`;
}

function privacyPanel({ t, i18n, consent, learning }) {
    const state = consent.state();
    const granted = state === 'granted';

    async function decide() {
        await consent.decide(!granted); // shows itself by consentChanged
        await learning.wake();
    }

    const isOnlyHere = state !== 'unknown' && !consent.recorded();
    return html`<section class="panel" data-testid="privacy">
        <h2 class="panel-title">${t('me.privacy')}</h2>
        <p data-testid="privacy-state" data-state=${state}
            >${t(`me.privacy.${state}`, { time: i18n.date(consent.time()) })}</p
        >
        ${isOnlyHere ? html`<p class="hint">${t('me.privacy.notRecorded')}</p>` : nothing}
        <p class="hint">${t('consent.text')}</p>
        <button
            class="button"
            type="button"
            data-testid=${granted ? 'privacy-withdraw' : 'privacy-allow'}
            @click=${decide}
        >
            ${t(granted ? 'me.privacy.withdraw' : 'me.privacy.allow')}
        </button>
    </section>`;
}

// The ways to what was bought, where the platform allows prices at all.
function shopPanel({ t, showsPrices }) {
    if (!showsPrices) return nothing;
    const link = (href, text, testid) =>
        html`<li><a class="link-row" href=${href} data-testid=${testid}>${text}</a></li>`;
    return html`<section class="panel">
        <h2 class="panel-title">${t('me.shop')}</h2>
        <ul class="link-rows">
            ${link('#/orders', t('order.list'), 'me-orders')} ${link('#/coupons', t('coupon.title'), 'me-coupons')}
            ${link('#/membership', t('member.title'), 'me-membership')}
        </ul>
    </section>`;
}

function signedOut(context) {
    const { t } = context;
    const login = html`<a class="button primary" href="#/login?next=/me">${t('login.submit')}</a>`;
    const state = emptyState({
        title: t('me.signedOut'),
        hint: t('me.signedOutHint'),
        iconName: 'user',
        action: login,
        isPage: true,
    });
    return html`${state} ${displayChoices(context)}`;
}

function personHead(t, user) {
    return html`<header class="me-head">
        <span class="avatar" aria-hidden="true">${[...String(user.displayName || '?')][0] || '?'}</span>
        <div>
            <h1 data-testid="me-name">${user.displayName}</h1>
            <p class="meta">${t(`me.role.${user.role}`)}</p>
        </div>
    </header>`;
}

export function meView(context) {
    const { t, api, session, learning, timers } = context;
    const title = () => t('me.title');
    if (!session.get()) {
        const { element, update } = createRoot('div', { class: 'page me' }, () => signedOut(context));
        update();
        return { element, title };
    }

    const { user } = session.get();
    let mine = null; // the answer that says what I am learning
    let leaving = false;

    function unsent() {
        const n = learning.pending();
        return n > 0 ? html`<p class="hint">${t('me.unsent', { n })}</p>` : nothing;
    }

    function courses() {
        if (!mine) return skeleton(t, 'card', 2);
        if (!mine.ok) return errorState(t, mine, load);
        const { items } = mine.data;
        if (items.length === 0) return emptyState({ title: t('me.noLearning'), hint: t('me.noLearningHint') });
        return html`<div class="grid">
            ${repeat(items, ({ courseId }) => courseId, (item) => learningCard(t, item))}
        </div>`;
    }

    const { element, update } = createRoot(
        'div',
        { class: 'page me' },
        () => html`
            ${personHead(t, user)}
            <section class="section">
                <h2 class="section-title">${t('me.learning')}</h2>
                <div>${courses()}</div>
            </section>
            <div class="panels">${shopPanel(context)} ${privacyPanel(context)} ${displayChoices(context)}</div>
            <div class="me-foot">
                <button class="button" type="button" data-testid="logout" ?disabled=${leaving} @click=${logOut}>
                    ${t(leaving ? 'me.loggingOut' : 'me.logout')}
                </button>
                ${unsent()}
            </div>
        `,
    );

    async function load() {
        await learning.flush();
        mine = await api.get('/api/me/learning');
        update();
    }

    async function logOut() {
        leaving = true;
        update();
        await Promise.race([learning.flush(), new Promise((resolve) => timers.set(resolve, LAST_SEND))]);
        learning.forgetSynced();
        api.logout();
        location.hash = '#/';
    }

    const unlisten = learning.onState(update);
    update();
    load();
    return { element, title, consentChanged: update, leave: unlisten };
}
