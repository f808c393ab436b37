// Hash routes: the first matching line wins; its view is shown after the one before has left.
// A view is a function (context, params, query) → {element, title: () => text, leave?: () => void}.

export function parseHash(hash) {
    const [path, search = ''] = (hash || '').replace(/^#/, '').split('?');
    return { path: path || '/', query: new URLSearchParams(search) };
}

export function createRouter({ routes, outlet, context, onShown }) {
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
        if (current && current.leave) current.leave();
        current = view(context, params, query);
        outlet.replaceChildren(current.element);
        window.scrollTo(0, 0);
        onShown(current, path);
    }

    return {
        start() {
            window.addEventListener('hashchange', show);
            show();
        },
        show,
        current: () => current,
    };
}
