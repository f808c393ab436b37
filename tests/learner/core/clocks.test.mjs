import assert from 'node:assert/strict';
import test from 'node:test';
import { createServerClock } from '../../../resources/learner/core/serverclock.js';
import { createPlayGrant } from '../../../resources/learner/web/parts/playgrant.js';
import { CONSENT, createHousehold, syncs } from '../support/household.mjs';
import { answer, createTime } from '../support/sim.mjs';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

async function learner() {
    const w = createHousehold();
    w.school.consents.set('ana', [CONSENT]);
    const tab = w.open();
    tab.api.login('ana', 'x');
    await w.time.advance(2 * SECOND);
    await tab.learning.wake();
    return { ...w, tab, state: (lesson = 'l1') => w.school.progressOf('ana').states.get(`c/${lesson}`) };
}

for (const days of [-1, 1, 400]) {
    test(`a clock moved by ${days} d while the queue backs off: records leave within 3 min, then every 15 s`, async () => {
        const w = await learner();
        const { recorder } = w.play(w.tab, 'l1');
        w.school.refuse = (url) => (url.endsWith('/sync') ? [500, {}] : null);
        await w.time.advance(16 * SECOND);
        assert.equal(syncs(w.seen).length, 1, 'asked once, and waits');
        w.time.setDevice(days * DAY);
        await w.time.advance(SECOND);
        w.school.refuse = () => null;
        await w.time.advance(3 * MINUTE + 40 * SECOND);
        const first = syncs(w.seen)[1];
        assert.ok(first, 'it was sent again');
        const times = syncs(w.seen)
            .slice(1)
            .map(({ at }) => at);
        await w.time.advance(MINUTE);
        const later = syncs(w.seen).slice(1 + times.length);
        assert.ok(later.length >= 3 && later.length <= 5, `${later.length} in a minute`);
        recorder.paused(300);
        await w.time.advance(SECOND);
        const state = w.state();
        assert.equal(state.position, 300);
        assert.ok(Math.abs(state.positionTime - w.time.clock.now()) < 3 * SECOND, 'stamped with the school’s time');
    });
}

test('a place kept before the clock was moved is still the newest after', async () => {
    for (const days of [-1, 1]) {
        const w = await learner();
        w.play(w.tab, 'l1');
        await w.time.advance(40 * SECOND);
        w.school.refuse = (url) => (url.endsWith('/sync') ? [503, {}, { 'retry-after': '20' }] : null);
        await w.time.advance(10 * SECOND);
        w.tab.leave();
        const { currentTime } = w.tab.learning.store.get('c', 'l1');
        w.time.setDevice(days * DAY);
        w.school.refuse = () => null;
        await w.time.advance(MINUTE);
        assert.equal(w.state().position, currentTime);
        assert.equal(w.tab.learning.store.get('c', 'l1').currentTime, currentTime, 'nothing older came back');
    }
});

test('an article that waits for a network is not held up by a clock that is set back', async () => {
    const w = await learner();
    const { articles } = w.tab.learning;
    articles.keep(13, 40, 20);
    w.school.refuse = (url) => (url === '/api/progress' ? [500, {}] : null);
    articles.flush();
    await w.time.advance(SECOND);
    w.time.setDevice(-DAY);
    w.school.refuse = () => null;
    await w.time.advance(3 * MINUTE);
    assert.equal(articles.pending(), 0);
});

test('no clock renews tokens that have not ended, nor thinks that ended ones go on', async () => {
    for (const days of [-1, 1]) {
        const w = await learner();
        const refreshes = () => w.seen.filter(({ url }) => url === '/api/auth/refresh').length;
        w.time.setDevice(days * DAY);
        const again = w.open(); // a page that has not heard the school yet
        for (let i = 0; i < 5; i += 1) {
            again.api.get('/api/x');
            await w.time.advance(SECOND);
        }
        assert.equal(refreshes(), 0, `${days} d: five requests`);
        await w.time.advance(14 * MINUTE + 45 * SECOND);
        again.api.get('/api/x');
        await w.time.advance(SECOND);
        assert.equal(refreshes(), 1, `${days} d: before they end`);
    }
});

test('an address is stale by the school’s time, whatever the device thinks', async () => {
    for (const days of [-1, 0, 1]) {
        const w = await learner();
        w.time.setDevice(days * DAY);
        const expires = w.time.clock.now() + 10 * MINUTE;
        const api = { get: async () => answer(200, { data: { expires_at: new Date(expires).toISOString() } }) };
        const grant = createPlayGrant({ api, clock: w.tab.clock, lessonId: 1 });
        await grant.fetch('auto');
        assert.equal(grant.isStale(), false);
        await w.time.advance(9 * MINUTE + 32 * SECOND);
        assert.equal(grant.isStale(), true);
    }
});

test('the school’s time comes from any answer, is kept exact, and is found again after a sleep', async () => {
    const time = createTime();
    let slept = 0;
    const device = { now: () => time.device.now(), elapsed: () => time.device.elapsed() - slept };
    const clock = createServerClock({ clock: device });
    const transport = clock.listenTo({
        async request() {
            const date = new Date(time.clock.now() + 40_000).toUTCString();
            return { status: 200, text: '{}', header: (name) => (name === 'date' ? date : null) };
        },
    });
    const off = () => clock.now() - time.clock.now() - 40_000;
    await transport.request({});
    assert.equal(clock.isKnown(), true);
    assert.ok(Math.abs(off()) <= 500, `${off()} ms`);
    await clock.learn({ get: async () => answer(200, { data: { time: time.clock.now() + 40_000 } }) });
    assert.equal(off(), 0);
    await time.advance(700);
    await transport.request({});
    assert.equal(off(), 0, 'a header is not let near what is known better');
    slept = MINUTE; // counting stopped while the lid was shut
    assert.equal(off(), -MINUTE);
    await transport.request({});
    assert.ok(Math.abs(off()) <= 500, `${off()} ms`);
});

test('a date in Retry-After is one of the server’s clock', async () => {
    const w = await learner();
    w.time.setDevice(DAY);
    const at = new Date(w.time.clock.now() + 30 * SECOND).toUTCString();
    w.school.refuse = () => [503, {}, { 'retry-after': at }];
    const asked = w.tab.api.post('/api/x', {});
    await w.time.advance(SECOND);
    const { retryAfter } = await asked;
    assert.ok(retryAfter >= 29 && retryAfter <= 31, String(retryAfter));
});
