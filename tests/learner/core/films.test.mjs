import assert from 'node:assert/strict';
import test from 'node:test';
import { mergeServerItem } from '../../../resources/learner/core/reconcile.js';
import { applyAnswer, itemsOf } from '../../../resources/learner/core/syncrecords.js';
import { createDevice, createServer, createTime, keep } from '../support/sim.mjs';

function world() {
    const time = createTime();
    const server = createServer({ clock: time.clock });
    return { time, server, device: createDevice({ time, server }) };
}

const watch = (device, mediaRevision, seconds, duration = 6) =>
    keep(device, 'l1', seconds, { watched: [[0, seconds]], duration, mediaRevision });
const record = (device) => device.store.get('c', 'l1');
const sent = (server) => server.requests.flatMap(({ body }) => body.progressList);

test('an exchanged film begins empty: neither coverage nor place of the old one becomes the new one’s', async () => {
    const { server, device } = world();
    watch(device, 'old', 2);
    await device.queue.flush();
    device.store.turnToFilm('c', 'l1', 'new', 2);
    assert.deepEqual([record(device).watched, record(device).currentTime, record(device).totalTime], [[], 0, 2]);
    assert.equal(device.queue.pending(), 0, 'which is nothing to tell');
    watch(device, 'new', 1, 2);
    await device.queue.flush();
    assert.deepEqual(
        sent(server).map(({ mediaRevision, watched }) => [mediaRevision, watched]),
        [
            ['old', [[0, 2]]],
            ['new', [[0, 1]]],
        ],
    );
    assert.equal(record(device).isCompleted, false);
});

test('completed stays completed, and time spent watching stays spent', async () => {
    const { server, device } = world();
    watch(device, 'old', 6);
    assert.equal(record(device).isCompleted, true);
    server.fate = () => 'lost';
    keep(device, 'l1', 1, { watched: [[0, 1]], duration: 2, mediaRevision: 'new', sessionId: 's2', watchSeconds: 1 });
    assert.equal(record(device).isCompleted, true);
    assert.deepEqual(record(device).watched, [[0, 1]]);
    assert.deepEqual(Object.keys(record(device).counters), ['s1', 's2']);
});

test('without a second of the new film a record says so even when keep() is the first to hear of it', () => {
    const { device } = world();
    watch(device, 'old', 5);
    watch(device, 'new', 1);
    assert.deepEqual(record(device).watched, [[0, 1]]);
});

test('a record from before films had names is of the film of its own length', () => {
    const { device } = world();
    keep(device, 'l1', 3, { watched: [[0, 3]], duration: 6 });
    device.store.turnToFilm('c', 'l1', 'first', 6.4);
    assert.deepEqual([record(device).watched, record(device).mediaRevision], [[[0, 3]], 'first']);
    keep(device, 'l2', 3, { watched: [[0, 3]], duration: 6 });
    device.store.turnToFilm('c', 'l2', 'second', 20);
    assert.deepEqual(device.store.get('c', 'l2').watched, []);
});

test('a device that hears of the new film from the list begins it empty; what it still has to say it says first', () => {
    const { time, device } = world();
    watch(device, 'old', 4);
    const item = {
        currentTime: 1,
        totalTime: 2,
        lastUpdateTime: time.clock.now() - 60_000,
        watched: [[0, 1]],
        isCompleted: false,
        mediaRevision: 'new',
    };
    const unsent = record(device);
    mergeServerItem(unsent, item);
    assert.deepEqual([unsent.mediaRevision, unsent.watched], ['old', [[0, 4]]]);
    const synced = { ...record(device), ackSeq: 1, serverTime: time.clock.now() };
    mergeServerItem(synced, item);
    assert.deepEqual([synced.mediaRevision, synced.watched, synced.currentTime], ['new', [[0, 1]], 1]);
    assert.equal(synced.seq, synced.ackSeq, 'the server has not lost it');
});

test('an answer about another film moves no place', () => {
    const { time, device } = world();
    watch(device, 'old', 4);
    const stored = record(device);
    const [item] = itemsOf(stored, 'phone');
    const late = new Date(time.clock.now() + 60_000).toISOString();
    applyAnswer(stored, item, { status: 'skipped', currentTime: 1, lastPlayTime: late, mediaRevision: 'new' });
    assert.equal(stored.currentTime, 4);
    applyAnswer(stored, item, { status: 'skipped', currentTime: 1, lastPlayTime: late, mediaRevision: 'old' });
    assert.equal(stored.currentTime, 1);
});

test('a tab that plays the old film to its end adds nothing to the new one', () => {
    const { time, device } = world();
    watch(device, 'old', 5);
    const other = createDevice({ time, server: createServer({ clock: time.clock }), storage: device.storage });
    watch(other, 'new', 1, 2);
    device.store.writtenElsewhere('cw.progress.7/c/l1', time.clock.now());
    assert.deepEqual([record(device).mediaRevision, record(device).watched], ['new', [[0, 1]]]);
});
