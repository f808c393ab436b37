import assert from 'node:assert/strict';
import test from 'node:test';
import { Lexer, Tokenizer } from 'marked';
import { createArticleReader, safeLink } from '../../../resources/learner/core/article.js';
import { randomFrom } from '../support/sim.mjs';

const read = createArticleReader({ Lexer, Tokenizer });
const text = (content) => ({ type: 'text', text: content });
const p = (...children) => ({ type: 'p', children });
const childrenOf = ({ children = [], items = [], rows = [] }) => [
    ...children,
    ...items.flat(),
    ...rows.flat().flatMap((cell) => cell.children),
];
const everyNode = (nodes) => {
    const all = [];
    for (let layer = nodes; layer.length > 0; layer = layer.flatMap(childrenOf)) all.push(...layer);
    return all;
};
const depthOf = (nodes) => {
    let depth = 0;
    for (let layer = nodes; layer.length > 0; layer = layer.flatMap(childrenOf)) depth += 1;
    return depth;
};
const wordsOf = (nodes) => nodes.map((node) => node.text ?? wordsOf(childrenOf(node))).join('');

test('Markdown becomes a tree of known nodes', () => {
    const source = [
        '# Title\nline one\nline two',
        '- a\n- **b**\n  1. x',
        '> quoted\n> on',
        '3. x ~~y~~',
        '---\n```\n*raw*\n```',
        '| a | b |\n|---|--:|\n| `c` | |',
        '- [x] done',
        'one\\\ntwo &lt;b&gt; &#x4e2d; &nope; \\*',
    ].join('\n\n');
    assert.deepEqual(read(source), [
        { type: 'h2', children: [text('Title')] },
        p(text('line one\nline two')),
        {
            type: 'ul',
            start: null,
            items: [
                [text('a')],
                [{ type: 'strong', children: [text('b')] }, { type: 'ol', start: 1, items: [[text('x')]] }],
            ],
        },
        { type: 'quote', children: [p(text('quoted\non'))] },
        { type: 'ol', start: 3, items: [[text('x '), { type: 'del', children: [text('y')] }]] },
        { type: 'hr' },
        { type: 'pre', text: '*raw*' },
        {
            type: 'table',
            rows: [
                [
                    { head: true, align: null, children: [text('a')] },
                    { head: true, align: 'right', children: [text('b')] },
                ],
                [
                    { head: false, align: null, children: [{ type: 'code', text: 'c' }] },
                    { head: false, align: 'right', children: [] },
                ],
            ],
        },
        { type: 'ul', start: null, items: [[text('☑ done')]] },
        p(text('one'), { type: 'br' }, text('two <b> 中 &nope; *')),
    ]);
});

test('HTML stays text, and what stands in it is read', () => {
    for (const source of [
        '<script>alert(1)</script>',
        '<img src=x onerror=alert(1)>',
        '<!-- x -->',
        '<style>a</style>',
        '<div>\n<p onclick="x()">y',
        'a <b>c</b>',
        '<?php ?>',
        '<![CDATA[x]]>',
        '<svg/onload=x>',
    ]) {
        const nodes = read(source);
        assert.equal(wordsOf(nodes), source);
        assert.deepEqual([...new Set(everyNode(nodes).map(({ type }) => type))].sort(), ['p', 'text']);
    }
    assert.deepEqual(read('<b>**x**</b>'), [
        p(text('<b>'), { type: 'strong', children: [text('x')] }, text('</b>')),
    ]);
});

test('links lead to pages and mailboxes only; a picture is a link', () => {
    const link = (href, content) => ({ type: 'link', href, children: [text(content)] });
    const table = [
        ['[x](https://a.example/?a=1&amp;b=2)', link('https://a.example/?a=1&b=2', 'x')],
        ['[x](mailto:a@b.example)', link('mailto:a@b.example', 'x')],
        ['<https://a.example/>', link('https://a.example/', 'https://a.example/')],
        ['https://a.example/', link('https://a.example/', 'https://a.example/')],
        ['[x][1]\n\n[1]: http://a.example/', link('http://a.example/', 'x')],
        ['![x](https://a.example/p.png)', link('https://a.example/p.png', 'x')],
        ['[x](javascript:alert)', text('x')],
        ['[x](JavaScript&colon;alert)', text('x')],
        ['[x](javascript&#58;alert(1))', text('x')],
        ['[x](&#106;avascript:alert)', text('x')],
        ['[x](< javascript:1>)', text('x')],
        ['[x](vbscript:y)', text('x')],
        ['[x](data:text/html,1)', text('x')],
        ['![x](data:image/svg+xml,1)', text('x')],
        ['[x](//evil.example/)', text('x')],
        ['[x](/api/me)', text('x')],
        ['[x](#/me)', text('x')],
        ['[x][1]\n\n[1]: javascript:1', text('x')],
        ['<javascript:alert>', text('javascript:alert')],
    ];
    for (const [source, node] of table) assert.deepEqual(read(source), [p(node)], source);
    for (const address of [' javascript:1', 'JAVASCRIPT:1', 'vbscript:x', '//evil', 'file:///x', ''])
        assert.equal(safeLink(address), null);
});

test('no heading is more than one level deeper than the one before, wherever it stands', () => {
    const levels = (source) =>
        everyNode(read(source)).map(({ type }) => type).filter((type) => /^h\d/.test(type));
    assert.deepEqual(levels('### a\n# b\n###### c\n## d'), ['h2', 'h2', 'h3', 'h3']);
    assert.deepEqual(levels('> #### a\n\n#### b'), ['h3', 'h2'], 'the quote’s was first');
});

const LENGTH = 200_000;
const long = (piece) => piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);
const NASTY = {
    'quotes in quotes': `${'>'.repeat(10_000)} x`,
    'quotes in quotes, spaced': `${'> '.repeat(10_000)}x`,
    'nothing but quotes': long('>'),
    'lists in lists': `${'- '.repeat(10_000)}x`,
    'lists in lists, in lines': Array.from({ length: 600 }, (_, i) => `${' '.repeat(2 * i)}- x`).join('\n'),
    'quotes and lists in turn': `${'> - '.repeat(5_000)}x`,
    'a fence in many quotes': `${'> '.repeat(200)}\`\`\`\n${'x\n'.repeat(20_000)}`,
    'a list of many lines': `- a\n${'   b\n'.repeat(20_000)}`,
    'a list of many items': long('- a\n'),
    'stars that open': long('*a '),
    'stars that open and close': long('*a**b'),
    'nothing but stars': long('*'),
    'emphasis in emphasis': `${'*a **b '.repeat(1_200)}${'** *'.repeat(1_200)}`,
    'marks in turn': `${'*_'.repeat(2_000)}a${'_*'.repeat(2_000)}`,
    strikes: long('~~a'),
    brackets: long('['),
    'brackets that close': long('[a]('),
    'links in links': `${'[a'.repeat(2_000)}${'](u)'.repeat(2_000)}`,
    'pictures that do not end': long('![a](b "'),
    definitions: `${Array.from({ length: 3_300 }, (_, i) => `[r${i}]: https://x.example/${i}\n`).join('')}[r1]\n\n`,
    'uses of a definition': `[a]: https://x.example/\n\n${long('[a]\n\n')}`,
    'uses of definitions': `${Array.from({ length: 3_300 }, (_, i) => `[r${i}]: https://x.example/${i}\n`).join('')}\n${'[r1]\n\n'.repeat(15_000)}`,
    'a wide table': `${'|a'.repeat(50_000)}\n${'|-'.repeat(50_000)}\n`,
    'a wide table of short rows': `${'|a'.repeat(12_500)}|\n${'|-'.repeat(12_500)}|\n${'b\n'.repeat(50_000)}`,
    'a long table': `|a|b|\n|-|-|\n${'|x|y|\n'.repeat(30_000)}`,
    ticks: long('`a``'),
    'ever more ticks': Array.from({ length: 600 }, (_, i) => `${'`'.repeat(i)}a`).join(''),
    'tags that do not end': long('<a '),
    'comments that do not end': long('<!-- '),
    'tags, one a line': long('<div>\n'),
    addresses: long('http://a.b '),
    mailboxes: long('a@b'),
    fences: long('```\n'),
    lines: long('\n'),
    'lines with a space': long(' \n'),
    spaces: `${long(' ')}x`,
    'one word': long('a'),
    'every mark': long('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'),
    'no characters at all': long('\u0000'),
    entities: long('&#x110000;'),
};

for (const [name, source] of Object.entries(NASTY))
    test(`an author may paste anything: ${name}`, () => {
        const nodes = read(source);
        const count = everyNode(nodes).length;
        assert.ok(count <= 20_100, `${count} nodes`);
        assert.ok(depthOf(nodes) <= 40, `${depthOf(nodes)} deep`);
    });

test('what is beyond a limit is shown as it was written', () => {
    const cases = [
        [`a\n\n${'**b** '.repeat(2_000)}`, '**b** '.repeat(2_000).trim(), 'a run of text'],
        [`${'>'.repeat(40)} x`, `${'>'.repeat(24)} x`, 'depth'],
        [`${'a\n\n'.repeat(20_000)}**end**`, '**end**', 'nodes'],
        [`${'a'.repeat(LENGTH)}\n\n**end**`, '**end**', 'length'],
        [`|a\n|-\n${'|x\n'.repeat(6_000)}`, '|a\n|-', 'cells'],
        [Array.from({ length: 300 }, (_, i) => `[r${i}]: https://x.example/`).join('\n'), '[r299]: ', 'definitions'],
    ];
    for (const [source, kept, limit] of cases) assert.ok(wordsOf(read(source)).includes(kept), limit);
});

test('a text that marked gives up on is shown as it was written', () => {
    class Broken extends Lexer {
        lex() {
            throw new Error('Infinite loop');
        }
    }
    assert.deepEqual(createArticleReader({ Lexer: Broken, Tokenizer })('**a**'), [p(text('**a**'))]);
});

test('any text at all is read to its end', () => {
    const random = randomFrom(11);
    const pieces = ['#', '# ', '\n', '```', '> ', '- ', '1. ', '**', '*', '`', '[', '](', ')', 'word', ' ', '---', '\r\n', '<', '|', '|-', '\u0000'];
    const known = /^(text|code|pre|br|hr|link|strong|em|del|p|h[2-4]|quote|ul|ol|table)$/;
    for (let round = 0; round < 500; round += 1) {
        const source = Array.from({ length: 30 }, () => pieces[Math.floor(random() * pieces.length)]).join('');
        for (const { type } of everyNode(read(source))) assert.match(type, known);
    }
    assert.deepEqual([undefined, null, '', ' \n '].map(read), [[], [], [], []]);
});
