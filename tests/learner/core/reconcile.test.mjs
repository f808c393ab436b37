import assert from 'node:assert/strict';
import test from 'node:test';
import { createTime, createServer, createDevice, createStorage, keep, randomFrom } from '../support/sim.mjs';
import { emptyState, watchTime } from '../support/merge.mjs';

const MINUTE = 60_000;

function world({ ahead = 0 } = {}) {
    const time = createTime();
    const server = createServer({ clock: time.clock, ahead });
    const phone = createDevice({ time, server, name: 'phone', ahead });
    const tablet = createDevice({ time, server, name: 'tablet', ahead, random: randomFrom(2) });
    return { time, server, phone, tablet };
}

const at = (device, lesson = 'l1') => device.store.get('c', lesson).currentTime;

test('another device goes on where the first one stopped', async () => {
    const { phone, tablet } = world();
    keep(phone, 'l1', 42);
    await phone.queue.flush();
    assert.equal(await tablet.reconciler.pull('c'), true);
    const record = tablet.store.get('c', 'l1');
    assert.equal(record.currentTime, 42);
    assert.deepEqual(record.watched, [[0, 42]]);
    assert.equal(tablet.queue.pending(), 0, 'stored as synced');
    assert.equal(record.serverTime, phone.clock.now());
});

test('a newer local record survives the pull and is offered', async () => {
    const { time, server, phone, tablet } = world();
    keep(phone, 'l1', 42);
    await phone.queue.flush();
    await time.advance(MINUTE);
    keep(tablet, 'l1', 50, { watched: [[45, 50]] });
    await tablet.reconciler.pull('c');
    await time.settle();
    assert.equal(at(tablet), 50);
    assert.equal(server.states.get('c/l1').position, 50);
    assert.deepEqual(server.states.get('c/l1').watched, [
        [0, 42],
        [45, 50],
    ]);
});

test('an older unsent record gives way in position and still brings its coverage', async () => {
    const { time, server, phone, tablet } = world();
    server.fate = () => 'lost';
    keep(tablet, 'l1', 80, { watched: [[60, 80]] });
    await time.advance(MINUTE);
    server.fate = () => 'ok';
    keep(phone, 'l1', 20);
    await phone.queue.flush();
    await tablet.reconciler.pull('c');
    await time.settle();
    assert.equal(at(tablet), 20);
    assert.deepEqual(server.states.get('c/l1').watched, [
        [0, 20],
        [60, 80],
    ]);
    assert.equal(server.states.get('c/l1').position, 20);
});

test('a wrong clock neither loses the place nor overrules the other device', async () => {
    for (const ahead of [-600_000, 600_000]) {
        const { time, server, phone, tablet } = world({ ahead });
        keep(phone, 'l1', 30);
        await phone.queue.flush();
        await time.advance(MINUTE);
        keep(tablet, 'l1', 55);
        await tablet.reconciler.pull('c');
        await time.settle();
        assert.equal(at(tablet), 55, `server ${ahead} ms ahead: the newer one stays`);
        assert.equal(server.states.get('c/l1').position, 55);
        await time.advance(MINUTE);
        await phone.reconciler.pull('c');
        assert.equal(at(phone), 55);
        const sent = server.requests.length;
        await phone.reconciler.pull('c');
        await tablet.reconciler.pull('c');
        assert.equal(server.requests.length, sent, 'and then there is nothing left to say');
    }
});

test('a server that went back in time is offered what it lost', async () => {
    const { time, server, phone } = world();
    keep(phone, 'l1', 30);
    keep(phone, 'l2', 10);
    await phone.queue.flush();
    const backup = new Map([['c/l1', server.states.get('c/l1')]]);
    await time.advance(MINUTE);
    keep(phone, 'l1', 90);
    await phone.queue.flush();
    server.states = backup;
    await phone.reconciler.pull('c');
    await time.settle();
    assert.equal(server.states.get('c/l1').position, 90);
    assert.equal(server.states.get('c/l2').position, 10);
    assert.equal(at(phone), 90);
});

test('a failed pull changes nothing', async () => {
    const { server, phone } = world();
    keep(phone, 'l1', 30);
    const before = JSON.stringify(phone.store.list());
    server.fate = () => 'lost';
    assert.equal(await phone.reconciler.pull('c'), false);
    assert.equal(JSON.stringify(phone.store.list()), before);
});

test('following pulls every five minutes until stopped', async () => {
    const { time, server, phone, tablet } = world();
    let pulled = 0;
    phone.reconciler.follow('c', () => {
        pulled += 1;
    });
    keep(tablet, 'l1', 20);
    await tablet.queue.flush();
    await time.advance(5 * MINUTE);
    assert.equal(at(phone), 20);
    server.fate = () => 'lost';
    await time.advance(5 * MINUTE);
    server.fate = () => 'ok';
    await time.advance(5 * MINUTE);
    assert.equal(pulled, 2);
    phone.reconciler.stop();
    await time.advance(60 * MINUTE);
    assert.equal(pulled, 2);
});

test('synced records older than 30 days are cleaned, unsent and refused ones never', async () => {
    const { time, phone } = world();
    keep(phone, 'sent', 10);
    await phone.queue.flush();
    keep(phone, 'unsent', 10);
    await time.advance(30 * 24 * 60 * MINUTE);
    assert.equal(phone.store.clean(phone.clock.now()), 0);
    await time.advance(MINUTE);
    assert.equal(phone.store.clean(phone.clock.now()), 1);
    assert.deepEqual(
        phone.store.list().map((row) => row.chapterId),
        ['unsent'],
    );
});

test('signing out takes what the server has and leaves what it has not', async () => {
    const { phone } = world();
    keep(phone, 'sent', 10);
    await phone.queue.flush();
    keep(phone, 'unsent', 10);
    phone.store.forgetSynced();
    assert.deepEqual(
        phone.store.list().map((row) => row.chapterId),
        ['unsent'],
    );
});

// The heart of it: whatever the network does, devices and server end in the state that a perfect network gives.
test('any order, loss and repetition of requests ends in the same state', async () => {
    for (let seed = 1; seed <= 40; seed += 1) {
        const random = randomFrom(seed);
        const time = createTime();
        const server = createServer({ clock: time.clock });
        server.fate = (body) => {
            if (body === null) return random() < 0.3 ? 'lost' : 'ok';
            return ['ok', 'lost', 'deaf', 'twice'][Math.floor(random() * 4)];
        };
        const shared = createStorage(); // two tabs of one browser, and a phone
        const devices = [
            createDevice({ time, server, storage: shared, random, name: 'browser' }),
            createDevice({ time, server, storage: shared, random, name: 'browser' }),
            createDevice({ time, server, random, name: 'phone' }),
        ];
        const expected = new Map();
        for (let step = 0; step < 60; step += 1) {
            const which = Math.floor(random() * devices.length);
            const device = devices[which];
            const lesson = `l${Math.floor(random() * 4)}`;
            const from = Math.floor(random() * 80);
            const position = from + Math.floor(random() * 20);
            await time.advance(1 + Math.floor(random() * 20000));
            const sessionId = `${which}-${lesson}`;
            const want = expected.get(lesson) || { position: 0, watched: new Set(), sessions: {} };
            want.sessions[sessionId] = (want.sessions[sessionId] || 0) + (position - from);
            want.position = position;
            for (let s = from; s < position; s += 1) want.watched.add(s);
            expected.set(lesson, want);
            keep(device, lesson, position, {
                watched: [[from, position]],
                sessionId,
                watchSeconds: want.sessions[sessionId],
            });
            if (random() < 0.6) device.queue.flush();
            if (random() < 0.2) await device.reconciler.pull('c');
        }
        server.fate = () => 'ok';
        for (const device of devices) await device.queue.wake();
        await time.advance(20 * MINUTE);
        for (const device of devices) await device.reconciler.pull('c');
        await time.settle();
        for (const [lesson, want] of expected) {
            const state = server.states.get(`c/${lesson}`) || emptyState();
            const covered = new Set(state.watched.flatMap(([a, b]) => Array.from({ length: b - a }, (_x, i) => a + i)));
            assert.deepEqual(
                [...covered].sort((a, b) => a - b),
                [...want.watched].sort((a, b) => a - b),
                `seed ${seed} ${lesson}: coverage`,
            );
            assert.equal(state.position, want.position, `seed ${seed} ${lesson}: position`);
            assert.equal(
                watchTime(state),
                Object.values(want.sessions).reduce((a, b) => a + b, 0),
                `seed ${seed} ${lesson}: watch time`,
            );
            for (const device of devices)
                assert.equal(
                    device.store.get('c', lesson).currentTime,
                    want.position,
                    `seed ${seed} ${lesson}: ${device.clock.now()}`,
                );
        }
        for (const device of devices)
            assert.equal(device.queue.pending(), 0, `seed ${seed}: something was never answered`);
    }
});
