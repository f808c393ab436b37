// Hash routes: the first matching line wins; its view is shown after the one before has left.
// A view is a function (context, params, query) → {element, title: () => text, leave?: () => void}. The context is asked
// for anew each time. A view that fails to leave keeps the next one from nothing.

import { guarded } from './core/listeners.js';

export function parseHash(hash) {
    const [path, search = ''] = (hash || '').replace(/^#/, '').split('?');
    return { path: path || '/', query: new URLSearchParams(search) };
}

export function createRouter({ routes, outlet, contextOf, before, onShown }) {
    let current = null;

    function match(path) {
        for (const [pattern, view] of routes) {
            const found = pattern.exec(path);
            if (found) return { view, params: found.slice(1).map(decodeURIComponent) };
        }
        return { view: routes[0][1], params: [] };
    }

    function show() {
        const { path, query } = parseHash(location.hash);
        const { view, params } = match(path);
        if (current && current.leave) guarded(current.leave);
        current = view(contextOf(), params, query);
        outlet.replaceChildren(current.element);
        window.scrollTo(0, 0);
        onShown(current, path);
    }

    return {
        start() {
            window.addEventListener('hashchange', () => {
                before();
                show();
            });
            show();
        },
        show,
        current: () => current,
    };
}
