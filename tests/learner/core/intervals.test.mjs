import assert from 'node:assert/strict';
import test from 'node:test';
import {
    compact,
    contains,
    difference,
    fromStretch,
    normalise,
    seconds,
    union,
} from '../../../resources/learner/core/intervals.js';
import { randomFrom } from '../support/sim.mjs';

test('intervals from anywhere become sorted, disjoint whole seconds', () => {
    assert.deepEqual(
        normalise([
            [10, 12],
            [0, 3],
            [3, 5],
            [4, 4.2],
        ]),
        [
            [0, 5],
            [10, 12],
        ],
    );
    assert.deepEqual(normalise([[5, 5], [7, 6], ['a', 3], null, [NaN, 3], [-4, 2]]), [[0, 2]]);
    assert.deepEqual(normalise(undefined), []);
});

test('a played stretch rounds to the nearest second, so neighbours neither overlap nor leave a hole', () => {
    assert.deepEqual(fromStretch(0.2, 4.6, 60), [[0, 5]]);
    assert.deepEqual(fromStretch(4.6, 10.4, 60), [[5, 10]]);
    assert.deepEqual(fromStretch(4.1, 4.3, 60), []);
});

test('the last piece of a second counts as the last second', () => {
    assert.deepEqual(fromStretch(15, 20.04, 20.04), [[15, 21]]);
    assert.deepEqual(fromStretch(15, 19.7, 20.04), [[15, 21]]);
    assert.deepEqual(fromStretch(15, 25, 20), [[15, 20]]);
});

test('union is commutative, associative, idempotent; difference and contains agree with it', () => {
    const random = randomFrom(7);
    const any = () =>
        Array.from({ length: 1 + Math.floor(random() * 5) }, () => {
            const from = Math.floor(random() * 50);
            return [from, from + Math.floor(random() * 12)];
        });
    for (let round = 0; round < 300; round += 1) {
        const [a, b, c] = [any(), any(), any()];
        assert.deepEqual(union(a, b), union(b, a));
        assert.deepEqual(union(union(a, b), c), union(a, union(b, c)));
        assert.deepEqual(union(a, a), normalise(a));
        const model = new Set();
        for (const [from, to] of [...a, ...b]) for (let s = from; s < to; s += 1) model.add(s);
        assert.equal(seconds(union(a, b)), model.size);
        for (let s = 0; s < 64; s += 1) {
            assert.equal(contains(union(a, b), s), model.has(s));
            assert.equal(contains(difference(a, b), s), contains(a, s) && !contains(b, s));
        }
    }
});

test('a list too long to send loses its shortest pieces and gains nothing', () => {
    const list = [
        [0, 10],
        [20, 21],
        [30, 35],
        [40, 41],
    ];
    assert.deepEqual(compact(list, 2), [
        [0, 10],
        [30, 35],
    ]);
    assert.deepEqual(compact(list, 9), list);
});
