import assert from 'node:assert/strict';
import test from 'node:test';
import { createLessonRecorder } from '../../../resources/learner/core/lessonrecorder.js';
import { createDevice, createServer, createTime, randomFrom } from '../support/sim.mjs';

function world(start) {
    const time = createTime(start);
    const server = createServer({ clock: time.clock });
    const device = createDevice({ time, server });
    let flushes = 0;
    let leaves = 0;
    const queue = {
        flush: () => {
            flushes += 1;
            return device.queue.flush();
        },
        flushAndLeave: () => {
            leaves += 1;
            return device.queue.flushAndLeave();
        },
    };
    const recorder = createLessonRecorder({
        store: device.store,
        queue,
        clock: time.clock,
        random: randomFrom(4),
        courseId: 'c',
        chapterId: 'l1',
        duration: 7200,
    });
    let at = 0;
    return {
        time,
        server,
        device,
        recorder,
        flushes: () => flushes,
        leaves: () => leaves,
        kept: () => device.store.get('c', 'l1'),
        async run(seconds) {
            for (let i = 0; i < seconds * 4; i += 1) {
                await time.advance(250);
                at += 0.25;
                recorder.ticked(at);
            }
        },
        at: () => at,
    };
}

test('at any moment of play the kept second is the played one, within half a second', async () => {
    const w = world();
    w.recorder.played(0);
    for (let i = 0; i < 37; i += 1) {
        await w.run(0.75);
        assert.ok(w.at() - w.kept().currentTime <= 0.5, `${w.at()} kept ${w.kept().currentTime}`);
    }
});

test('it sends every 15 s of play, and at once at pause, seek, rate change, end and hide', async () => {
    const w = world();
    w.recorder.played(0);
    await w.run(14.75);
    assert.equal(w.flushes(), 0);
    await w.run(0.25);
    assert.equal(w.flushes(), 1);
    await w.run(15);
    assert.equal(w.flushes(), 2);
    const moments = [
        () => w.recorder.paused(30),
        () => {
            w.recorder.seekStarted();
            w.recorder.seeked(60);
        },
        () => w.recorder.rateChanged(60, 2),
        () => w.recorder.hidden(60),
        () => w.recorder.ended(),
    ];
    for (const [index, moment] of moments.entries()) {
        moment();
        assert.equal(w.flushes(), 3 + index);
    }
});

test('leaving keeps the very second and sends without waiting', async () => {
    const w = world();
    w.recorder.played(0);
    await w.run(3);
    w.recorder.left(3.2);
    assert.equal(w.kept().currentTime, 3.2);
    assert.equal(w.leaves(), 1);
});

test('opening a lesson and leaving it untouched is no progress', async () => {
    const w = world();
    w.recorder.seekStarted();
    w.recorder.seeked(40);
    w.recorder.left(40);
    assert.equal(w.kept(), null);
    assert.equal(w.leaves() + w.flushes(), 0);
});

test('watch time that crosses an hour is counted in two sessions, and adds up', async () => {
    const w = world(Date.UTC(2026, 0, 5, 15, 59, 50)); // 23:59:50 in Beijing
    w.recorder.played(0);
    await w.run(30);
    w.recorder.paused(w.at());
    const counters = Object.values(w.kept().counters);
    await w.time.settle();
    const state = w.server.states.get('c/l1');
    const perSession = Object.values(state.counters);
    assert.equal(perSession.length, 2);
    assert.ok(counters.length >= 1);
    assert.equal(Math.round(perSession.reduce((a, b) => a + b, 0)), 30);
});

test('as long as the course is not known, nothing is called complete here: complete is for ever', async () => {
    const w = world();
    w.server.fate = () => 'lost';
    const second = { courseId: 'c', chapterId: 'l9', position: 95, duration: 100, watched: [[0, 95]], watchSeconds: 95 };
    w.device.store.keep({ ...second, sessionId: 's', time: w.time.clock.now() });
    assert.equal(w.device.store.get('c', 'l9').isCompleted, false);
    w.device.store.keep({ ...second, sessionId: 's', time: w.time.clock.now(), threshold: 1 });
    assert.equal(w.device.store.get('c', 'l9').isCompleted, false);
    w.device.store.keep({ ...second, sessionId: 's', time: w.time.clock.now(), threshold: 0.9 });
    assert.equal(w.device.store.get('c', 'l9').isCompleted, true);
});
