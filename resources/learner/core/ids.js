// Random names for devices and sessions: letters and digits, 20 characters, from an injected random() in [0,1).
// They tell records apart; nothing is protected by them, so an ordinary generator will do.

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';
const LENGTH = 20;

export function makeId(random) {
    let id = '';
    for (let i = 0; i < LENGTH; i += 1) id += LETTERS[Math.floor(random() * LETTERS.length) % LETTERS.length];
    return id;
}

const DEVICE_KEY = 'cw.device';

// This device's name, made once. Without a working storage it lasts as long as the page.
export function deviceId(storage, random) {
    try {
        const known = storage.getItem(DEVICE_KEY);
        if (known) return known;
        const made = makeId(random);
        storage.setItem(DEVICE_KEY, made);
        return made;
    } catch (_error) {
        return makeId(random);
    }
}
