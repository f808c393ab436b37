import assert from 'node:assert/strict';
import test from 'node:test';
import { seconds } from '../../../resources/learner/core/intervals.js';
import { createTracker } from '../../../resources/learner/core/progresstracker.js';
import { randomFrom } from '../support/sim.mjs';

function player(duration = 100) {
    let wall = 1_000_000;
    let at = 0;
    let rate = 1;
    const tracker = createTracker({ clock: { elapsed: () => wall }, duration });
    return {
        tracker,
        play: () => tracker.play(at),
        run(realSeconds) {
            for (let i = 0; i < realSeconds * 4; i += 1) {
                wall += 250;
                at = Math.min(duration, at + 0.25 * rate);
                tracker.tick(at);
            }
        },
        wait(realSeconds) {
            wall += realSeconds * 1000;
        },
        seek(to) {
            tracker.seekStart();
            at = to;
            tracker.tick(at); // players report the new time while still seeking
            tracker.seekEnd(at);
        },
        rate(value) {
            tracker.rate(at, value);
            rate = value;
        },
        pause: () => tracker.pause(at),
        end() {
            tracker.ended();
        },
        jumpSilently(to) {
            at = to;
            wall += 250;
            tracker.tick(at);
        },
        now: () => tracker.snapshot(),
    };
}

test('what plays counts; what is skipped does not', () => {
    const p = player();
    p.play();
    p.run(10);
    p.seek(50);
    p.run(5);
    p.pause();
    assert.deepEqual(p.now().watched, [
        [0, 10],
        [50, 55],
    ]);
    assert.equal(p.now().position, 55);
    assert.equal(Math.round(p.now().watchSeconds), 15);
});

test('watching the same part twice covers it once and takes twice the time', () => {
    const p = player();
    p.play();
    p.run(10);
    p.seek(0);
    p.run(10);
    assert.equal(seconds(p.now().watched), 10);
    assert.equal(Math.round(p.now().watchSeconds), 20);
});

test('at double speed ten seconds cover twenty and are ten seconds of watching', () => {
    const p = player();
    p.play();
    p.rate(2);
    p.run(10);
    p.rate(1);
    p.run(2);
    assert.deepEqual(p.now().watched, [[0, 22]]);
    assert.equal(Math.round(p.now().watchSeconds), 12);
});

test('a jump without a seek event is still a jump', () => {
    const p = player();
    p.play();
    p.run(4);
    p.jumpSilently(40);
    p.run(4);
    assert.deepEqual(p.now().watched, [
        [0, 4],
        [40, 44],
    ]);
});

test('a stall, a sleeping machine and time spent paused are not watching', () => {
    const p = player();
    p.play();
    p.run(4);
    p.wait(600); // buffering, or the lid closed
    p.run(4);
    p.pause();
    p.wait(600);
    assert.deepEqual(p.now().watched, [[0, 8]]);
    assert.equal(Math.round(p.now().watchSeconds), 8);
});

test('the end closes a gap of up to 3 s, with or without a pause before it, but no larger one', () => {
    for (const pauseFirst of [false, true]) {
        const near = player(20.04);
        near.play();
        near.run(17.5);
        if (pauseFirst) near.pause();
        near.end();
        assert.deepEqual(near.now().watched, [[0, 21]]);
        assert.equal(near.now().position, 20.04);
    }
    const far = player(20);
    far.play();
    far.run(10);
    far.end();
    assert.deepEqual(far.now().watched, [[0, 10]]);
});

test('seeking to the end and letting it end is not watching', () => {
    const p = player(20);
    p.play();
    p.run(2);
    p.seek(20);
    p.end();
    assert.deepEqual(p.now().watched, [[0, 2]]);
});

test('any order of plays, seeks, pauses and speeds never covers more than was played', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
        const random = randomFrom(seed);
        const p = player(200);
        let real = 0;
        let credit = 0;
        let speed = 1;
        let stretches = 1;
        p.play();
        for (let step = 0; step < 40; step += 1) {
            const dice = random();
            if (dice < 0.5) {
                const time = Math.floor(random() * 8);
                p.run(time);
                real += time;
                credit += time * speed;
            } else if (dice < 0.7) {
                p.seek(random() * 200);
                stretches += 1;
            } else if (dice < 0.85) {
                speed = [0.5, 1, 1.5, 2][Math.floor(random() * 4)];
                p.rate(speed);
            } else {
                p.pause();
                p.wait(random() * 100);
                p.play();
                stretches += 1;
            }
        }
        const { watched, watchSeconds } = p.now();
        assert.ok(seconds(watched) <= credit + stretches, `seed ${seed}: ${seconds(watched)} of ${credit}`);
        assert.ok(watchSeconds <= real + 0.01, `seed ${seed}: watch time ${watchSeconds} of ${real}`);
    }
});
