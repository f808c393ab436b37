// The browser behind the core's injected adapters: storage, transport, streams, clock, random, timers, lock, turn,
// neighbours, host.
// The mini-program has a file of its own with the same names.

// now() is what somebody has set; elapsed() only goes on, and is what every wait is measured by.
export const clock = { now: () => Date.now(), elapsed: () => performance.now() };
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

// Requests carry no session by cookie; what does travel is the name that the server gives a device at a log-in, so that
// the wrong guesses of strangers are not held against it. Rejects when the network fails or the server stays silent for 20 s. A keepalive request outlives the page.
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
                credentials: 'same-origin',
                cache: 'no-store',
            });
            const text = await response.text();
            return { status: response.status, text, header: (name) => response.headers.get(name) };
        } finally {
            if (timer !== null) clearTimeout(timer);
        }
    },
};

// Answers that don't end: `onText` hears each piece, `onEnd` that no more will come. Returns what ends it, unheard.
export const streams = {
    open({ url, headers, onText, onEnd }) {
        const abort = new AbortController();
        async function read() {
            try {
                const response = await fetch(url, { headers, signal: abort.signal, cache: 'no-store' });
                if (response.ok) {
                    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
                    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) onText(piece.value);
                }
            } catch (_error) {
                // The line broke, which ends it as well.
            }
            if (!abort.signal.aborted) onEnd();
        }
        read();
        return () => abort.abort();
    },
};

// What shows the page: WeChat says in its name, and in a variable of its own, when it is a mini-program's web view.
export const host = {
    isMiniProgram: /miniProgram/i.test(navigator.userAgent) || window.__wxjs_environment === 'miniprogram',
    system: /iPhone|iPad|iPod/.test(navigator.userAgent) ? 'ios' : 'other',
};

const LEASE = 25 * 1000; // longer than a request may take
const SETTLE = 40;
const POLL = 120;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Without the Web Locks API (plain http on a LAN address): a lease in localStorage, taken by writing a name and reading
// it back after a moment. Storage has no compare-and-swap, so two tabs could in theory both believe; what runs under
// the lock reads the stored tokens again first, which leaves a window of a few milliseconds. A lease that has not changed
// for as long as it may take is that of a tab that went; its age is watched, not stored, so no clock can stretch it.
async function withLease(name, fn) {
    const key = `cw.lock.${name}`;
    const mine = `${Math.random()}`;
    let seen = null;
    let since = clock.elapsed();
    for (;;) {
        const held = localStorage.getItem(key);
        if (held !== seen) since = clock.elapsed();
        seen = held;
        if (held === null || clock.elapsed() - since > LEASE) {
            localStorage.setItem(key, mine);
            await sleep(SETTLE);
            if (localStorage.getItem(key) === mine) break;
        }
        await sleep(POLL);
    }
    try {
        return await fn();
    } finally {
        if (localStorage.getItem(key) === mine) localStorage.removeItem(key);
    }
}

// A storage that takes no lease has no other tab to be kept out by it either: tokens are in this page's memory then.
async function leased(name, fn) {
    let started = false;
    const run = () => {
        started = true;
        return fn();
    };
    try {
        return await withLease(name, run);
    } catch (error) {
        if (started) throw error;
        return fn();
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
    return navigator.locks ? navigator.locks.request(name, late) : leased(name, late);
}

// One at a time among all tabs where the browser can do that; elsewhere at once. For what is harmless, only wasteful,
// when two tabs do it.
export function turn(name, fn) {
    return navigator.locks ? navigator.locks.request(name, fn) : fn();
}

// What players in all tabs of this page tell each other: small texts, to all but oneself. Browsers without channels have
// no neighbours.
export const neighbours = {
    join(hear) {
        if (typeof BroadcastChannel === 'undefined') return { say: () => {}, leave: () => {} };
        const channel = new BroadcastChannel('cw.players');
        channel.addEventListener('message', (event) => hear(event.data));
        return { say: (text) => channel.postMessage(text), leave: () => channel.close() };
    },
};
