// Small forms: fields that say what is wrong beside themselves, a button that shows life, one place for the rest.
//
// A field is judged when it is left and when the form is sent; while it is wrong, every key judges it again, so the
// complaint goes as soon as it is mended. `check()` of a field gives a text key or null.

import { h, set } from '../dom.js';

export function field({ t, name, type, label, autocomplete, testid, hint, check, value = '' }) {
    let touched = false;
    const input = h('input', {
        id: `field-${name}`,
        name,
        type,
        autocomplete,
        value,
        'data-testid': testid,
        autocapitalize: 'none',
        spellcheck: 'false',
        'aria-describedby': `note-${name}`,
        oninput: () => {
            touched = true;
            if (input.hasAttribute('aria-invalid')) judge();
        },
        // Whoever only tabs through an empty field has not done anything wrong yet.
        onblur: () => touched && input.value && judge(),
    });
    const note = h('p', { id: `note-${name}`, class: 'hint', 'aria-live': 'polite' });

    function show(key) {
        set(input, 'aria-invalid', key ? 'true' : null);
        set(note, 'class', key ? 'field-problem' : 'hint');
        set(note, 'data-testid', key ? `${testid}-problem` : null);
        set(note, 'text', key ? () => t(key) : hint ? () => t(hint) : '');
        note.hidden = !key && !hint;
    }

    function judge() {
        const key = check(input.value);
        show(key);
        return key === null;
    }

    show(null);
    const element = h('div', { class: 'field' }, h('label', { for: `field-${name}`, text: () => t(label) }), input, note);
    return { name, element, input, show, judge };
}

// `send()` → the API client's result; `explain(result)` → {fields: {name: key}, text: () => string}, where an answer
// that blames fields needs no text.
export function form({ t, prefix, lead, fields, submitText, busyText, send, explain, other, below = null }) {
    const problem = h('p', { class: 'problem', role: 'alert', hidden: true, 'data-testid': `${prefix}-error` });
    const submit = h('button', {
        class: 'button primary wide',
        type: 'submit',
        text: () => t(submitText),
        'data-testid': `${prefix}-submit`,
    });

    function fail(result) {
        const { fields: blamed, text } = explain(result);
        const wrong = fields.filter(({ name }) => blamed[name]);
        for (const one of wrong) one.show(blamed[one.name]);
        if (wrong.length > 0) {
            wrong[0].input.focus();
            return;
        }
        set(problem, 'text', text);
        problem.hidden = false;
    }

    async function onSubmit(event) {
        event.preventDefault();
        if (submit.disabled) return;
        problem.hidden = true;
        const wrong = fields.filter((one) => !one.judge());
        if (wrong.length > 0) {
            wrong[0].input.focus();
            return;
        }
        submit.disabled = true;
        set(submit, 'text', () => t(busyText));
        const result = await send();
        submit.disabled = false;
        set(submit, 'text', () => t(submitText));
        if (!result.ok) fail(result);
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
        below,
    );
}
