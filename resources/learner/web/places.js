// Where the pages of this tab's history were left: how far down, and what their views kept (`kept`, plain values).
//
// Hash routes are one document, so the browser can't put a page back by itself: its content comes later, from the
// server. So the place is kept while the page grows, until it has settled or somebody touches it.

const KEY = 'cw.place';
const HANDS = ['pointerdown', 'wheel', 'touchstart', 'keydown'];
const SETTLED = 3000;

export function createPlaces(outlet) {
    const places = new Map(); // name of a history entry → {name, y, kept}
    let counter = 0;
    let here = null;
    let letGo = () => {};
    history.scrollRestoration = 'manual';

    function keepAt(y) {
        const watcher = new ResizeObserver(() => window.scrollTo(0, y));
        const timer = setTimeout(() => letGo(), SETTLED);
        letGo = () => {
            watcher.disconnect();
            clearTimeout(timer);
            for (const name of HANDS) window.removeEventListener(name, letGo);
            letGo = () => {};
        };
        for (const name of HANDS) window.addEventListener(name, letGo, { passive: true });
        watcher.observe(outlet);
    }

    // A document that is loaded again finds where its last one stood.
    window.addEventListener('pagehide', () => {
        try {
            sessionStorage.setItem(KEY, JSON.stringify({ name: here.name, y: window.scrollY }));
        } catch (_error) {
            // Storage is full or forbidden: the page will begin at its top.
        }
    });

    function storedY(name) {
        try {
            const stored = JSON.parse(sessionStorage.getItem(KEY));
            return stored.name === name ? stored.y : 0;
        } catch (_error) {
            return 0; // nothing was stored, or nothing may be
        }
    }

    return {
        // The place of the history entry that is shown now; the one before is remembered as it is.
        arrive() {
            if (here) here.y = window.scrollY;
            const name = history.state && history.state.place;
            here = places.get(name);
            if (here) return here;
            counter += 1;
            here = { name: `${performance.timeOrigin}/${counter}`, y: name ? storedY(name) : 0, kept: {} };
            places.set(here.name, here);
            history.replaceState({ place: here.name }, '');
            return here;
        },
        renew() {
            Object.assign(here, { y: 0, kept: {} });
            return here;
        },
        goTo({ y }) {
            letGo();
            window.scrollTo(0, y);
            if (y > 0) keepAt(y);
        },
    };
}
