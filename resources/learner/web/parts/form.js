// Small forms: fields that say what is wrong beside themselves, a button that shows life, one place for the rest.
//
// A field is judged when it is left and when the form is sent; while it is wrong, every key judges it again, so the
// complaint goes as soon as it is mended. `check()` of a field gives a text key or null. What is typed is the browser's
// (password managers write there too), so it is never rendered, only read.

import { createRoot, html, nothing } from '../render.js';

export function field({ t, name, type, label, autocomplete, testid, hint, check }) {
    let touched = false;
    let wrong = null; // the text key of the complaint

    function onInput() {
        touched = true;
        if (wrong) judge();
    }

    // Whoever only tabs through an empty field has not done anything wrong yet.
    function onBlur() {
        if (touched && input.value) judge();
    }

    const { element, update } = createRoot(
        'div',
        { class: 'field' },
        () => html`
            <label for=${`field-${name}`}>${t(label)}</label>
            <input
                id=${`field-${name}`}
                name=${name}
                type=${type}
                autocomplete=${autocomplete}
                data-testid=${testid}
                autocapitalize="none"
                spellcheck="false"
                aria-describedby=${`note-${name}`}
                aria-invalid=${wrong ? 'true' : nothing}
                @input=${onInput}
                @blur=${onBlur}
            />
            <p
                id=${`note-${name}`}
                class=${wrong ? 'field-problem' : 'hint'}
                aria-live="polite"
                data-testid=${wrong ? `${testid}-problem` : nothing}
                ?hidden=${!wrong && !hint}
                >${wrong ? t(wrong) : hint ? t(hint) : ''}</p
            >
        `,
    );
    update();
    const input = element.querySelector('input');

    function show(key) {
        wrong = key;
        update();
    }

    function judge() {
        show(check(input.value));
        return wrong === null;
    }

    return { name, element, input, show, judge };
}

// `send()` → the API client's result; `explain(result)` → {fields: {name: key}, text: () => string}, where an answer
// that blames fields needs no text. `other()` is what stands below the button,
// `below()` below the form.
export function form({ t, prefix, lead, fields, submitText, busyText, send, explain, other, below = () => nothing }) {
    let problem = null; // () => words
    let busy = false;

    const { element, update } = createRoot(
        'div',
        { class: 'page narrow' },
        () => html`
            <form class="panel login" novalidate @submit=${onSubmit}>
                <h1>${t(`${prefix}.title`)}</h1>
                <p class="lead">${t(lead)}</p>
                ${fields.map((one) => one.element)}
                <p class="problem" role="alert" data-testid=${`${prefix}-error`} ?hidden=${!problem}
                    >${problem ? problem() : nothing}</p
                >
                <button class="button primary wide" type="submit" data-testid=${`${prefix}-submit`} ?disabled=${busy}>
                    ${t(busy ? busyText : submitText)}
                </button>
                ${other()}
            </form>
            ${below()}
        `,
    );

    function fail(result) {
        const { fields: blamed, text } = explain(result);
        const wrong = fields.filter(({ name }) => blamed[name]);
        for (const one of wrong) one.show(blamed[one.name]);
        if (wrong.length > 0) wrong[0].input.focus();
        else problem = text;
    }

    async function onSubmit(event) {
        event.preventDefault();
        if (busy) return;
        problem = null;
        const wrong = fields.filter((one) => !one.judge());
        busy = wrong.length === 0;
        update();
        if (!busy) {
            wrong[0].input.focus();
            return;
        }
        const result = await send();
        busy = false;
        if (!result.ok) fail(result);
        update();
    }

    update();
    return element;
}
