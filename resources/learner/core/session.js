// Who is signed in on this device: tokens and name, in the injected storage, shared by all tabs.
//
// Always read from the storage, never cached: another tab may have rotated the refresh token a moment ago, and using
// an old one ends the whole family of tokens.

const KEY = 'cw.session';

export function createSession({ storage, clock }) {
    const listeners = new Set();

    function get() {
        try {
            const text = storage.getItem(KEY);
            return text ? JSON.parse(text) : null;
        } catch (_error) {
            return null;
        }
    }

    function announce() {
        for (const listener of listeners) listener(get());
    }

    return {
        get,
        userId: () => (get() ? String(get().user.id) : null),
        // `answer` is what register, login and refresh give; refresh may leave out the user.
        put(answer) {
            const before = get();
            const user = answer.user || (before && before.user);
            const next = {
                accessToken: answer.accessToken,
                refreshToken: answer.refreshToken,
                expiresAt: clock.now() + (Number(answer.expiresIn) || 0) * 1000,
                user,
            };
            storage.setItem(KEY, JSON.stringify(next));
            if (!before || String(before.user.id) !== String(user.id)) announce();
        },
        clear() {
            storage.removeItem(KEY);
            announce();
        },
        // Another tab signed in or out.
        changedElsewhere(key) {
            if (key === KEY) announce();
        },
        onChange(listener) {
            listeners.add(listener);
            return () => listeners.delete(listener);
        },
    };
}
