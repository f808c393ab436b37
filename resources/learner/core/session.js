// Who is signed in on this device: tokens and name, in the injected storage, shared by all tabs.
//
// Always read from the storage, never cached: another tab may have rotated the refresh token a moment ago, and using
// an old one ends the whole family of tokens. The person and the tokens are one value, so whoever reads both at once has
// the tokens of that very person. `storage` must not throw (see safestorage.js); a browser that can't store the tokens
// keeps them until the page goes.
//
// Listeners are told when another person (or nobody) has the session than at the last telling, however that came to be
// known: signing in here, a write of another tab, or check() where no event could arrive (a page that slept in the
// back-forward cache).

import { createListeners } from './listeners.js';

const KEY = 'cw.session';

function parse(text) {
    try {
        const value = text ? JSON.parse(text) : null;
        return value && value.accessToken && value.refreshToken && value.user && value.user.id ? value : null;
    } catch (_error) {
        return null;
    }
}

export const isAnswer = (answer) => Boolean(answer && answer.accessToken && answer.refreshToken);

export function createSession({ storage, clock }) {
    const listeners = createListeners();

    const get = () => parse(storage.getItem(KEY));
    const idOf = (value) => (value ? String(value.user.id) : null);
    let told = idOf(get());

    function check() {
        const current = get();
        if (idOf(current) === told) return;
        told = idOf(current);
        listeners.tell(current);
    }

    // `expiresAt` is in the clock of the server, see serverclock.js.
    function store(answer, user) {
        const { accessToken, refreshToken } = answer;
        const expiresAt = clock.now() + (Number(answer.expiresIn) || 0) * 1000;
        storage.setItem(KEY, JSON.stringify({ accessToken, refreshToken, expiresAt, user }));
        check();
    }

    const isStill = (used) => {
        const current = get();
        return Boolean(current && used && current.refreshToken === used.refreshToken);
    };

    return {
        get,
        userId: () => idOf(get()),
        // `answer` is what register and login give.
        put: (answer) => store(answer, answer.user),
        // The answer to a refresh with the tokens of `used`. Whoever signed in meanwhile stays signed in; until the new
        // tokens are stored the old ones are not forgotten, since the server gives a lost answer again.
        renew(used, answer) {
            if (isStill(used)) store(answer, answer.user || used.user);
        },
        // Ends the session of the tokens `used`, and no other.
        end(used) {
            if (!isStill(used)) return;
            storage.removeItem(KEY);
            check();
        },
        check,
        // Another tab has written `key`; null stands for all of them.
        changedElsewhere(key) {
            if (key === KEY || key === null) check();
        },
        onChange: listeners.add,
    };
}
