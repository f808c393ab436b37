// The page's language: follows the browser until somebody chooses, switches without a reload, remembers.

import { languageOf, translate } from './core/messages.js';
import { relive } from './dom.js';

const KEY = 'cw.language';

export function createI18n({ storage }) {
    let language;
    try {
        language = storage.getItem(KEY) || languageOf(navigator.language);
    } catch (_error) {
        language = languageOf(navigator.language);
    }

    function apply() {
        document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
        relive(document.documentElement);
    }

    return {
        language: () => language,
        t: (key, params) => translate(language, key, params),
        date(ms) {
            const options = { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' };
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
