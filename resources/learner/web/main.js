// The composition root of the learner page: makes the adapters, wires core and views, and does nothing else.

import { createApiClient } from './core/apiclient.js';
import { createConsent } from './core/consent.js';
import { deviceId } from './core/ids.js';
import { createServerClock } from './core/serverclock.js';
import { createSession } from './core/session.js';
import * as browser from './browser/adapters.js';
import { createI18n } from './i18n.js';
import { createLearning } from './learning.js';
import { createConsentDialog } from './parts/consentdialog.js';
import { createFrame } from './parts/frame.js';
import { createRouter } from './router.js';
import { homeView } from './views/home.js';
import { courseView } from './views/course.js';
import { playView } from './views/play.js';
import { loginView, registerView } from './views/login.js';
import { meView } from './views/me.js';
import { set } from './dom.js';

const { storage, clock, timers, random, transport, lock } = browser;
const i18n = createI18n({ storage });
const session = createSession({ storage, clock });
const api = createApiClient({ transport, session, clock, timers, lock, language: i18n.language });
const consent = createConsent({ storage, api, session, clock });
const serverClock = createServerClock({ api, clock });
const device = deviceId(storage, random);

let learning = null;

const context = { i18n, t: i18n.t, session, api, consent, clock, timers, random, learning: () => learning };

function renewLearning() {
    const userId = session.userId() || 'guest';
    if (learning && learning.userId === userId) return false;
    if (learning) learning.stop();
    learning = createLearning({ userId, storage, api, clock, timers, random, deviceId: device, serverClock, consent });
    learning.onState(() => frame.showSync());
    learning.store.onChange(() => frame.showSync());
    learning.store.clean(clock.now());
    return true;
}

const dialog = createConsentDialog({
    t: i18n.t,
    onDecide: async (granted) => {
        await consent.decide(granted);
        await learning.wake();
        frame.showSync();
        if (router.current().consentChanged) router.current().consentChanged();
    },
});

// Asks for consent when somebody is signed in, nothing is known here, and the server knows nothing either.
async function askConsent() {
    if (!session.get() || consent.state() !== 'unknown') return;
    const me = await api.get('/api/me');
    if (me.ok) consent.adopt(me.data.consents);
    if (session.get() && consent.state() === 'unknown') dialog.ask();
}

const frame = createFrame({ ...context, learning: () => learning });
const router = createRouter({
    routes: [
        [/^\/$/, homeView],
        [/^\/course\/([^/]+)$/, courseView],
        [/^\/play\/([^/]+)$/, playView],
        [/^\/login$/, loginView],
        [/^\/register$/, registerView],
        [/^\/me$/, meView],
    ],
    outlet: frame.outlet,
    context,
    onShown(view, path) {
        set(document.querySelector('title'), 'text', () => `${view.title()} · ${i18n.t('app.name')}`);
        frame.markPlace(path);
    },
});

session.onChange(() => {
    const other = renewLearning();
    frame.showPerson();
    frame.showSync();
    if (!other) return;
    router.show();
    askConsent();
});
window.addEventListener('storage', (event) => {
    session.changedElsewhere(event.key);
    learning.store.writtenElsewhere(event.key, clock.now());
});
window.addEventListener('online', () => {
    frame.showSync();
    learning.wake();
});
window.addEventListener('offline', () => frame.showSync());

document.getElementById('app').append(frame.element, dialog.element);
renewLearning();
i18n.apply();
frame.showPerson();
router.start();
serverClock.learn().then(() => learning.flush());
askConsent();
