import assert from 'node:assert/strict';
import test from 'node:test';
import { CONSENT, createHousehold, syncs } from '../support/household.mjs';
import { createStorage } from '../support/sim.mjs';

const SECOND = 1000;

async function household(options, ...people) {
    const home = createHousehold(options);
    for (const person of ['ana', 'bo']) home.school.consents.set(person, [CONSENT]);
    const tabs = [];
    for (const person of people) {
        const tab = home.open();
        if (person) {
            const signedIn = tab.api.login(person, 'x');
            await home.time.advance(2 * SECOND);
            await signedIn;
        }
        tabs.push(tab);
    }
    return { ...home, tabs };
}

// Lessons are named after who watches them: what names one person's lesson belongs to that person.
function assertNothingMixed(seen, words) {
    for (const { url, body, person } of seen) {
        const named = JSON.stringify(body || {}).match(/lesson-(ana|bo)/);
        if (named) assert.equal(person, named[1], `${words}: ${url} with ${named[0]}`);
    }
}

test('two people, one browser: whatever the moment, nothing of one is sent under the other', async () => {
    for (let seed = 1; seed <= 50; seed += 1) {
        const slow = (random) => 1 + Math.floor(random() * 400);
        const w = await household({ seed, delay: slow }, 'ana', null);
        const [left, right] = w.tabs;
        right.told('cw.session');
        w.play(left, 'lesson-ana');
        await w.time.advance(Math.floor(14 * SECOND + w.random() * 3 * SECOND)); // around the tick of 15 s
        const signedIn = right.api.login('bo', 'x');
        w.time.timers.set(() => w.play(right, 'lesson-bo'), 900);
        // Sometimes the left tab hears of it, sooner or later; sometimes nobody tells it.
        if (seed % 3) w.time.timers.set(() => left.told('cw.session'), Math.floor(w.random() * 20 * SECOND));
        await w.time.advance(60 * SECOND);
        await signedIn;
        assert.equal(left.learning.userId, 'bo', `seed ${seed}: it noticed`);
        assertNothingMixed(w.seen, `seed ${seed}`);
        assert.ok(w.school.progressOf('bo').states.get('c/lesson-bo').position > 30, `seed ${seed}: bo's arrives`);

        // What was kept of Ana's and could not be sent any more leaves when she is back.
        right.leave();
        await w.time.advance(SECOND);
        right.api.login('ana', 'x');
        await w.time.advance(5 * SECOND);
        assert.ok(w.school.progressOf('ana').states.get('c/lesson-ana').position > 14, `seed ${seed}: ana's arrives`);
        assertNothingMixed(w.seen, `seed ${seed}, after`);
    }
});

test('consent and signing out are the person’s too: who signed in meanwhile is neither asked for nor signed out', async () => {
    const w = await household({}, 'ana', 'ana');
    const [left, right] = w.tabs;
    w.school.consents.set('bo', []);
    const signedIn = right.api.login('bo', 'x');
    await w.time.advance(SECOND);
    await signedIn;
    const { learning } = left; // not told yet
    learning.consent.decide(true);
    const out = learning.api.logout();
    await w.time.advance(SECOND);
    await out;
    assert.deepEqual(w.school.consents.get('bo'), []);
    assert.equal(right.session.userId(), 'bo');
    assert.ok(!w.seen.some(({ url, person }) => url === '/api/auth/logout' && person === 'bo'));
});

test('a refresh that is answered after somebody else signed in, well or badly, changes nothing of theirs', async () => {
    for (const good of [true, false]) {
        const w = await household({ delay: () => 300 }, 'ana', 'ana');
        const [left, right] = w.tabs;
        w.school.refuse = (url, person) => {
            if (url === '/api/auth/refresh') return good ? null : [401, { error: 'refresh_token_reused' }];
            return url === '/api/x' && person === 'ana' ? [401, { error: 'invalid_token' }] : null;
        };
        const asked = left.api.as('ana').get('/api/x');
        await w.time.advance(100);
        right.api.login('bo', 'x'); // done while the refresh is on its way
        await w.time.advance(5 * SECOND);
        assert.equal((await asked).status, 401);
        assert.equal(right.session.userId(), 'bo');
        assert.equal(w.seen.filter(({ url }) => url === '/api/x').length, 1);
    }
});

test('tabs take turns: what one has sent the other does not send again', async () => {
    const w = await household({ delay: () => 500 }, 'ana', null);
    const [left, right] = w.tabs;
    right.told('cw.session');
    w.play(left, 'lesson-ana');
    await w.time.advance(5 * SECOND);
    left.leave();
    right.learning.flush();
    await w.time.advance(5 * SECOND);
    assert.equal(syncs(w.seen).length, 1);
});

test('a storage that is full when the tokens are stored signs nobody out and stops no sending', async () => {
    const w = createHousehold();
    w.school.consents.set('ana', [CONSENT]);
    const full = createStorage();
    const plain = full.setItem;
    const tab = w.open({ own: full });
    full.setItem = () => {
        throw new Error('QuotaExceededError');
    };
    w.school.expiresIn = 30; // every other request renews
    tab.api.login('ana', 'x');
    await w.time.advance(SECOND);
    assert.equal(tab.session.userId(), 'ana');
    tab.learning.consent.settle();
    w.play(tab, 'lesson-ana');
    await w.time.advance(200 * SECOND);
    assert.ok(w.school.progressOf('ana').states.get('c/lesson-ana').position >= 190);
    full.setItem = plain;
    await w.time.advance(40 * SECOND);
    assert.ok(full.getItem('cw.session'), 'and they are stored once that is possible');
});

test('tokens that could not be stored stand back for those of a tab that could', async () => {
    const w = createHousehold();
    const tab = w.open();
    tab.api.login('ana', 'x');
    await w.time.advance(SECOND);
    const plain = w.storage.setItem;
    w.storage.setItem = () => {
        throw new Error('QuotaExceededError');
    };
    w.school.refuse = (url) => (url === '/api/x' ? [401, {}] : null);
    tab.api.get('/api/x');
    await w.time.advance(SECOND);
    assert.equal(tab.session.get().accessToken, 'a2');
    w.storage.setItem = plain;
    const other = w.open();
    assert.equal(other.session.get().accessToken, 'a1', 'which are still stored');
    other.api.login('bo', 'x');
    await w.time.advance(SECOND);
    assert.equal(tab.session.userId(), 'bo');
});

test('an answer to a refresh that was lost or cut short is asked for again with the same token', async () => {
    const w = await household({}, 'ana');
    const [tab] = w.tabs;
    let lost = 2;
    const plain = w.school.transport.request;
    w.school.transport.request = async (request) => {
        const response = await plain(request);
        if (request.url !== '/api/auth/refresh' || lost === 0) return response;
        lost -= 1;
        if (lost === 0) return { ...response, text: '{"code":0,"data":' };
        throw new TypeError('Failed to fetch');
    };
    let refused = 3;
    w.school.refuse = (url) => {
        if (url !== '/api/x' || refused === 0) return null;
        refused -= 1;
        return [401, { error: 'invalid_token' }];
    };
    const refreshes = () => w.seen.filter(({ url }) => url === '/api/auth/refresh').map(({ body }) => body.refreshToken);
    for (const status of [0, 0, 200]) {
        const asked = tab.api.get('/api/x');
        await w.time.advance(SECOND);
        assert.equal((await asked).status, status);
    }
    assert.deepEqual(refreshes(), ['r1', 'r1', 'r1']);
    assert.notEqual(tab.session.get().refreshToken, 'r1');
});
