// A key-value storage that never throws: what a full or forbidden storage would not take lives in memory until the page
// goes, and is what this page reads.
//
// The value in memory counts as long as the stored one is what it was when it could not be replaced: a tab that could
// write has the last word. For single values (tokens, consent, reading progress); the records of videos are merged
// instead, see progressstore.js. Same methods as the storage it wraps; setItem and removeItem tell whether it is durable.

export function createSafeStorage(storage) {
    const memory = new Map(); // key → {text | null, over: what is stored instead}

    function stored(key) {
        try {
            return storage.getItem(key);
        } catch (_error) {
            return null;
        }
    }

    function change(key, text, write) {
        try {
            write();
            memory.delete(key);
            return true;
        } catch (_error) {
            memory.set(key, { text, over: stored(key) });
            return false;
        }
    }

    return {
        getItem(key) {
            const there = stored(key);
            const held = memory.get(key);
            if (!held) return there;
            if (held.over === there) return held.text;
            memory.delete(key);
            return there;
        },
        setItem: (key, text) => change(key, text, () => storage.setItem(key, text)),
        removeItem: (key) => change(key, null, () => storage.removeItem(key)),
        keys() {
            let known = [];
            try {
                known = storage.keys();
            } catch (_error) {
                // Forbidden altogether: what is in memory is all there is.
            }
            return [...new Set([...known, ...memory.keys()])].filter((key) => this.getItem(key) !== null);
        },
    };
}
