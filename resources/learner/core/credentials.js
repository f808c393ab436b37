// What may be a login and what may be a password, judged before anything is sent, so that the words stand next to the
// field while it is still being typed.
//
// Agrees with models/domain/accounts/credentials.h, which has the last word: a test holds both to the same examples.
// The list of passwords that everybody tries first is the server's alone. All functions are pure and answer with the
// server's own word for the fault, or null.

const MIN_LOGIN = 3;
const MAX_LOGIN = 64;
export const MIN_PASSWORD = 8; // characters
const MAX_PASSWORD = 256; // bytes
export const MAX_DISPLAY_NAME = 64;

const PHONE = /^\+?[0-9]{6,15}$/;
const EMAIL = /^[^@\s\u0000-\u001f]+@[^@\s\u0000-\u001f.]+(\.[^@\s\u0000-\u001f.]+)+$/;
const NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_.-]*$/u;

const normalLogin = (typed) => typed.normalize('NFKC').trim().toLowerCase();

export function loginFault(typed) {
    const text = normalLogin(typed);
    if (typed.length > 200 || text.length < MIN_LOGIN || text.length > MAX_LOGIN) return 'invalid_login';
    const fine = PHONE.test(text.replace(/[\s().\-\u2010-\u2015\u2212\u30fb·]/g, '')) || EMAIL.test(text) || NAME.test(text);
    return fine ? null : 'invalid_login';
}

// UTF-8, counted by hand: the mini-program has no TextEncoder.
function bytesOf(characters) {
    return characters.reduce((sum, code) => sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4), 0);
}

// "12345678", "hgfedcba", "aaaaaaaa": every character follows the one before by the same step of -1, 0 or 1.
function isRun(codes) {
    const step = codes[1] - codes[0];
    return Math.abs(step) <= 1 && codes.every((code, i) => i === 0 || code - codes[i - 1] === step);
}

// "abcabcabc": a piece of at most four characters, again and again.
function isRepetition(codes) {
    for (let piece = 1; piece <= 4 && piece * 2 <= codes.length; piece += 1) {
        if (codes.every((code, i) => i < piece || code === codes[i - piece])) return true;
    }
    return false;
}

// too_long | too_short | same_as_login | too_simple | null
export function passwordFault(typed, login) {
    const text = typed.normalize('NFC');
    const codes = [...text].map((character) => character.codePointAt(0));
    if (typed.length > MAX_PASSWORD || bytesOf(codes) > MAX_PASSWORD) return 'too_long';
    if (codes.length < MIN_PASSWORD) return 'too_short';
    if (text.toLowerCase() === normalLogin(login)) return 'same_as_login';
    return isRun(codes) || isRepetition(codes) ? 'too_simple' : null;
}
