import assert from 'node:assert/strict';
import test from 'node:test';
import { createArticleProgress } from '../../../resources/learner/core/articleprogress.js';
import { answer, createStorage, createTime, randomFrom } from '../support/sim.mjs';

function reader(post) {
    const time = createTime();
    const storage = createStorage();
    const random = randomFrom(5); // one stream for all reloads: keys must not come again
    const make = () =>
        createArticleProgress({
            storage,
            userId: '7',
            api: { post },
            clock: time.clock,
            timers: time.timers,
            random,
            mayUpload: async () => true,
        });
    return { time, storage, make, articles: make() };
}

test('percent read never goes down', () => {
    const { articles } = reader(async () => answer(200));
    articles.keep(4, 60, 1);
    articles.keep(4, 20, 1);
    assert.equal(articles.get(4).readPercent, 60);
    articles.keep(4, 140, 0);
    assert.equal(articles.get(4).readPercent, 100);
});

test('reading time adds up exactly once, although answers get lost and the page is reloaded', async () => {
    const school = { keys: new Set(), duration: 0, percent: 0 };
    const random = randomFrom(9);
    let lossy = true;
    const post = async (_path, body, { headers }) => {
        if (lossy && random() < 0.3) return answer(0);
        if (!school.keys.has(headers['Idempotency-Key'])) school.duration += body.readDuration;
        school.keys.add(headers['Idempotency-Key']);
        school.percent = Math.max(school.percent, body.readPercent);
        return lossy && random() < 0.4 ? answer(0) : answer(200, { success: true });
    };
    const { time, make } = reader(post);
    let articles = make();
    for (let i = 1; i <= 50; i += 1) {
        articles.keep(4, i * 2, 1.5);
        await articles.flush();
        await time.advance(Math.floor(random() * 5000));
        if (random() < 0.2) {
            articles.stop();
            articles = make();
        }
    }
    lossy = false;
    await time.advance(600_000);
    await articles.wake();
    await articles.wake();
    assert.equal(school.duration, 75);
    assert.equal(school.percent, 100);
    assert.equal(articles.pending(), 0);
});
