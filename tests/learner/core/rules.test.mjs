import assert from 'node:assert/strict';
import test from 'node:test';
import {
    coverage,
    coverageSegments,
    firstUnwatched,
    isComplete,
    percentText,
} from '../../../resources/learner/core/completion.js';
import { accessMark, continueLesson, lessonAfter, lessonState } from '../../../resources/learner/core/coursemodel.js';
import { priceText } from '../../../resources/learner/core/shop/money.js';
import { clockText, resumeOffer } from '../../../resources/learner/core/resume.js';

test('resuming is offered from 5 s on, up to 5 % before the end, at least 15 s and at most 120 s of it', () => {
    const offer = (position, duration, isCompleted = false) => resumeOffer({ position, duration, isCompleted });
    assert.equal(offer(30, 59.9), null, 'a lesson under a minute just starts');
    assert.equal(offer(30, 60), 30);
    assert.equal(offer(5, 600), null);
    assert.equal(offer(5.1, 600), 5.1);
    assert.equal(offer(84.9, 100), 84.9, '5 % of 100 s would be 5 s; the tail is 15 s');
    assert.equal(offer(85, 100), null);
    assert.equal(offer(569.9, 600), 569.9, '5 % of 600 s');
    assert.equal(offer(570, 600), null);
    assert.equal(offer(7079, 7200), 7079, '5 % of two hours would be 360 s; the tail is 120 s');
    assert.equal(offer(7080, 7200), null);
    assert.equal(offer(30, 100, true), null, 'a finished lesson starts at 0');
    assert.equal(offer(undefined, 100), null);
});

test('times are told as people read them, rounded down', () => {
    assert.equal(clockText(0), '0:00');
    assert.equal(clockText(69.99), '1:09');
    assert.equal(clockText(3725), '1:02:05');
    assert.equal(clockText(NaN), '0:00');
});

test('the first second not watched', () => {
    assert.equal(firstUnwatched([], 70), 0);
    assert.equal(firstUnwatched([[0, 4], [60, 70]], 70), 4);
    assert.equal(firstUnwatched([[2, 70]], 70), 0);
    assert.equal(firstUnwatched([[0, 69]], 69.4), 69, 'a last second, however short');
    assert.equal(firstUnwatched([[0, 70]], 69.4), null);
    assert.equal(firstUnwatched([[0, 4]], 0), null, 'a length that is not known');
});

test('a text is as far as it was read here or elsewhere', () => {
    const lesson = { id: 3, uid: 'l3', kind: 'article' };
    const state = (here, elsewhere) => {
        const record = { readPercent: elsewhere, watched: [], currentTime: 0, totalTime: 0, isCompleted: elsewhere >= 90 };
        return lessonState(lesson, new Map([['l3', record]]), () => ({ readPercent: here }));
    };
    assert.equal(state(0, 0), 'new');
    assert.equal(state(0, 40), 'started');
    assert.equal(state(40, 0), 'started');
    assert.equal(state(12, 100), 'done');
});

test('coverage is unique seconds over duration; completion is 0.90 of it and sticky', () => {
    assert.equal(
        coverage(
            [
                [0, 50],
                [25, 75],
            ],
            100,
        ),
        0.75,
    );
    assert.equal(coverage([[0, 21]], 20.04), 1);
    assert.equal(coverage([[0, 5]], 0), 0);
    assert.equal(isComplete({ watched: [[0, 90]], totalTime: 100 }), true);
    assert.equal(isComplete({ watched: [[0, 89]], totalTime: 100 }), false);
    assert.equal(isComplete({ watched: [[0, 89]], totalTime: 100 }, 0.8), true);
    assert.equal(isComplete({ watched: [], totalTime: 100, isCompleted: true }), true);
    assert.equal(isComplete(null), false);
    assert.deepEqual(
        coverageSegments(
            [
                [0, 10],
                [50, 100],
            ],
            100,
        ),
        [
            { left: 0, width: 0.1 },
            { left: 0.5, width: 0.5 },
        ],
    );
});

test('99.9 % is not told as 100 %', () => {
    assert.equal(percentText(99.9), '99%');
    assert.equal(percentText(100), '100%');
    assert.equal(percentText(14.3), '14%');
    assert.equal(percentText(undefined), '0%');
});

test('prices are fen told in yuan', () => {
    assert.equal(priceText(9900), '¥99');
    assert.equal(priceText(129950), '¥1,299.50');
    assert.equal(priceText(5), '¥0.05');
    assert.equal(priceText(100000000), '¥1,000,000');
});

const lesson = (id, more = {}) => ({ id, uid: `l${id}`, kind: 'video', ...more });
const noArticles = () => ({ readPercent: 0 });
const record = (uid, watched, time) => [
    uid,
    {
        chapterId: uid,
        watched,
        totalTime: 100,
        currentTime: watched.length ? watched.at(-1)[1] : 0,
        lastUpdateTime: time,
    },
];

test('"continue" leads to the lesson watched last, or to the first unfinished one after it', () => {
    const course = { chapters: [{ videos: [lesson(1), lesson(2)] }, { videos: [lesson(3)] }] };
    const next = (...records) => continueLesson(course, new Map(records), noArticles).id;
    assert.equal(next(), 1);
    assert.equal(next(record('l2', [[0, 10]], 5)), 2);
    assert.equal(next(record('l2', [[0, 95]], 5)), 3);
    assert.equal(next(record('l3', [[0, 95]], 9), record('l1', [[0, 95]], 5)), 2, 'the end is done, the middle is not');
    assert.equal(next(record('l1', [[0, 95]], 1), record('l2', [[0, 95]], 2), record('l3', [[0, 95]], 3)), 1);
    assert.equal(continueLesson({ chapters: [] }, new Map(), noArticles), null);
});

test('a text lesson is done at 90 % read', () => {
    const state = (readPercent) => lessonState(lesson(4, { kind: 'article' }), new Map(), () => ({ readPercent }));
    assert.deepEqual([state(0), state(40), state(89), state(90)], ['new', 'started', 'started', 'done']);
});

test('marks say what is free, on trial or paid, as long as there is no right to the whole; a free course needs none', () => {
    const trial = { is_trial: true, trial_seconds: 30 };
    assert.equal(accessMark({ is_free: true }, {}, { is_free: true }), '');
    for (const course of [{}, { isMine: true }, { access: { allowed: false, reason: 'purchase_required' } }]) {
        assert.equal(accessMark(course, { is_free: true }, {}), 'free');
        assert.equal(accessMark(course, {}, trial), 'trial');
        assert.equal(accessMark(course, {}, { is_trial: true, trial_seconds: 0 }), 'paid');
        assert.equal(accessMark(course, {}, {}), 'paid');
    }
    const bought = { access: { allowed: true, reason: 'enrolment' } };
    assert.equal(accessMark(bought, {}, trial), '');
    assert.equal(accessMark(bought, {}, {}), '');
});

const paidCourse = (access) => ({
    access,
    chapters: [
        { videos: [lesson(1, { is_free: true }), lesson(2), lesson(3, { is_trial: true, trial_seconds: 9 }), lesson(4)] },
        { is_locked: true, videos: [lesson(5, { is_free: true })] },
    ],
});

test('after a lesson comes the next one that can be watched, or the reason why none can', () => {
    const after = (course, id, ...records) => {
        const { lesson: next, barrier } = lessonAfter(course, id, new Map(records), noArticles);
        return next ? next.id : barrier || 'end';
    };
    const denied = paidCourse({ allowed: false, reason: 'purchase_required' });
    assert.equal(after(denied, 1), 3, 'not the paid one between');
    assert.equal(after(denied, 3), 'paid');
    assert.equal(after(denied, 4), 'locked');
    assert.equal(after(denied, 5), 'end');
    const bought = paidCourse({ allowed: true, reason: 'enrolment' });
    assert.equal(after(bought, 1), 2);
    assert.equal(after(bought, 4), 'locked');
    const done = [1, 2, 3, 4].map((id) => record(`l${id}`, [[0, 95]], id));
    assert.equal(after(bought, 4, ...done), 5);
    assert.equal(after(paidCourse({ allowed: true, reason: 'preview' }), 4), 5, 'authors walk through closed doors');
});

test('"continue" never leads to what is locked or has to be bought', () => {
    const denied = paidCourse({ allowed: false });
    const next = (...records) => continueLesson(denied, new Map(records), noArticles).id;
    assert.equal(next(record('l1', [[0, 95]], 1)), 3);
    assert.equal(next(record('l1', [[0, 95]], 1), record('l3', [[0, 95]], 2)), 1, 'once more, rather than a closed door');
});
