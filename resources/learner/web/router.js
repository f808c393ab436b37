// Hash routes: the first matching line wins; its view is shown after the one before has left.
// A view is a function (context, params, query) → {element, title: () => text, leave?: () => void}. The context is asked
// for anew each time. A view that fails to leave keeps the next one from nothing.
//
// Whoever comes back to a page finds the place where it was left (see places.js), and what the view kept in
// `context.kept`. Whoever goes to a page by keyboard or ear is taken to its content.

import { guarded } from './core/listeners.js';
import { createPlaces } from './places.js';

export function parseHash(hash) {
    const [path, search = ''] = (hash || '').replace(/^#/, '').split('?');
    return { path: path || '/', query: new URLSearchParams(search) };
}

// A link that was damaged on its way is one to something that isn't there.
function decoded(text) {
    try {
        return decodeURIComponent(text);
    } catch (_error) {
        return text;
    }
}

export function createRouter({ routes, outlet, contextOf, before, onShown }) {
    const places = createPlaces(outlet);
    let current = null;

    function match(path) {
        for (const [pattern, view] of routes) {
            const found = pattern.exec(path);
            if (found) return { view, params: found.slice(1).map(decoded) };
        }
        return { view: routes[0][1], params: [] };
    }

    // `isAsked`: somebody went there, in this tab.
    function show(place, isAsked) {
        const { path, query } = parseHash(location.hash);
        const { view, params } = match(path);
        if (current && current.leave) guarded(current.leave);
        current = view({ ...contextOf(), kept: place.kept, isAsked }, params, query);
        outlet.replaceChildren(current.element);
        places.goTo(place);
        onShown(current, path);
    }

    return {
        start() {
            window.addEventListener('hashchange', () => {
                before();
                show(places.arrive(), true);
                outlet.focus({ preventScroll: true });
            });
            show(places.arrive(), true);
        },
        // The same page for somebody else.
        showAnew: () => show(places.renew(), false),
        current: () => current,
    };
}
