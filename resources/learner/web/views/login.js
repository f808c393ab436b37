// Logging in and registering. After success the page goes back to where the learner came from.

import { MAX_DISPLAY_NAME, loginFault, passwordFault } from '../core/credentials.js';
import { fieldWords, passwordKey, waitWords } from '../core/errorwords.js';
import { field, form } from '../parts/form.js';
import { errorText } from '../parts/states.js';
import { createRoot, html, nothing } from '../render.js';
import { displayChoices } from './me.js';

// Where to go afterwards: only ever a route of this page.
function target(query) {
    const next = query.get('next') || '/';
    return /^\/(course|play|order)\/[A-Za-z0-9_.-]+$|^\/(me|orders|coupons|membership)$/.test(next) ? `#${next}` : '#/';
}

function alreadyIn(session, query) {
    if (!session.get()) return false;
    location.replace(target(query));
    return true;
}

const nextOf = (query) => (query.get('next') ? `?next=${encodeURIComponent(query.get('next'))}` : '');

const linkTo = (t, route, key, query, testid) => () =>
    html`<p class="other"><a href=${`#/${route}${nextOf(query)}`} data-testid=${testid}>${t(key)}</a></p>`;

const nowhere = () => createRoot('div', {}, () => nothing).element;

function loginText(t, result) {
    // A name or password of an impossible shape is simply not the right one.
    if (result.error === 'invalid_fields') return t('login.wrong');
    if (result.status === 429) {
        const { key, params } = waitWords(result.retryAfter || 60, 'login.locked', 'login.lockedMinutes');
        return t(key, params);
    }
    if (result.status === 401) return t('login.wrong');
    return errorText(t, result);
}

export function loginView(context, _params, query) {
    const { t, api, session } = context;
    if (alreadyIn(session, query)) return { element: nowhere(), title: () => t('login.title') };
    const name = field({
        t,
        name: 'login',
        type: 'text',
        label: 'login.name',
        autocomplete: 'username',
        testid: 'login-name',
        check: (value) => (value.trim() ? null : 'login.needName'),
    });
    const password = field({
        t,
        name: 'password',
        type: 'password',
        label: 'login.password',
        autocomplete: 'current-password',
        testid: 'login-password',
        check: (value) => (value ? null : 'login.needPassword'),
    });
    const element = form({
        t,
        prefix: 'login',
        lead: 'login.lead',
        fields: [name, password],
        submitText: 'login.submit',
        busyText: 'login.busy',
        async send() {
            const result = await api.login(name.input.value.trim(), password.input.value);
            if (result.ok) location.hash = target(query);
            return result;
        },
        explain: (result) => ({ fields: {}, text: () => loginText(t, result) }),
        other: linkTo(t, 'register', 'login.toRegister', query, 'to-register'),
        below: () => displayChoices(context), // whoever can't read the page finds the language here, before any account
    });
    return { element, title: () => t('login.title') };
}

function badName(value) {
    if (!value.trim()) return 'login.needName';
    return loginFault(value) ? 'register.badName' : null;
}

function badDisplayName(value) {
    const text = value.trim();
    if (!text) return 'register.needDisplayName';
    return text.length > MAX_DISPLAY_NAME ? 'register.badDisplayName' : null;
}

export function registerView({ t, api, session }, _params, query) {
    if (alreadyIn(session, query)) return { element: nowhere(), title: () => t('register.title') };
    const name = field({
        t,
        name: 'login',
        type: 'text',
        label: 'login.name',
        autocomplete: 'username',
        testid: 'register-name',
        hint: 'register.nameHint',
        check: badName,
    });
    const display = field({
        t,
        name: 'displayName',
        type: 'text',
        label: 'register.displayName',
        autocomplete: 'nickname',
        testid: 'register-display-name',
        check: badDisplayName,
    });
    const password = field({
        t,
        name: 'password',
        type: 'password',
        label: 'login.password',
        autocomplete: 'new-password',
        testid: 'register-password',
        hint: 'register.hint',
        check(value) {
            const reason = passwordFault(value, name.input.value);
            return reason ? passwordKey(reason) : null;
        },
    });
    const element = form({
        t,
        prefix: 'register',
        lead: 'register.lead',
        fields: [name, display, password],
        submitText: 'register.submit',
        busyText: 'register.busy',
        async send() {
            const result = await api.register(
                name.input.value.trim(),
                password.input.value,
                display.input.value.trim(),
            );
            if (result.ok) location.hash = target(query);
            return result;
        },
        explain: (result) => ({ fields: fieldWords(result), text: () => errorText(t, result) }),
        other: linkTo(t, 'login', 'register.toLogin', query, 'to-login'),
    });
    return { element, title: () => t('register.title') };
}
