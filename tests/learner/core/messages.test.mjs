import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { keysOf, languageOf, translate } from '../../../resources/learner/core/messages.js';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../resources/learner');

function filesOf(folder) {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const file = path.join(folder, entry.name);
        return entry.isDirectory() ? filesOf(file) : [file];
    });
}

function sources(folder) {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const file = path.join(folder, entry.name);
        if (entry.isDirectory()) return sources(file);
        return file.endsWith('.js') ? [{ name: path.relative(ROOT, file), text: readFileSync(file, 'utf8') }] : [];
    });
}

test('Chinese and English have the same keys and the same blanks', () => {
    assert.deepEqual(keysOf('zh').sort(), keysOf('en').sort());
    const blanks = (text) =>
        [...text.matchAll(/\{(\w+)\}/g)]
            .map((match) => match[1])
            .sort()
            .join();
    for (const key of keysOf('en')) assert.equal(blanks(raw('zh', key)), blanks(raw('en', key)), key);
});

function raw(language, key) {
    const keepBlanks = new Proxy({}, { get: (_target, name) => `{${String(name)}}` });
    return translate(language, key, keepBlanks);
}

test('every text the page asks for exists, and none is left over', () => {
    const all = sources(ROOT)
        .filter(({ name }) => !/messages_\w+\.js$/.test(name))
        .map(({ text }) => text)
        .join('\n');
    const known = new Set(keysOf('en'));
    for (const [, key] of all.matchAll(/\bt\(\s*'([a-zA-Z.]+)'/g)) assert.ok(known.has(key), `missing: ${key}`);
    const used = (key) => {
        if (all.includes(`'${key}'`)) return true;
        const stem = key.replace(/\.[^.]+$/, '.');
        return (
            all.includes(`\`${stem}\${`) ||
            (all.includes(`\`\${prefix}.title\``) && /^(login|register)\.title$/.test(key))
        );
    };
    assert.deepEqual(
        [...known].filter((key) => !used(key)),
        [],
        'left over',
    );
});

test('every file of the page is in the list of what is built into the program', () => {
    const listed = readFileSync(path.join(ROOT, 'CMakeLists.txt'), 'utf8')
        .match(/^\s+(core|web)\/\S+$/gm)
        .map((line) => line.trim())
        .sort();
    const there = ['core', 'web']
        .flatMap((folder) => filesOf(path.join(ROOT, folder)))
        .map((file) => path.relative(ROOT, file))
        .sort();
    assert.deepEqual(listed, there);
});

test('every library file that the page asks for is built into the program too, and nothing else of npm', () => {
    const list = readFileSync(path.join(ROOT, 'CMakeLists.txt'), 'utf8');
    const listed = list.match(/^\s+(lit-html|marked|qr)\/\S+\.js$/gm).map((line) => line.trim());
    const packages = path.resolve(ROOT, '../../node_modules');
    const importsOf = (text) => [...text.matchAll(/\b(?:from|import)\s*["']([^"']+)["']/g)].map(([, name]) => name);
    const asked = new Set();
    function ask(file) {
        if (asked.has(file)) return;
        asked.add(file);
        for (const name of importsOf(readFileSync(path.join(packages, file), 'utf8')))
            ask(path.join(path.dirname(file), name));
    }
    for (const { text } of sources(path.join(ROOT, 'web')))
        for (const name of importsOf(text))
            if (name.includes('lib/')) ask(name.replace(/^.*lib\//, '').replace('marked/', 'marked/lib/'));
    assert.deepEqual(listed.sort(), [...asked].sort());
    for (const { name, text } of sources(ROOT))
        assert.ok(importsOf(text).every((other) => other.startsWith('.')), `${name}: a browser finds files, not packages`);
});

test('no Chinese stands outside the tables', () => {
    for (const { name, text } of sources(ROOT)) {
        if (/messages_zh\.js$|me\.js$/.test(name)) continue;
        const code = text.replace(/^\s*\/\/.*$/gm, '');
        assert.doesNotMatch(code, /[\u4e00-\u9fff]/, name);
    }
});

test('the core knows neither browser nor mini-program', () => {
    const foreign =
        /(?<![.\w])(window|document(?!:)|localStorage|sessionStorage|navigator|fetch|XMLHttpRequest|setTimeout|setInterval|wx|location|Math\.random|Date\.now|new Date)\b/;
    for (const { name, text } of sources(path.join(ROOT, 'core'))) {
        const code = text.replace(/^\s*\/\/.*$/gm, '').replace(/'[^'\n]*'/g, "''");
        assert.doesNotMatch(code, foreign, name);
    }
});

test('nothing in the page reads outside text as HTML or code', () => {
    for (const { name, text } of sources(path.join(ROOT, 'web'))) {
        assert.doesNotMatch(text, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/, name);
        // What lit-html can be talked into, and marked's own HTML.
        assert.doesNotMatch(text, /unsafe(HTML|SVG|Static|MathML)|static-html|templateContent|srcdoc|\.href=\$/i, name);
        for (const [, names] of text.matchAll(/import \{([^}]*)\} from '[^']*marked\.esm\.js'/g))
            assert.equal(names.trim(), 'Lexer, Tokenizer', name);
    }
});

test('one lesson, two lessons', () => {
    assert.equal(translate('en', 'course.lessons', { n: 1 }), '1 lesson');
    assert.equal(translate('en', 'course.lessons', { n: 2 }), '2 lessons');
    assert.equal(translate('en', 'home.doneOf', { done: 0, total: 1 }), '0 of 1 lesson done');
    assert.equal(translate('zh', 'course.lessons', { n: 1 }), '1 课时');
});

test('the language follows the browser', () => {
    assert.deepEqual(['zh-CN', 'zh', 'ZH-tw', 'en-GB', 'de', '', undefined].map(languageOf), [
        'zh',
        'zh',
        'zh',
        'en',
        'en',
        'en',
        'en',
    ]);
});
