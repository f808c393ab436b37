// The browser behind the core's injected adapters: storage, transport, clock, random, timers, lock.
// The mini-program has a file of its own with the same names.

export const clock = { now: () => Date.now() };
export const random = () => Math.random();
export const timers = { set: (fn, ms) => setTimeout(fn, ms), clear: (id) => clearTimeout(id) };

// localStorage may be forbidden altogether; then each access throws, which the core takes as "not durable".
export const storage = {
    getItem: (key) => localStorage.getItem(key),
    setItem: (key, value) => localStorage.setItem(key, value),
    removeItem: (key) => localStorage.removeItem(key),
    keys: () => Object.keys(localStorage),
};

const TIMEOUT = 20 * 1000;

// Rejects when the network fails or the server stays silent for 20 s. A keepalive request outlives the page.
export const transport = {
    async request({ method, url, headers, body, keepalive }) {
        const abort = new AbortController();
        const timer = keepalive ? null : setTimeout(() => abort.abort(), TIMEOUT);
        try {
            const response = await fetch(url, {
                method,
                headers,
                body,
                keepalive,
                signal: keepalive ? undefined : abort.signal,
                credentials: 'omit',
                cache: 'no-store',
            });
            const text = await response.text();
            return { status: response.status, text, header: (name) => response.headers.get(name) };
        } finally {
            if (timer !== null) clearTimeout(timer);
        }
    },
};

const LEASE = 25 * 1000; // longer than a request may take
const SETTLE = 40;
const POLL = 120;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Without the Web Locks API (plain http on a LAN address): a lease in localStorage, taken by writing a name and reading
// it back after a moment. Storage has no compare-and-swap, so two tabs could in theory both believe; what runs under
// the lock reads the stored tokens again first, which leaves a window of a few milliseconds.
async function withLease(name, fn) {
    const key = `cw.lock.${name}`;
    const mine = `${Math.random()}`;
    for (;;) {
        const held = JSON.parse(localStorage.getItem(key) || 'null');
        if (!held || held.until < Date.now()) {
            localStorage.setItem(key, JSON.stringify({ owner: mine, until: Date.now() + LEASE }));
            await sleep(SETTLE);
            const now = JSON.parse(localStorage.getItem(key) || 'null');
            if (now && now.owner === mine) break;
        }
        await sleep(POLL);
    }
    try {
        return await fn();
    } finally {
        localStorage.removeItem(key);
    }
}

// A browser tells its other processes of a stored value a moment after it was stored, so whoever gets the lock waits
// that moment and then reads what the one before has written. Seen with Chromium: without it two tabs used one refresh
// token. The lock is taken once in a quarter of an hour; the wait costs nobody anything.
const PROPAGATION = 150;

// One at a time among all tabs.
export function lock(name, fn) {
    const late = async () => {
        await sleep(PROPAGATION);
        return fn();
    };
    return navigator.locks ? navigator.locks.request(name, late) : withLease(name, late);
}
