// The door, as the learner's code sees it: every answer is a value, nothing throws.
//
// Result: {ok, status, body, data, error, message, details, retryAfter (s), etag}; status 0 = the network didn't answer,
// body = the parsed JSON, data = body.data. A 401 refreshes the access token once and tries again; refreshing is single-
// flight in this tab and, by the injected lock, among tabs, and always starts from the newest stored token.
//
// Injected: transport.request({method, url, headers, body, keepalive}) → Promise<{status, header(name), text}>, which
// rejects only when the network fails; session (see session.js); clock; timers; lock(name, fn) → Promise.

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
    const at = Date.parse(value);
    return Number.isFinite(at) ? Math.max(0, Math.ceil((at - clock.now()) / 1000)) : 0;
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

const OFFLINE = { ok: false, status: 0, body: null, data: undefined, error: 'network', message: '', details: null };

export function createApiClient({ transport, session, clock, timers, lock, language = () => 'en' }) {
    let refreshing = null;

    async function send(method, url, { body, headers = {}, keepalive = false }) {
        const all = { Accept: 'application/json', 'Accept-Language': language(), ...headers };
        if (body !== undefined) all['Content-Type'] = 'application/json';
        const text = body === undefined ? undefined : JSON.stringify(body);
        try {
            return toResult(await transport.request({ method, url, headers: all, body: text, keepalive }), clock);
        } catch (_error) {
            return { ...OFFLINE, retryAfter: 0, etag: null };
        }
    }

    async function refreshLocked(stale) {
        const current = session.get();
        if (!current) return { ok: false, status: 401 };
        if (current.accessToken !== stale) return { ok: true, status: 200 }; // another tab was faster
        const result = await send('POST', '/api/auth/refresh', { body: { refreshToken: current.refreshToken } });
        if (result.ok) session.put(result.data);
        else if (result.status === 401 || result.status === 403 || result.status === 400) session.clear();
        return result;
    }

    function refresh(stale) {
        if (!refreshing) {
            refreshing = lock('cw.refresh', () => refreshLocked(stale)).finally(() => {
                refreshing = null;
            });
        }
        return refreshing;
    }

    async function authorised(method, url, options) {
        let current = session.get();
        if (current && !options.keepalive && current.expiresAt - clock.now() < EARLY) {
            await refresh(current.accessToken);
            current = session.get();
        }
        const withToken = (token) => ({ ...options.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) });
        const first = await send(method, url, { ...options, headers: withToken(current && current.accessToken) });
        // A page that is going must not spend a refresh token whose successor it can't store any more.
        if (first.status !== 401 || !current || options.keepalive) return first;
        const renewed = await refresh(current.accessToken);
        if (!renewed.ok) return renewed.status === 401 ? first : renewed;
        return send(method, url, { ...options, headers: withToken(session.get().accessToken) });
    }

    const pause = (ms) => new Promise((resolve) => timers.set(resolve, ms));

    async function get(url, { etag } = {}) {
        const headers = etag ? { 'If-None-Match': etag } : {};
        const result = await authorised('GET', url, { headers });
        const busy = result.status === 429 || result.status === 503;
        if (!busy || !(result.retryAfter > 0 && result.retryAfter <= SHORT_WAIT)) return result;
        await pause(result.retryAfter * 1000);
        return authorised('GET', url, { headers });
    }

    async function signIn(path, body) {
        const result = await send('POST', path, { body });
        if (result.ok) session.put(result.data);
        return result;
    }

    return {
        get,
        post: (url, body, options = {}) => authorised('POST', url, { ...options, body }),
        login: (login, password) => signIn('/api/auth/login', { login, password }),
        register: (login, password, displayName) => signIn('/api/auth/register', { login, password, displayName }),
        // Ends the session here in any case; the server is told when it can be reached.
        async logout() {
            const current = session.get();
            if (current) await authorised('POST', '/api/auth/logout', { body: { refreshToken: current.refreshToken } });
            session.clear();
        },
    };
}
