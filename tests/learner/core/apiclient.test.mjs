import assert from 'node:assert/strict';
import test from 'node:test';
import { createApiClient } from '../../../resources/learner/core/apiclient.js';
import { createConsent } from '../../../resources/learner/core/consent.js';
import { createServerClock } from '../../../resources/learner/core/serverclock.js';
import { createSession } from '../../../resources/learner/core/session.js';
import { createStorage, createTime } from '../support/sim.mjs';

// A door with rotating tokens; `answers` can replace what it says to a path, once each.
function door(clock) {
    const state = {
        access: 'a0',
        refresh: 'r0',
        n: 0,
        requests: [],
        answers: [],
        refreshes: 0,
        reused: 0,
        networkDown: false,
    };
    const reply = (status, body, headers = {}) => ({
        status,
        text: JSON.stringify(body),
        header: (name) => headers[name] || null,
    });
    state.request = async ({ method, url, headers, body, keepalive }) => {
        await null;
        state.requests.push({ method, url, headers, body: body && JSON.parse(body), keepalive });
        if (state.networkDown) throw new TypeError('Failed to fetch');
        if (url === '/api/auth/refresh') {
            state.refreshes += 1;
            if (JSON.parse(body).refreshToken !== state.refresh) {
                state.reused += 1;
                return reply(401, { error: 'refresh_reused' });
            }
            state.n += 1;
            state.access = `a${state.n}`;
            state.refresh = `r${state.n}`;
            return reply(200, {
                code: 0,
                data: {
                    accessToken: state.access,
                    refreshToken: state.refresh,
                    expiresIn: 900,
                    user: { id: 7, displayName: 'Lin', role: 'learner' },
                },
            });
        }
        const planned = state.answers.findIndex(([path]) => path === url);
        if (planned >= 0) {
            const [[, status, payload, extra]] = state.answers.splice(planned, 1);
            return reply(status, payload, extra);
        }
        if (headers.Authorization !== `Bearer ${state.access}`)
            return reply(401, { code: 401, error: 'invalid_token' });
        return reply(200, { code: 0, data: { url, now: clock.now() } });
    };
    return state;
}

// Tabs share the storage and the lock, as tabs do.
function world({ signedIn = true } = {}) {
    const time = createTime();
    const storage = createStorage();
    const server = door(time.clock);
    let chain = Promise.resolve();
    const lock = (_name, fn) => {
        const run = chain.then(fn);
        chain = run.catch(() => {});
        return run;
    };
    const tab = () => {
        const session = createSession({ storage, clock: time.clock });
        return {
            session,
            api: createApiClient({ transport: server, session, clock: time.clock, timers: time.timers, lock }),
        };
    };
    const first = tab();
    if (signedIn)
        first.session.put({
            accessToken: 'a0',
            refreshToken: 'r0',
            expiresIn: 900,
            user: { id: 7, displayName: 'Lin', role: 'learner' },
        });
    return { time, storage, server, tab, ...first };
}

test('an expired access token is renewed once and the request repeated', async () => {
    const { server, api } = world();
    server.access = 'other';
    const result = await api.get('/api/me');
    assert.equal(result.ok, true);
    assert.equal(server.refreshes, 1);
    assert.deepEqual(
        server.requests.map(({ url }) => url),
        ['/api/me', '/api/auth/refresh', '/api/me'],
    );
});

test('many requests in two tabs share one refresh, and no refresh token is used twice', async () => {
    const { server, api, tab } = world();
    const other = tab();
    server.access = 'other';
    const results = await Promise.all(
        [...Array(5).keys()].flatMap((i) => [api.get(`/api/a${i}`), other.api.get(`/api/b${i}`)]),
    );
    assert.ok(results.every((result) => result.ok));
    assert.equal(server.refreshes, 1);
    assert.equal(server.reused, 0);
});

test('a token about to end is renewed before it is refused', async () => {
    const { time, server, api } = world();
    await time.advance(885_000);
    await api.get('/api/me');
    assert.deepEqual(
        server.requests.map(({ url }) => url),
        ['/api/auth/refresh', '/api/me'],
    );
});

test('a refresh that finds no network does not sign anybody out; one that is refused does', async () => {
    const { server, api, session } = world();
    server.access = 'other';
    const plain = server.request;
    server.request = async (request) => {
        if (request.url === '/api/auth/refresh') throw new TypeError('Failed to fetch');
        return plain(request);
    };
    const offline = await api.get('/api/me');
    assert.equal(offline.status, 0);
    assert.ok(session.get());
    server.request = plain;
    server.refresh = 'gone';
    const refused = await api.get('/api/me');
    assert.equal(refused.status, 401);
    assert.equal(session.get(), null);
});

test('a network failure is a value', async () => {
    const { server, api } = world();
    server.networkDown = true;
    const result = await api.post('/api/x', {});
    assert.deepEqual([result.ok, result.status, result.error], [false, 0, 'network']);
});

test('a short Retry-After is waited for once; a long one is told', async () => {
    const { time, server, api } = world();
    server.answers.push(['/api/x', 503, {}, { 'retry-after': '2' }], ['/api/y', 429, {}, { 'retry-after': '30' }]);
    const short = api.get('/api/x');
    await time.settle();
    assert.equal(server.requests.length, 1);
    await time.advance(2000);
    assert.equal((await short).ok, true);
    const long = await api.get('/api/y');
    assert.deepEqual([long.ok, long.retryAfter], [false, 30]);
});

test('a page that goes sends its token along, and asks the browser to let the request outlive it', async () => {
    const { server, api } = world();
    await api.post('/api/course/progress/sync', { progressList: [] }, { keepalive: true });
    const [request] = server.requests;
    assert.equal(request.keepalive, true);
    assert.equal(request.headers.Authorization, 'Bearer a0');
});

test('a page that goes never spends a refresh token: it could not store the new one', async () => {
    const { server, api, session } = world();
    server.access = 'other';
    const result = await api.post('/api/course/progress/sync', {}, { keepalive: true });
    assert.equal(result.status, 401);
    assert.equal(server.refreshes, 0);
    assert.ok(session.get());
});

test('a list that has not changed is asked for by its ETag', async () => {
    const { server, api } = world();
    server.answers.push(['/api/list', 200, { data: [] }, { etag: '"7"' }], ['/api/list', 304, null, {}]);
    const first = await api.get('/api/list');
    assert.equal(first.etag, '"7"');
    const second = await api.get('/api/list', { etag: first.etag });
    assert.equal(second.status, 304);
    assert.equal(server.requests[1].headers['If-None-Match'], '"7"');
});

test('signing out forgets the tokens even when nobody can be told', async () => {
    const { server, api, session } = world();
    server.networkDown = true;
    await api.logout();
    assert.equal(session.get(), null);
});

test('signing out is done at once, whatever the server does, and names the session it ends', async () => {
    const { server, api, session } = world();
    let asked = null;
    server.request = (request) => {
        asked = request;
        return new Promise(() => {}); // a server that never answers
    };
    api.logout();
    assert.equal(session.get(), null);
    assert.equal(asked.url, '/api/auth/logout');
    assert.deepEqual(JSON.parse(asked.body), { refreshToken: 'r0' });
    assert.equal(asked.keepalive, true, 'it outlives a page that is closed right away');
});

test('the difference of the clocks is learnt, half the round trip taken off', async () => {
    const { time, api, server } = world();
    const serverClock = createServerClock({ clock: time.clock });
    assert.equal(serverClock.now(), time.clock.now());
    assert.equal(serverClock.isKnown(), false);
    const plain = server.request;
    server.request = async (request) => {
        const time0 = time.clock.now();
        await time.advance(400);
        return request.url === '/api/server'
            ? { status: 200, text: JSON.stringify({ data: { time: time0 + 200 + 90_000 } }), header: () => null }
            : plain(request);
    };
    await serverClock.learn(api);
    assert.equal(serverClock.now() - time.clock.now(), 90_000);
    assert.equal(serverClock.isKnown(), true);
});

test('nothing may be uploaded before consent has been given and recorded', async () => {
    const { storage, server, api, time } = world();
    const consent = createConsent({ storage, api: api.as('7'), userId: '7', clock: time.clock });
    assert.equal(consent.state(), 'unknown');
    assert.equal(await consent.mayUpload(), false);
    server.networkDown = true;
    await consent.decide(true);
    assert.equal(consent.state(), 'granted');
    assert.equal(await consent.mayUpload(), false, 'given, but the school does not know yet');
    assert.equal(consent.isRecorded(), false);
    server.networkDown = false;
    assert.equal(await consent.mayUpload(), true);
    assert.deepEqual(server.requests.at(-1).body, { document: 'privacy', version: '1', granted: true });
    const asked = server.requests.length;
    assert.equal(await consent.mayUpload(), true);
    assert.equal(server.requests.length, asked, 'recorded once');
    await consent.decide(false);
    assert.equal(await consent.mayUpload(), false);
    assert.equal(server.requests.at(-1).body.granted, false, 'withdrawing is recorded too');
});

test('what somebody decided on another device counts here', async () => {
    const { storage, api, time, server } = world();
    const consent = createConsent({ storage, api: api.as('7'), userId: '7', clock: time.clock });
    consent.adopt([{ document: 'privacy', version: '0', granted: true, time: '2025-01-01T00:00:00.000Z' }]);
    assert.equal(consent.state(), 'unknown', 'an older text is another question');
    consent.adopt([
        { document: 'privacy', version: '1', granted: true, time: '2025-12-01T00:00:00.000Z' },
        { document: 'privacy', version: '1', granted: false, time: '2026-01-01T00:00:00.000Z' },
    ]);
    assert.equal(consent.state(), 'declined');
    assert.equal(consent.time(), Date.UTC(2026, 0, 1));
    assert.equal(server.requests.length, 0);
});
