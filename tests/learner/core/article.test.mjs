import assert from 'node:assert/strict';
import test from 'node:test';
import { parseArticle, safeLink } from '../../../resources/learner/core/article.js';
import { createArticleProgress } from '../../../resources/learner/core/articleprogress.js';
import { answer, createStorage, createTime, randomFrom } from '../support/sim.mjs';

test('the Markdown subset becomes a tree of known nodes', () => {
    assert.deepEqual(
        parseArticle('# Title\nline one\nline two\n\n- a\n- **b**\n\n> quoted\n> on\n\n1. x\n\n---\n```\n*raw*\n```'),
        [
            { type: 'h2', children: [{ type: 'text', text: 'Title' }] },
            { type: 'p', children: [{ type: 'text', text: 'line one\nline two' }] },
            { type: 'ul', items: [[{ type: 'text', text: 'a' }], [{ type: 'strong', text: 'b' }]] },
            { type: 'quote', children: [{ type: 'text', text: 'quoted on' }] },
            { type: 'ol', items: [[{ type: 'text', text: 'x' }]] },
            { type: 'hr' },
            { type: 'code', text: '*raw*' },
        ],
    );
});

test('markup and dangerous links stay text', () => {
    const [block] = parseArticle('<b>hi</b> [x](javascript:alert) [y](https://a.example/) [z](data:text/html,1)');
    assert.deepEqual(block.children, [
        { type: 'text', text: '<b>hi</b> ' },
        { type: 'text', text: 'x' },
        { type: 'text', text: ' ' },
        { type: 'link', text: 'y', href: 'https://a.example/' },
        { type: 'text', text: ' ' },
        { type: 'text', text: 'z' },
    ]);
    for (const address of [' javascript:1', 'JAVASCRIPT:1', 'vbscript:x', '//evil', 'file:///x', ''])
        assert.equal(safeLink(address), null);
});

test('any text at all is read to its end', () => {
    const random = randomFrom(11);
    const pieces = [
        '#',
        '# ',
        '\n',
        '```',
        '> ',
        '- ',
        '1. ',
        '**',
        '*',
        '`',
        '[',
        '](',
        ')',
        'word',
        ' ',
        '---',
        '\r\n',
        '<',
        '\u0000',
    ];
    for (let round = 0; round < 500; round += 1) {
        const text = Array.from({ length: 30 }, () => pieces[Math.floor(random() * pieces.length)]).join('');
        for (const block of parseArticle(text)) assert.match(block.type, /^(h[2-4]|p|ul|ol|quote|code|hr)$/);
    }
});

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
