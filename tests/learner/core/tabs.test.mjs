import assert from 'node:assert/strict';
import test from 'node:test';
import { createDevice, createServer, createTabs, createTime, keep, randomFrom } from '../support/sim.mjs';
import { watchTime } from '../support/merge.mjs';

function twoTabs() {
    const time = createTime();
    const server = createServer({ clock: time.clock });
    const { tabs, deliver } = createTabs(2);
    const devices = tabs.map((storage, index) =>
        createDevice({ time, server, storage, random: randomFrom(index + 1), name: 'laptop' }),
    );
    tabs.forEach((storage, index) => {
        storage.heard = (key) => devices[index].store.writtenElsewhere(key, time.clock.now());
    });
    return { time, server, devices, deliver, records: () => devices.map(({ store }) => store.get('c', 'l1')) };
}

test('two tabs that write over each other end with what both have seen', async () => {
    const w = twoTabs();
    const [a, b] = w.devices;
    keep(a, 'l1', 5, { watched: [[0, 5]], sessionId: 'a' });
    await w.time.advance(10);
    keep(b, 'l1', 44, { watched: [[40, 44]], watchSeconds: 4, sessionId: 'b' }); // knows nothing of the one before
    w.deliver();
    for (const record of w.records()) {
        assert.deepEqual(record.watched, [
            [0, 5],
            [40, 44],
        ]);
        assert.equal(record.currentTime, 44, 'the newest position');
        assert.deepEqual([record.counters.a.seconds, record.counters.b.seconds], [5, 4]);
    }
    await Promise.all([a.queue.flush(), b.queue.flush()]);
    const state = w.server.states.get('c/l1');
    assert.equal(state.position, 44);
    assert.deepEqual(state.watched, [
        [0, 5],
        [40, 44],
    ]);
    assert.equal(watchTime(state), 9);
});

test('an answer that arrives in one tab does not take away what the other kept meanwhile', async () => {
    const w = twoTabs();
    const [a, b] = w.devices;
    keep(a, 'l1', 5, { watched: [[0, 5]], sessionId: 'a' });
    w.deliver();
    await w.time.advance(10);
    keep(b, 'l1', 44, { watched: [[40, 44]], watchSeconds: 4, sessionId: 'b' });
    await a.queue.flush(); // settles its own copy, in which the last second of the other is missing
    w.deliver();
    for (const record of w.records()) {
        assert.deepEqual(record.watched.at(-1), [40, 44]);
        assert.ok(record.seq > record.ackSeq, 'still to be sent');
    }
    await a.queue.flush();
    assert.deepEqual(w.server.states.get('c/l1').watched.at(-1), [40, 44]);
});

test('tabs of random learners converge, never lose a second, and fall silent', async () => {
    for (let seed = 1; seed <= 60; seed += 1) {
        const random = randomFrom(seed);
        const w = twoTabs();
        const seen = [[], []];
        for (let step = 0; step < 12; step += 1) {
            const i = random() < 0.5 ? 0 : 1;
            const from = Math.floor(random() * 90);
            seen[i].push([from, from + 3]);
            keep(w.devices[i], 'l1', from + 3, { watched: [...seen[i]], watchSeconds: 3 * seen[i].length, sessionId: `s${i}` });
            await w.time.advance(Math.floor(random() * 40));
            if (random() < 0.3) w.deliver();
            if (random() < 0.3) await w.devices[i].queue.flush();
        }
        w.deliver();
        const [a, b] = w.records();
        assert.deepEqual(a.watched, b.watched, `seed ${seed}`);
        const both = new Set(seen.flat().flatMap(([from]) => [from, from + 1, from + 2]));
        for (const second of both)
            assert.ok(a.watched.some(([from, to]) => from <= second && second < to), `seed ${seed}: second ${second}`);
        await w.time.advance(1000);
        await w.devices[0].queue.flush();
        w.deliver();
        await w.devices[1].queue.flush();
        w.deliver();
        assert.deepEqual(w.server.states.get('c/l1').watched, a.watched, `seed ${seed}: at the school`);
        assert.equal(w.devices[0].store.dirty().length + w.devices[1].store.dirty().length, 0, `seed ${seed}`);
    }
});
