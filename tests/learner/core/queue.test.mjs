import assert from 'node:assert/strict';
import test from 'node:test';
import { BUSY_WAIT, backoff } from '../../../resources/learner/core/progressqueue.js';
import { watchTime } from '../support/merge.mjs';
import { answer, createDevice, createServer, createStorage, createTime, keep, randomFrom } from '../support/sim.mjs';

function world(options = {}) {
    const time = createTime();
    const { server: school, ...rest } = options;
    const server = createServer({ clock: time.clock, ...school });
    const device = createDevice({ time, server, ...rest });
    return { time, server, device, sizes: () => server.requests.map(({ body }) => body.progressList.length) };
}

test('a record travels whole and leaves with its own answer', async () => {
    const { server, device } = world();
    keep(device, 'l1', 12.3456, { watched: [[0, 12]] });
    await device.queue.flush();
    const [{ path, body }] = server.requests;
    assert.equal(path, '/api/course/progress/sync');
    assert.equal(body.sentAt, device.clock.now());
    assert.deepEqual(body.progressList, [
        {
            courseId: 'c',
            chapterId: 'l1',
            currentTime: 12.346,
            totalTime: 100,
            progress: 0.1235,
            isCompleted: false,
            lastUpdateTime: device.clock.now(),
            watched: [[0, 12]],
            deviceId: 'phone',
            seq: 1,
            sessionId: 's1',
            watchSeconds: 12,
        },
    ]);
    assert.equal(device.queue.pending(), 0);
    assert.equal(device.queue.state(), 'idle');
});

test('many changes of one lesson are one compact record', async () => {
    const { server, device, sizes } = world();
    for (let second = 1; second <= 40; second += 1) keep(device, 'l1', second);
    await device.queue.flush();
    assert.deepEqual(sizes(), [1]);
    assert.equal(server.states.get('c/l1').position, 40);
});

test('no request carries more than ten records', async () => {
    const { device, sizes } = world();
    for (let i = 0; i < 23; i += 1) keep(device, `l${i}`, 5);
    await device.queue.flush();
    assert.deepEqual(sizes(), [10, 10, 3]);
    assert.equal(device.queue.pending(), 0);
});

test('only answered records leave: what the server forgot to mention is asked again', async () => {
    const { server, device, time } = world();
    keep(device, 'l1', 5);
    keep(device, 'l2', 5);
    server.fate = (body) => answer(200, { code: 200, data: server.sync(body).filter((row) => row.chapterId === 'l1') });
    await device.queue.flush();
    assert.equal(device.queue.pending(), 1);
    assert.equal(device.queue.state(), 'waiting');
    server.fate = () => 'ok';
    await time.advance(BUSY_WAIT);
    assert.equal(device.queue.pending(), 0);
});

test('an answer for an older state does not settle what was watched meanwhile', async () => {
    const { server, device } = world();
    keep(device, 'l1', 5);
    const plain = server.api.post;
    server.api.post = async (...all) => {
        const result = await plain(...all);
        keep(device, 'l1', 9);
        return result;
    };
    await device.queue.flush();
    assert.equal(server.requests.length, 1, 'a run sends what was there when it began, not for ever');
    assert.equal(device.queue.pending(), 1);
});

test('a refused record stays visible with the reason and is not sent again until it changes', async () => {
    const { server, device, time } = world({ server: { known: (record) => record.chapterId !== 'gone' } });
    keep(device, 'gone', 5);
    keep(device, 'l1', 5);
    await device.queue.flush();
    assert.equal(device.store.get('c', 'gone').failure, '无效数据');
    assert.equal(device.queue.pending(), 0);
    await device.queue.flush();
    await time.advance(BUSY_WAIT);
    assert.equal(server.requests.length, 1);
    keep(device, 'gone', 6);
    assert.equal(device.store.get('c', 'gone').failure, null);
    assert.equal(device.queue.pending(), 1);
});

test('without network it keeps trying for ever, ever more slowly, at most 3 min apart', async () => {
    const { server, device, time } = world();
    keep(device, 'l1', 5);
    server.fate = () => 'lost';
    await device.queue.flush();
    const waits = [];
    for (let i = 0; i < 40; i += 1) {
        const [wait] = time.pending();
        waits.push(wait);
        await time.advance(wait);
    }
    assert.equal(server.requests.length, 41);
    assert.ok(waits[0] <= 2000 && waits[0] >= 1000);
    assert.ok(waits.every((wait) => wait <= BUSY_WAIT));
    assert.ok(waits.slice(-5).every((wait) => wait >= BUSY_WAIT / 2));
    assert.equal(device.queue.pending(), 1);
    server.fate = () => 'ok';
    await device.queue.wake();
    assert.equal(device.queue.pending(), 0);
});

test('what failed once is shown as kept here until it is answered, also while it is being sent again', async () => {
    const { server, device, time } = world();
    const states = [];
    device.queue.onState((state) => states.push(state));
    keep(device, 'l1', 5);
    await device.queue.flush();
    assert.deepEqual(states.splice(0), ['sending', 'idle']);
    keep(device, 'l1', 6);
    server.fate = () => 'lost';
    await device.queue.flush();
    await time.advance(time.pending()[0]);
    assert.deepEqual(states.splice(0), ['sending', 'waiting', 'retrying', 'waiting']);
    server.fate = () => 'ok';
    await device.queue.wake();
    assert.deepEqual(states, ['retrying', 'idle']);
});

test('waits are spread by jitter', () => {
    const random = randomFrom(3);
    const waits = new Set(Array.from({ length: 20 }, () => backoff(4, random)));
    assert.ok(waits.size > 15);
    for (const wait of waits) assert.ok(wait >= 16000 && wait <= 32000);
});

test('a busy server is left alone for Retry-After, or 3 min, whatever happens meanwhile', async () => {
    for (const [result, least] of [
        [answer(503, null, { retryAfter: 40 }), 40_000],
        [answer(429, null, { retryAfter: 7 }), 7_000],
        [answer(503), BUSY_WAIT],
        [answer(500), BUSY_WAIT],
    ]) {
        const { server, device, time } = world();
        keep(device, 'l1', 5);
        server.fate = () => result;
        await device.queue.flush();
        server.fate = () => 'ok';
        await time.advance(least - 1);
        keep(device, 'l1', 6);
        await device.queue.flush();
        await device.queue.wake();
        assert.equal(server.requests.length, 1, `${result.status} asked for ${least} ms`);
        await time.advance(least * 0.2 + 6001);
        assert.equal(server.requests.length, 2);
        assert.equal(device.queue.pending(), 0);
    }
});

test('a request the server cannot read is halved until the one record at fault is alone; the others arrive', async () => {
    const { server, device } = world();
    for (let i = 0; i < 10; i += 1) keep(device, `l${i}`, 5);
    server.fate = (body) => (body.progressList.some((row) => row.chapterId === 'l6') ? answer(400) : 'ok');
    await device.queue.flush();
    assert.equal(server.states.size, 9);
    assert.deepEqual(
        device.store.dirty().map((row) => row.chapterId),
        ['l6'],
        'kept, not dropped',
    );
});

test('nothing leaves without consent or signing in, and waking sends it', async () => {
    let allowed = false;
    const { server, device } = world({ mayUpload: async () => allowed });
    keep(device, 'l1', 5);
    await device.queue.flush();
    assert.equal(server.requests.length, 0);
    assert.equal(device.queue.state(), 'held');
    allowed = true;
    await device.queue.wake();
    assert.equal(device.queue.pending(), 0);
});

test('401 and 403 hold the queue without a retry storm', async () => {
    const { server, device, time } = world();
    keep(device, 'l1', 5);
    server.fate = () => answer(401);
    await device.queue.flush();
    await time.advance(BUSY_WAIT);
    assert.equal(server.requests.length, 1);
    assert.equal(device.queue.state(), 'held');
});

test('leaving the page sends one request that may outlive it, and keeps what has no answer', async () => {
    const { server, device } = world();
    for (let i = 0; i < 12; i += 1) keep(device, `l${i}`, 5);
    server.fate = () => 'lost';
    await device.queue.flushAndLeave();
    assert.equal(server.requests.length, 1);
    assert.deepEqual(server.requests[0].options, { keepalive: true });
    assert.equal(server.requests[0].body.progressList.length, 10);
    assert.equal(device.queue.pending(), 12);
});

test('watch time of two sessions that were offline is neither lost nor counted twice', async () => {
    const { server, device, time } = world();
    keep(device, 'l1', 30, { sessionId: 'morning', watchSeconds: 30 });
    await time.advance(1000);
    keep(device, 'l1', 50, { sessionId: 'noon', watchSeconds: 20 });
    server.fate = () => 'deaf';
    await device.queue.flush();
    server.fate = () => 'twice';
    await device.queue.wake();
    assert.equal(watchTime(server.states.get('c/l1')), 50);
    assert.equal(server.states.get('c/l1').position, 50);
    assert.equal(device.queue.pending(), 0);
    assert.deepEqual(Object.keys(device.store.get('c', 'l1').counters), ['noon'], 'what is confirmed need not be kept');
});

test('two tabs of one lesson add to each other', async () => {
    const storage = createStorage();
    const time = createTime();
    const server = createServer({ clock: time.clock });
    const left = createDevice({ time, server, storage });
    const right = createDevice({ time, server, storage });
    keep(left, 'l1', 10, { watched: [[0, 10]], sessionId: 'left', watchSeconds: 10 });
    await time.advance(500);
    keep(right, 'l1', 60, { watched: [[50, 60]], sessionId: 'right', watchSeconds: 10 });
    await Promise.all([left.queue.flush(), right.queue.flush()]);
    const state = server.states.get('c/l1');
    assert.deepEqual(state.watched, [
        [0, 10],
        [50, 60],
    ]);
    assert.equal(state.position, 60);
    assert.equal(watchTime(state), 20);
    assert.equal(left.queue.pending(), 0);
    assert.equal(right.queue.pending(), 0);
});

test('a full storage does not stop playing; the record lives in memory and is still sent', async () => {
    const storage = createStorage();
    storage.setItem = () => {
        throw new Error('QuotaExceededError');
    };
    const { server, device } = world({ storage });
    keep(device, 'l1', 5);
    assert.equal(device.store.isDurable(), false);
    await device.queue.flush();
    assert.equal(server.states.get('c/l1').position, 5);
});

test('the queue is still there after a restart', async () => {
    const storage = createStorage();
    const first = world({ storage });
    keep(first.device, 'l1', 33.5);
    first.device.queue.stop();
    const second = world({ storage });
    assert.equal(second.device.store.get('c', 'l1').currentTime, 33.5);
    await second.device.queue.flush();
    assert.equal(second.server.states.get('c/l1').position, 33.5);
});
