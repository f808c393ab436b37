// The page's language: follows the browser until somebody chooses, switches without a reload, remembers.

import { languageOf, translate } from './core/messages.js';

const KEY = 'cw.language';

// `onApplied()` is called whenever the page is to speak another language than before, and at the first apply().
export function createI18n({ storage, onApplied }) {
    let language;
    try {
        language = storage.getItem(KEY) || languageOf(navigator.language);
    } catch (_error) {
        language = languageOf(navigator.language);
    }

    function apply() {
        document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
        onApplied();
    }

    return {
        language: () => language,
        t: (key, params) => translate(language, key, params),
        date(ms) {
            const options = { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' };
            return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', options).format(ms);
        },
        day(ms) {
            const options = { year: 'numeric', month: 'short', day: 'numeric' };
            return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', options).format(ms);
        },
        choose(next) {
            language = next;
            try {
                storage.setItem(KEY, next);
            } catch (_error) {
                // Chosen for this visit only.
            }
            apply();
        },
        apply,
    };
}
