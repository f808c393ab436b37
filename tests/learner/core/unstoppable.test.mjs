import assert from 'node:assert/strict';
import test, { beforeEach, mock } from 'node:test';
import { createReconciler, PULL_INTERVAL } from '../../../resources/learner/core/reconcile.js';
import { CONSENT, createHousehold, syncs } from '../support/household.mjs';
import { createDevice, createServer, createTime, keep } from '../support/sim.mjs';

const MINUTE = 60_000;

// What is caught is shown to developers; here it is wanted.
let complaints;
beforeEach(() => {
    mock.restoreAll();
    complaints = mock.method(console, 'error', () => {});
});

function world() {
    const time = createTime();
    const server = createServer({ clock: time.clock });
    return { time, server, device: createDevice({ time, server }) };
}

const broken = () => {
    throw new Error('broken');
};

// A page at which Ana has logged in and agreed, with everything that comes by itself done.
async function household() {
    const w = createHousehold();
    w.school.consents.set('ana', [CONSENT]);
    const tab = w.open();
    tab.api.login('ana', 'x');
    await w.time.advance(1000);
    await tab.learning.wake();
    return { w, tab };
}

test('a listener that throws stops neither the sending nor the other listeners', async () => {
    const { server, device } = world();
    const states = [];
    device.queue.onState(broken);
    device.queue.onState((state) => states.push(state));
    device.store.onChange(broken);
    keep(device, 'l1', 5);
    await device.queue.flush();
    assert.deepEqual(states, ['sending', 'idle']);
    keep(device, 'l1', 6);
    await device.queue.flush();
    assert.equal(server.states.get('c/l1').position, 6);
    assert.ok(complaints.mock.callCount() > 0, 'and it is not hushed up');
});

test('whatever throws on the way is tried again by itself', async () => {
    for (const bend of [
        ({ server }) => {
            const plain = server.api.post;
            server.api.post = broken;
            return () => {
                server.api.post = plain;
            };
        },
        ({ device }) => {
            const plain = device.store.dirty;
            device.store.dirty = broken;
            return () => {
                device.store.dirty = plain;
            };
        },
        ({ device }) => {
            const plain = device.store.update;
            device.store.update = broken;
            return () => {
                device.store.update = plain;
            };
        },
    ]) {
        const w = world();
        keep(w.device, 'l1', 5);
        const mend = bend(w);
        await w.device.queue.flush();
        await w.time.advance(1);
        mend();
        await w.time.advance(4 * MINUTE);
        assert.equal(w.server.states.get('c/l1').position, 5);
        assert.equal(w.device.queue.pending(), 0);
    }
});

test('a damaged record keeps no other from being sent', async () => {
    for (const damage of ['{', 'null', '7', '{"chapterId":"x"}', '[]']) {
        const { server, device } = world();
        device.storage.setItem('cw.progress.7/c/torn', damage);
        keep(device, 'l1', 5);
        await device.queue.flush();
        assert.equal(server.states.get('c/l1').position, 5, damage);
    }
    const fields = { watched: 'all', counters: null, seq: 'x', lastUpdateTime: '2026', currentTime: [], serverTime: {} };
    for (const [name, value] of Object.entries(fields)) {
        const { server, device } = world();
        keep(device, 'odd', 9);
        const stored = JSON.parse(device.storage.getItem('cw.progress.7/c/odd'));
        device.storage.setItem('cw.progress.7/c/odd', JSON.stringify({ ...stored, [name]: value }));
        keep(device, 'l1', 5);
        await device.queue.flush();
        assert.equal(server.states.get('c/l1').position, 5, name);
    }
});

test('a page that fails to show what was pulled is asked again at the next pull', async () => {
    const { time, server, device } = world();
    let shown = 0;
    const reconciler = createReconciler({ ...device, api: server.api, timers: time.timers });
    reconciler.follow('c', () => {
        shown += 1;
        if (shown === 1) broken();
    });
    await time.advance(PULL_INTERVAL * 3 + 10);
    assert.equal(shown, 3);
    reconciler.stop();
});

test('a lock that fails is like a network that fails: a value, and asked again', async () => {
    const w = createHousehold();
    w.school.consents.set('ana', [CONSENT]);
    let failures = 2;
    const lock = async (_name, fn) => {
        failures -= 1;
        return failures < 0 ? fn() : broken();
    };
    const tab = w.open({ lock });
    tab.api.login('ana', 'x');
    await w.time.advance(1000);
    await Promise.all([tab.learning.wake(), w.time.advance(1000)]);
    w.play(tab, 'l1');
    let ended = true; // the first access token
    w.school.refuse = (url) => {
        if (url === '/api/auth/refresh') ended = false;
        return ended && url.endsWith('/sync') ? [401, { error: 'invalid_token' }] : null;
    };
    await w.time.advance(60_000);
    assert.equal(tab.session.userId(), 'ana');
    assert.ok(w.school.progressOf('ana').states.get('c/l1').position > 40);
});

test('without consent at the school nothing is asked over and over; what was kept leaves when consent comes', async () => {
    const { w, tab } = await household();
    w.play(tab, 'l1');
    tab.learning.articles.keep(13, 50, 30);
    await w.time.advance(20_000);
    const arrived = w.school.progressOf('ana').states.get('c/l1').position;
    w.school.consents.set('ana', []); // withdrawn where this page can't see it, and forgotten
    const before = w.seen.length;
    let told = 0;
    tab.learning.consent.onChange(() => {
        told += 1;
    });
    tab.learning.articles.keep(13, 60, 30);
    await w.time.advance(10 * MINUTE);
    const refused = w.seen.slice(before).filter(({ url }) => /progress/.test(url));
    assert.ok(refused.length <= 2, `${refused.length} requests in ten minutes`);
    assert.equal(tab.learning.consent.state(), 'unknown');
    assert.ok(told > 0, 'so that the question can be asked');
    assert.equal(tab.learning.isHeldUp(), true);
    assert.ok(tab.learning.store.get('c', 'l1').currentTime > arrived + 500, 'kept here');
    await Promise.all([tab.learning.consent.decide(true), w.time.advance(1000)]);
    await Promise.all([tab.learning.wake(), w.time.advance(2000)]);
    assert.ok(w.school.progressOf('ana').states.get('c/l1').position > arrived + 500);
    assert.equal(tab.learning.articles.pending(), 0);
});

test('declined on another device, it is declined here too; and a school that contradicts itself is not hammered', async () => {
    const { w, tab } = await household();
    w.school.consents.set('ana', [{ ...CONSENT, granted: false, answerTime: '2026-01-05T08:00:00.000Z' }]);
    const player = w.play(tab, 'l1');
    await w.time.advance(MINUTE);
    assert.equal(tab.learning.consent.state(), 'declined');
    assert.equal(syncs(w.seen).length, 1);

    tab.learning.consent.decide(true);
    await w.time.advance(1000);
    w.school.refuse = (url) => (url.endsWith('/sync') ? [403, { error: 'consent_required' }] : null);
    await w.time.advance(30 * MINUTE);
    player.stop();
    assert.ok(syncs(w.seen).length <= 2 + 11, `${syncs(w.seen).length} in half an hour`);
});

test('withdrawing counts at once, with a full storage and without a network', async () => {
    const { w, tab } = await household();
    w.play(tab, 'l1');
    await w.time.advance(20_000);
    const before = syncs(w.seen).length;
    w.storage.setItem = broken;
    w.school.refuse = (url) => (url === '/api/me/consent' ? [503, {}] : null);
    tab.learning.consent.decide(false);
    assert.equal(tab.learning.consent.state(), 'declined');
    tab.learning.queue.flushAndLeave();
    await w.time.advance(MINUTE);
    assert.equal(syncs(w.seen).length, before);
    w.school.refuse = () => null;
    await w.time.advance(MINUTE);
    assert.equal(w.school.consents.get('ana')[0].granted, false, 'and the school is told once it can be');
});
