// Rendering by lit-html: templates say what a place of the page shows, and only what differs is touched, so focus, the
// places of scroll bars and a playing film outlive it. Rows that may move are keyed (repeat); what the learner can set as
// well as the page is compared with what stands there (live). A value always becomes a text, an attribute or a property:
// nothing here, or anywhere else in the page, reads outside text as HTML. TESTING §4 has what it costs.
//
// What had the focus may be gone after an update: a button that was pressed, a form that was sent. The focus then goes to
// what stands nearest, to [data-focus-next] before others, and never to nowhere.
//
// A root is an element that renders itself: at each update() and, while it is in the page, when the language changes.

import { html, nothing, render, svg } from './lib/lit-html/lit-html.js';
import { live } from './lib/lit-html/directives/live.js';
import { repeat } from './lib/lit-html/directives/repeat.js';

export { html, live, nothing, repeat, svg };

const updates = new WeakMap(); // element → update
const FOCUSABLE = 'a[href], button:not([disabled]), input:not([disabled]), select, textarea, summary, [tabindex="0"]';

function pathTo(focused, root) {
    const path = [];
    for (let place = focused; place && place !== root; place = place.parentElement) path.push(place);
    return [...path, root];
}

function refocus(path) {
    const nearest = path.find((place) => place.isConnected && place.querySelector(FOCUSABLE));
    const next = nearest && (nearest.querySelector('[data-focus-next]') || nearest.querySelector(FOCUSABLE));
    if (next) next.focus({ preventScroll: true });
}

// `attributes` are the element's own; one given as a function is asked at each update, and null takes it away. Nothing
// is asked before the first update(), which is the caller's.
export function createRoot(tag, attributes, template) {
    const element = document.createElement(tag);
    element.setAttribute('data-root', '');

    function update() {
        for (const [name, given] of Object.entries(attributes)) {
            const value = typeof given === 'function' ? given() : given;
            if (value === null) element.removeAttribute(name);
            else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
        }
        const { activeElement } = document;
        const path = element.contains(activeElement) && activeElement !== element ? pathTo(activeElement, element) : [];
        render(template(), element);
        if (path.length > 0 && !activeElement.isConnected && document.activeElement === document.body) refocus(path);
    }

    updates.set(element, update);
    return { element, update };
}

// Renders every root below `within` again.
export function refresh(within) {
    for (const element of within.querySelectorAll('[data-root]')) updates.get(element)();
}
