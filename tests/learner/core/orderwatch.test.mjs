import assert from 'node:assert/strict';
import test from 'node:test';
import { watchOrder } from '../../../resources/learner/core/shop/orderwatch.js';
import { createEventReader, createSchoolEvents } from '../../../resources/learner/core/schoolevents.js';

const settle = () => new Promise((resolve) => setImmediate(resolve));

// Timers that go off when a test says so.
function handTimers() {
    const waiting = new Map();
    let next = 0;
    return {
        set(fn, ms) {
            next += 1;
            waiting.set(next, { fn, ms });
            return next;
        },
        clear: (id) => waiting.delete(id),
        waits: () => [...waiting.values()].map(({ ms }) => ms),
        async fire() {
            const all = [...waiting.values()];
            waiting.clear();
            for (const { fn } of all) fn();
            await settle();
        },
    };
}

function handStreams() {
    const opened = [];
    return {
        opened,
        open(options) {
            const stream = { ...options, stopped: false };
            opened.push(stream);
            return () => {
                stream.stopped = true;
            };
        },
    };
}

const door = (answers) => {
    const asked = [];
    return {
        asked,
        headers: async () => ({ Authorization: 'Bearer a' }),
        async get(url) {
            asked.push(url);
            return answers.length > 1 ? answers.shift() : answers[0];
        },
    };
};
const answer = (status) => ({ ok: true, status: 200, data: { orderId: 5, status } });
const FAILED = { ok: false, status: 0, error: 'network' };

test('events come in pieces, between heartbeats and what isn’t for us', () => {
    const heard = [];
    const read = createEventReader((event) => heard.push(event));
    for (const piece of [
        'retry: 3000\n\n: a beat\n\nevent: x\nda',
        'ta: {"type":"commerce.order",',
        '"id":5}\r\n\r\ndata: {cut\n\ndata:{"type":"b","id":1}\n',
        '\n',
    ])
        read(piece);
    assert.deepEqual(heard, [
        { type: 'commerce.order', id: 5 },
        { type: 'b', id: 1 },
    ]);
});

test('one stream serves all who listen, opens again after it broke, and closes with the last', async () => {
    const timers = handTimers();
    const streams = handStreams();
    const events = createSchoolEvents({ api: door([]), streams, timers });
    const heard = [];
    const forgetA = events.listen(({ id }) => heard.push(`a${id}`));
    const forgetB = events.listen(({ id }) => heard.push(`b${id}`));
    await settle();
    assert.equal(streams.opened.length, 1);
    assert.equal(streams.opened[0].headers.Authorization, 'Bearer a');
    assert.equal(events.isLive(), false, 'nothing was heard yet');
    streams.opened[0].onText(': beat\n\ndata: {"type":"x","id":1}\n\n');
    assert.equal(events.isLive(), true);
    streams.opened[0].onEnd();
    assert.equal(events.isLive(), false);
    assert.deepEqual(timers.waits(), [2000]);
    await timers.fire();
    streams.opened[1].onEnd();
    assert.deepEqual(timers.waits(), [4000], 'later each time');
    await timers.fire();
    streams.opened[2].onText('data: {"type":"x","id":2}\n\n');
    streams.opened[0].onText('data: {"type":"x","id":9}\n\n');
    forgetA();
    forgetA();
    streams.opened[2].onText('data: {"type":"x","id":3}\n\n');
    forgetB();
    assert.equal(streams.opened[2].stopped, true);
    assert.deepEqual(heard, ['a1', 'b1', 'a2', 'b2', 'b3']);
    assert.deepEqual(timers.waits(), []);
});

test('nobody’s session opens no stream', async () => {
    const streams = handStreams();
    const events = createSchoolEvents({ api: { headers: async () => null }, streams, timers: handTimers() });
    events.listen(() => {});
    await settle();
    assert.equal(streams.opened.length, 0);
});

function watched(answers, isLive = false) {
    const timers = handTimers();
    const api = door(answers);
    let tell = null;
    const events = {
        isLive: () => isLive,
        listen(listener) {
            tell = listener;
            return () => {
                tell = null;
            };
        },
    };
    const told = [];
    const watch = watchOrder({ api, events, timers }, 5, (result) => told.push(result.ok ? result.data.status : 'failed'));
    return { timers, api, told, watch, tell: (event) => tell && tell(event) };
}

test('a pending order is asked about every 3 s until it is paid; without network too', async () => {
    const { timers, told } = watched([answer('pending'), FAILED, answer('paid')]);
    await settle();
    assert.deepEqual(timers.waits(), [3000]);
    await timers.fire();
    assert.deepEqual(timers.waits(), [3000]);
    await timers.fire();
    assert.deepEqual(told, ['pending', 'failed', 'paid']);
    assert.deepEqual(timers.waits(), [], 'a paid order does not move by itself');
});

test('where events come through they tell at once, and asking is only for the one that was lost', async () => {
    const { timers, told, tell } = watched([answer('pending'), answer('paid'), answer('refunded')], true);
    await settle();
    assert.deepEqual(timers.waits(), [15_000]);
    tell({ type: 'commerce.order', id: 6 });
    tell({ type: 'commerce.enrolment', id: 5 });
    await settle();
    assert.deepEqual(told, ['pending']);
    tell({ type: 'commerce.order', id: 5 });
    await settle();
    assert.deepEqual(told, ['pending', 'paid']);
    tell({ type: 'commerce.order', id: 5 });
    await settle();
    assert.deepEqual(told, ['pending', 'paid', 'refunded']);
});

test('an event during an answer asks once more; after the end nothing is asked or told', async () => {
    const { timers, api, told, tell, watch } = watched([answer('pending')]);
    tell({ type: 'commerce.order', id: 5 });
    tell({ type: 'commerce.order', id: 5 });
    await settle();
    assert.equal(api.asked.length, 2);
    watch.ask();
    watch.stop();
    await settle();
    assert.equal(told.length, 2);
    assert.deepEqual(timers.waits(), []);
});

test('an order that isn’t there is not asked about again', async () => {
    const { timers } = watched([{ ok: false, status: 404, error: 'not_found' }]);
    await settle();
    assert.deepEqual(timers.waits(), []);
});
