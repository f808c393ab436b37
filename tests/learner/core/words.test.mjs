import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { loginFault, passwordFault } from '../../../resources/learner/core/credentials.js';
import { errorWords, fieldWords, waitWords } from '../../../resources/learner/core/errorwords.js';
import { keysOf } from '../../../resources/learner/core/messages.js';

// The examples of tests/unit/accounts/tst_credentials.cpp: what the server takes and refuses, the page does too.
test('a login is a phone number, an e-mail address or a name of 3 to 64 letters', () => {
    for (const fine of [
        ' Li.Lei_88 ',
        '王小明',
        'ｔｅａｃｈｅｒ',
        'Han.Mei@Example.COM',
        '138 0013-8000',
        '+86 (138) 0013 8000',
        '138–0013–8000',
        'a'.repeat(64),
    ])
        assert.equal(loginFault(fine), null, fine);
    for (const bad of [
        '',
        'ab',
        'a'.repeat(65),
        'li lei',
        'li\u0007lei',
        'li\0lei',
        '<b>lei</b>',
        '-lilei',
        'lilei@',
        'lilei@host',
        'a@b@example.com',
        'lilei\nadmin',
        'a@example.com\nx',
    ])
        assert.equal(loginFault(bad), 'invalid_login', JSON.stringify(bad));
});

test('a password has 8 characters and at most 256 bytes, and is not the login, a run or a repetition', () => {
    for (const [typed, fault] of [
        ['words correct horse 7', null],
        ['aZ3-'.repeat(15) + 'quux', null],
        ['🐎🔋📎🎬🎈🚲🌊🍎', null],
        ['  a b c d ', null],
        ['83920174', null],
        ['a🐎b🔋c📎d', 'too_short'],
        ['', 'too_short'],
        ['x' + 'y7'.repeat(128), 'too_long'],
        ['汉字'.repeat(43), 'too_long'],
        ['Li.Lei.Lei', 'same_as_login'],
        ['23456789', 'too_simple'],
        ['hgfedcba', 'too_simple'],
        ['aaaaaaaaaaaa', 'too_simple'],
        ['abc1abc1abc1', 'too_simple'],
    ])
        assert.equal(passwordFault(typed, 'li.lei.lei'), fault, typed);
});

test('the limits are those of the server', () => {
    const header = readFileSync(new URL('../../../models/domain/accounts/credentials.cpp', import.meta.url), 'utf8');
    assert.match(header, /MinPassword = 8;/);
    assert.match(header, /MaxPassword = 256;/);
    assert.match(header, /text\.size\(\) < 3 \|\| text\.size\(\) > 64/);
});

const result = (status, error, more = {}) => ({ status, error, message: 'English', details: null, ...more });

test('a failure is told by its stable word, then by its status, then in general', () => {
    for (const [answer, key] of [
        [result(0, 'network'), 'error.network'],
        [result(401, 'invalid_token'), 'error.signIn'],
        [result(401, 'invalid_credentials'), 'login.wrong'],
        [result(403, 'account_disabled'), 'error.disabled'],
        [result(403, 'never_heard_of'), 'error.denied'],
        [result(409, 'login_taken'), 'register.taken'],
        [result(409, 'never_heard_of'), 'error.conflict'],
        [result(422, 'payment_required'), 'error.payment'],
        [result(422, 'never_heard_of'), 'error.request'],
        [result(400, 'constructor'), 'error.request'],
        [result(400, null), 'error.request'],
        [result(500, 'invalid_login'), 'error.server'],
        [result(503, 'unavailable', { retryAfter: 5 }), 'error.busy'],
        [result(429, 'rate_limited', { retryAfter: 600 }), 'error.busyMinutes'],
        [result(503, 'trial_not_ready', { retryAfter: 5 }), 'error.trialNotReady'],
        [result(400, 'weak_password', { details: { reason: 'too_common' } }), 'register.commonPassword'],
        [result(400, 'weak_password'), 'register.weakPassword'],
    ]) {
        assert.equal(errorWords(answer).key, key, JSON.stringify(answer));
        assert.ok(keysOf('zh').includes(key));
    }
    assert.deepEqual(waitWords(91, 's', 'min'), { key: 'min', params: { n: 2 } });
    assert.deepEqual(waitWords(90, 's', 'min'), { key: 's', params: { n: 90 } });
});

test('what the server says of a field goes to that field', () => {
    assert.deepEqual(fieldWords(result(409, 'login_taken')), { login: 'register.taken' });
    assert.deepEqual(fieldWords(result(409, 'login_confusable')), { login: 'register.confusable' });
    assert.deepEqual(fieldWords(result(400, 'invalid_login')), { login: 'register.badName' });
    assert.deepEqual(fieldWords(result(400, 'weak_password', { details: { reason: 'too_simple' } })), {
        password: 'register.simplePassword',
    });
    assert.deepEqual(
        fieldWords(result(400, 'invalid_fields', { details: { fields: { displayName: 'is long', x: 'y' } } })),
        { displayName: 'register.badDisplayName' },
    );
    assert.deepEqual(fieldWords(result(500, 'internal')), {});
});
