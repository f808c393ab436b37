// The player's keyboard: space and K, ← → five seconds, J L ten, F full screen, M mute.
// Keys that belong to a focused button, menu or text field stay theirs.

const SMALL = 5;
const LARGE = 10;

export function createPlayerKeys({ toggle, pause, seekBy, mute, fullscreen }) {
    const keys = new Map([
        [' ', toggle],
        ['k', pause],
        ['arrowleft', () => seekBy(-SMALL)],
        ['arrowright', () => seekBy(SMALL)],
        ['j', () => seekBy(-LARGE)],
        ['l', () => seekBy(LARGE)],
        ['m', mute],
        ['f', fullscreen],
    ]);

    function belongsElsewhere(target, key) {
        if (document.querySelector('dialog[open]')) return true;
        const tag = target.tagName;
        if (tag === 'INPUT' && target.classList.contains('seek')) return false;
        if (tag === 'INPUT' || tag === 'TEXTAREA' || tag === 'SELECT') return true;
        return key === ' ' && (tag === 'BUTTON' || tag === 'A');
    }

    function onKey(event) {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const key = event.key.toLowerCase();
        const action = keys.get(key);
        if (!action || belongsElsewhere(event.target, key)) return;
        event.preventDefault();
        action();
    }

    document.addEventListener('keydown', onKey);
    return { stop: () => document.removeEventListener('keydown', onKey) };
}
