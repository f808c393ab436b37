// Logging in and registering. After success the page goes back to where the learner came from.

import { h, set } from '../dom.js';
import { errorText } from '../parts/states.js';

const MIN_PASSWORD = 8;

function field({ name, type, label, autocomplete, testid, hint, value = '' }) {
    const input = h('input', {
        id: `field-${name}`,
        name,
        type,
        autocomplete,
        value,
        'data-testid': testid,
        autocapitalize: 'none',
        spellcheck: 'false',
        'aria-describedby': hint ? `hint-${name}` : null,
    });
    const element = h(
        'div',
        { class: 'field' },
        h('label', { for: `field-${name}`, text: label }),
        input,
        hint ? h('p', { id: `hint-${name}`, class: 'hint', text: hint }) : null,
    );
    return { element, input };
}

// Where to go afterwards: only ever a route of this page.
function target(query) {
    const next = query.get('next') || '/';
    return /^\/(course|play)\/[A-Za-z0-9_.-]+$|^\/me$/.test(next) ? `#${next}` : '#/';
}

function form({ prefix, lead, fields, submitText, busyText, check, send, explain, other, t }) {
    const problem = h('p', { class: 'problem', role: 'alert', hidden: true, 'data-testid': `${prefix}-error` });
    const submit = h('button', {
        class: 'button primary wide',
        type: 'submit',
        text: () => t(submitText),
        'data-testid': `${prefix}-submit`,
    });

    function fail(text) {
        set(problem, 'text', text);
        problem.hidden = false;
    }

    async function onSubmit(event) {
        event.preventDefault();
        problem.hidden = true;
        const wrong = check();
        if (wrong) {
            fail(() => t(wrong.key));
            wrong.input.focus();
            return;
        }
        submit.disabled = true;
        set(submit, 'text', () => t(busyText));
        const result = await send();
        submit.disabled = false;
        set(submit, 'text', () => t(submitText));
        if (!result.ok) fail(() => explain(result));
    }

    return h(
        'div',
        { class: 'page narrow' },
        h(
            'form',
            { class: 'panel login', novalidate: true, onsubmit: onSubmit },
            h('h1', { text: () => t(`${prefix}.title`) }),
            h('p', { class: 'lead', text: () => t(lead) }),
            fields.map(({ element }) => element),
            problem,
            submit,
            other,
        ),
    );
}

function alreadyIn(session, query) {
    if (!session.get()) return false;
    location.replace(target(query));
    return true;
}

const nextOf = (query) => (query.get('next') ? `?next=${encodeURIComponent(query.get('next'))}` : '');

export function loginView({ t, api, session }, _params, query) {
    if (alreadyIn(session, query)) return { element: h('div'), title: () => t('login.title') };
    const name = field({
        name: 'login',
        type: 'text',
        label: () => t('login.name'),
        autocomplete: 'username',
        testid: 'login-name',
    });
    const password = field({
        name: 'password',
        type: 'password',
        label: () => t('login.password'),
        autocomplete: 'current-password',
        testid: 'login-password',
    });
    const element = form({
        t,
        prefix: 'login',
        lead: 'login.lead',
        fields: [name, password],
        submitText: 'login.submit',
        busyText: 'login.busy',
        check() {
            if (!name.input.value.trim()) return { key: 'login.needName', input: name.input };
            return password.input.value ? null : { key: 'login.needPassword', input: password.input };
        },
        async send() {
            const result = await api.login(name.input.value.trim(), password.input.value);
            if (result.ok) location.hash = target(query);
            return result;
        },
        explain(result) {
            if (result.status === 401) return t('login.wrong');
            if (result.status === 429) return t('login.locked', { n: result.retryAfter || 60 });
            return errorText(t, result);
        },
        other: h(
            'p',
            { class: 'other' },
            h('a', {
                href: `#/register${nextOf(query)}`,
                text: () => t('login.toRegister'),
                'data-testid': 'to-register',
            }),
        ),
    });
    return { element, title: () => t('login.title') };
}

export function registerView({ t, api, session }, _params, query) {
    if (alreadyIn(session, query)) return { element: h('div'), title: () => t('register.title') };
    const name = field({
        name: 'login',
        type: 'text',
        label: () => t('login.name'),
        autocomplete: 'username',
        testid: 'register-name',
    });
    const display = field({
        name: 'displayName',
        type: 'text',
        label: () => t('register.displayName'),
        autocomplete: 'nickname',
        testid: 'register-display-name',
    });
    const password = field({
        name: 'password',
        type: 'password',
        label: () => t('login.password'),
        autocomplete: 'new-password',
        testid: 'register-password',
        hint: () => t('register.hint'),
    });
    const element = form({
        t,
        prefix: 'register',
        lead: 'register.lead',
        fields: [name, display, password],
        submitText: 'register.submit',
        busyText: 'register.busy',
        check() {
            if (!name.input.value.trim()) return { key: 'login.needName', input: name.input };
            if (!display.input.value.trim()) return { key: 'register.needDisplayName', input: display.input };
            const long = [...password.input.value].length >= MIN_PASSWORD;
            return long ? null : { key: 'register.shortPassword', input: password.input };
        },
        async send() {
            const result = await api.register(
                name.input.value.trim(),
                password.input.value,
                display.input.value.trim(),
            );
            if (result.ok) location.hash = target(query);
            return result;
        },
        explain(result) {
            if (result.status === 409) return t('register.taken');
            return errorText(t, result);
        },
        other: h(
            'p',
            { class: 'other' },
            h('a', { href: `#/login${nextOf(query)}`, text: () => t('register.toLogin') }),
        ),
    });
    return { element, title: () => t('register.title') };
}
