// All words of the learner's page and the mini-program, Chinese and English, and the way to look them up.
//
// Keys are grouped by screen. `{name}` in a text is filled from the parameters,
// `{name|one|many}` chooses a word by a number. A test holds both languages to the same
// keys and every key used in the page to this table.

import { en } from './messages_en.js';
import { zh } from './messages_zh.js';
import { shopEn } from './shop/messages_en.js';
import { shopZh } from './shop/messages_zh.js';

export const LANGUAGES = ['zh', 'en'];
const TABLES = { zh: { ...zh, ...shopZh }, en: { ...en, ...shopEn } };

// 'zh' for any Chinese, else English.
export function languageOf(tag) {
    return /^zh\b/i.test(tag || '') ? 'zh' : 'en';
}

export function translate(language, key, params = {}) {
    const table = TABLES[language] || TABLES.en;
    const text = table[key];
    if (text === undefined) return key;
    return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_all, name, one, many) => {
        if (one !== undefined) return Number(params[name]) === 1 ? one : many;
        return params[name] === undefined ? '' : String(params[name]);
    });
}

export function keysOf(language) {
    return Object.keys(TABLES[language]);
}
