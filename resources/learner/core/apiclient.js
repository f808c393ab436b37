// The door, as the learner's code sees it: every answer is a value, nothing throws.
//
// Result: {ok, status, body, data, error, message, details, retryAfter (s), etag}; status 0 = the network didn't answer,
// body = the parsed JSON, data = body.data. A 401 refreshes the access token once and tries again; refreshing is single-
// flight in this tab and, by the injected lock, among tabs, and always starts from the newest stored token.
//
// as(userId) gives the same door for one person (null: nobody): each of its requests carries that person's token, read
// at the moment it leaves, and none leaves once somebody else has the session. Then the answer is OTHER_PERSON. Whatever
// belongs to a person goes through it. headers() is what a stream of events is opened with: fresh ones, or null when the
// session is somebody else's or there is none.
//
// Injected: transport.request({method, url, headers, body, keepalive}) → Promise<{status, header(name), text}>, which
// rejects only when the network fails; session (see session.js); clock (see serverclock.js); timers;
// lock(name, fn) → Promise.

import { isAnswer } from './session.js';

const EARLY = 20 * 1000; // refresh this long before the token ends, to spare a refused request
const SHORT_WAIT = 5; // s: a busy server that asks for no more than this gets one more try

function parse(text) {
    try {
        return text ? JSON.parse(text) : null;
    } catch (_error) {
        return null;
    }
}

function retryAfterOf(response, clock) {
    const value = response.header('retry-after');
    if (!value) return 0;
    if (/^\d+$/.test(value.trim())) return Number(value);
    const now = Date.parse(response.header('date') || '') || clock.now(); // a moment of the server's, so by its clock
    const at = Date.parse(value);
    return Number.isFinite(at) ? Math.max(0, Math.ceil((at - now) / 1000)) : 0;
}

function toResult(response, clock) {
    const body = parse(response.text);
    const ok = response.status >= 200 && response.status < 300;
    return {
        ok,
        status: response.status,
        body,
        data: body ? body.data : undefined,
        error: ok ? null : (body && body.error) || 'http_error',
        message: (body && body.message) || '',
        details: (body && body.details) || null,
        retryAfter: retryAfterOf(response, clock),
        etag: response.header('etag') || null,
    };
}

const NOTHING = { ok: false, body: null, data: undefined, message: '', details: null, retryAfter: 0, etag: null };
const OFFLINE = { ...NOTHING, status: 0, error: 'network' };
const OTHER_PERSON = { ...NOTHING, status: 401, error: 'other_person' };

export function createApiClient({ transport, session, clock, timers, lock, language = () => 'en' }) {
    let refreshing = null;

    async function send(method, url, { body, headers = {}, keepalive = false }) {
        const all = { Accept: 'application/json', 'Accept-Language': language(), ...headers };
        if (body !== undefined) all['Content-Type'] = 'application/json';
        const text = body === undefined ? undefined : JSON.stringify(body);
        try {
            return toResult(await transport.request({ method, url, headers: all, body: text, keepalive }), clock);
        } catch (_error) {
            return OFFLINE;
        }
    }

    async function refreshLocked(stale) {
        const used = session.get();
        if (!used) return { ok: false, status: 401 };
        if (used.accessToken !== stale) return { ok: true, status: 200 }; // another tab was faster
        const result = await send('POST', '/api/auth/refresh', { body: { refreshToken: used.refreshToken } });
        if (result.ok && !isAnswer(result.data)) return OFFLINE; // cut short on its way: asked again with the old token
        if (result.ok) session.renew(used, result.data);
        else if (result.status === 401 || result.status === 403 || result.status === 400) session.end(used);
        return result;
    }

    function refresh(stale) {
        if (!refreshing) {
            refreshing = Promise.resolve()
                .then(() => lock('cw.refresh', () => refreshLocked(stale)))
                .catch((error) => {
                    console.error(error);
                    return OFFLINE;
                })
                .finally(() => {
                    refreshing = null;
                });
        }
        return refreshing;
    }

    // The tokens to send with now, null for nobody's; undefined when they are not `owner`'s (any, if undefined).
    function tokensOf(owner) {
        const current = session.get();
        if (owner === undefined || (current ? String(current.user.id) : null) === owner) return current;
        session.check();
        return undefined;
    }

    async function freshTokensOf(owner) {
        const current = tokensOf(owner);
        if (!current || !clock.isKnown() || current.expiresAt - clock.now() >= EARLY) return current;
        await refresh(current.accessToken);
        return tokensOf(owner);
    }

    async function headers(owner) {
        const current = await freshTokensOf(owner);
        return current ? { Authorization: `Bearer ${current.accessToken}` } : null;
    }

    async function authorised(method, url, { owner, ...options }) {
        const mayRefresh = !options.keepalive; // a page that is going could not store the successor any more
        const current = mayRefresh ? await freshTokensOf(owner) : tokensOf(owner);
        if (current === undefined) return OTHER_PERSON;
        const withToken = (tokens) => ({
            ...options.headers,
            ...(tokens ? { Authorization: `Bearer ${tokens.accessToken}` } : {}),
        });
        const first = await send(method, url, { ...options, headers: withToken(current) });
        if (first.status !== 401 || !current || !mayRefresh) return first;
        const renewed = await refresh(current.accessToken);
        if (!renewed.ok) return renewed.status === 401 ? first : renewed;
        const fresh = tokensOf(owner === undefined ? String(current.user.id) : owner);
        return fresh ? send(method, url, { ...options, headers: withToken(fresh) }) : OTHER_PERSON;
    }

    const pause = (ms) => new Promise((resolve) => timers.set(resolve, ms));

    async function get(url, { etag, owner } = {}) {
        const headers = etag ? { 'If-None-Match': etag } : {};
        const result = await authorised('GET', url, { headers, owner });
        const busy = result.status === 429 || result.status === 503;
        if (!busy || !(result.retryAfter > 0 && result.retryAfter <= SHORT_WAIT)) return result;
        await pause(result.retryAfter * 1000);
        return authorised('GET', url, { headers, owner });
    }

    async function signIn(path, body) {
        const result = await send('POST', path, { body });
        if (result.ok && !isAnswer(result.data)) return OFFLINE;
        if (result.ok) session.put(result.data);
        return result;
    }

    function doorOf(owner) {
        return {
            get: (url, options = {}) => get(url, { ...options, owner }),
            post: (url, body, options = {}) => authorised('POST', url, { ...options, body, owner }),
            headers: () => headers(owner),
            login: (login, password) => signIn('/api/auth/login', { login, password }),
            register: (login, password, displayName) =>
                signIn('/api/auth/register', { login, password, displayName }),
            // Ends the session here at once: a silent server must not keep anybody signed in on a shared device. The
            // server is told by the session's own token, in a request that outlives the page.
            async logout() {
                const current = tokensOf(owner);
                if (!current) return;
                session.end(current);
                const body = { refreshToken: current.refreshToken };
                await send('POST', '/api/auth/logout', { body, keepalive: true });
            },
        };
    }

    return { ...doorOf(undefined), as: doorOf };
}
