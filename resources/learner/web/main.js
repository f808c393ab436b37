// The composition root of the learner page: makes the adapters, wires core and views, and does nothing else.

import { createApiClient } from './core/apiclient.js';
import { deviceId } from './core/ids.js';
import { createLearning } from './core/learning.js';
import { guarded } from './core/listeners.js';
import { platformOf } from './core/platform.js';
import { createSafeStorage } from './core/safestorage.js';
import { createSchoolEvents } from './core/schoolevents.js';
import { createServerClock } from './core/serverclock.js';
import { createSession } from './core/session.js';
import * as browser from './browser/adapters.js';
import { createI18n } from './i18n.js';
import { createConsentDialog } from './parts/consentdialog.js';
import { createFrame } from './parts/frame.js';
import { retryUnreached } from './parts/states.js';
import { createRouter } from './router.js';
import { homeView } from './views/home.js';
import { courseView } from './views/course.js';
import { playView } from './views/play.js';
import { loginView, registerView } from './views/login.js';
import { meView } from './views/me.js';
import { couponsView } from './views/coupons.js';
import { membershipView } from './views/membership.js';
import { orderView } from './views/order.js';
import { ordersView } from './views/orders.js';
import { refresh } from './render.js';

const { showsPrices } = platformOf(browser.host);
const { storage, streams, timers, random, lock, turn, neighbours } = browser;
const safeStorage = createSafeStorage(storage);
const clock = createServerClock({ clock: browser.clock });
const transport = clock.listenTo(browser.transport);
const i18n = createI18n({
    storage,
    onApplied() {
        refresh(document);
        if (router.current()) showTitle();
    },
});
const session = createSession({ storage: safeStorage, clock });
const api = createApiClient({ transport, session, clock, timers, lock, language: i18n.language });
const device = deviceId(storage, random);

let learning = null; // of whoever is signed in

// What a view gets: all of it belongs to the person the view was made for, also after somebody else has signed in.
function contextOfPerson() {
    const mine = learning;
    const { api: door, consent, events } = mine;
    const person = { api: door, consent, events, learning: mine };
    return { i18n, t: i18n.t, session, clock, timers, random, neighbours, showTitle, showsPrices, ...person };
}

// A view whose title comes later, with its content, says so.
function showTitle() {
    document.title = `${router.current().title()} · ${i18n.t('app.name')}`;
}

// Makes everything of the person who has the session now; false when that is who is here already.
function renewLearning() {
    const userId = session.userId();
    if (learning && learning.userId === userId) return false;
    if (learning) guarded(learning.stop);
    dialog.close();
    const mine = createLearning({
        userId,
        storage,
        safeStorage,
        api,
        clock,
        timers,
        random,
        deviceId: device,
        turn,
    });
    mine.events = createSchoolEvents({ api: mine.api, streams, timers });
    learning = mine;
    mine.onState(() => frame.update());
    mine.store.onChange(() => frame.update());
    mine.consent.onChange(() => mine === learning && consentMoved());
    return true;
}

const dialog = createConsentDialog({
    t: i18n.t,
    async onDecide(granted) {
        const mine = learning;
        await mine.consent.decide(granted);
        await mine.wake();
    },
});

// The question is asked when somebody is signed in and neither this device nor the server knows the answer.
function consentMoved() {
    frame.update();
    if (router.current().consentChanged) router.current().consentChanged();
    if (!learning.isGuest && learning.consent.state() === 'unknown') dialog.ask();
    else dialog.close();
}

const shopRoutes = [
    [/^\/orders$/, ordersView],
    [/^\/order\/(\d+)$/, orderView],
    [/^\/coupons$/, couponsView],
    [/^\/membership$/, membershipView],
];

const frame = createFrame({ t: i18n.t, session, learning: () => learning });
const router = createRouter({
    routes: [
        [/^\/$/, homeView],
        [/^\/course\/([^/]+)$/, courseView],
        [/^\/play\/([^/]+)$/, playView],
        [/^\/login$/, loginView],
        [/^\/register$/, registerView],
        [/^\/me$/, meView],
        ...(showsPrices ? shopRoutes : []),
    ],
    outlet: frame.outlet,
    contextOf: contextOfPerson,
    before: session.check,
    onShown(_view, path) {
        showTitle();
        frame.markPlace(path);
    },
});

session.onChange(() => {
    const other = renewLearning();
    frame.update();
    if (!other) return;
    router.showAnew();
    learning.wake();
});
window.addEventListener('storage', (event) => {
    session.changedElsewhere(event.key);
    learning.store.writtenElsewhere(event.key, clock.now());
    learning.consent.changedElsewhere(event.key);
});
// Nothing tells a page that slept in the back-forward cache, or in the background, what happened meanwhile.
window.addEventListener('pageshow', (event) => {
    session.check();
    if (event.persisted) learning.wake();
});
document.addEventListener('visibilitychange', () => session.check());
window.addEventListener('online', () => {
    retryUnreached();
    frame.update();
    learning.wake();
});
window.addEventListener('offline', () => frame.update());

document.getElementById('app').replaceChildren(frame.element, dialog.element);
renewLearning();
i18n.apply();
router.start();
learning.wake();
clock.learn(learning.api).then(() => learning.store.clean(clock.now()));
