// One browser, several tabs, several people: the core as the page composes it, against a school with accounts, in virtual
// time. Requests take a while, and one tab hears of another's writes when the test says so.
//
// `household.seen` is what the school saw: {url, body, person (whose token came along, null without), at}.

import { createApiClient } from '../../../resources/learner/core/apiclient.js';
import { createLearning } from '../../../resources/learner/core/learning.js';
import { createLessonRecorder } from '../../../resources/learner/core/lessonrecorder.js';
import { createSafeStorage } from '../../../resources/learner/core/safestorage.js';
import { createServerClock } from '../../../resources/learner/core/serverclock.js';
import { createSession } from '../../../resources/learner/core/session.js';
import { createServer, createStorage, createTime, randomFrom } from './sim.mjs';

export const CONSENT = { document: 'privacy', version: '1', granted: true, time: '2026-01-01T00:00:00.000Z' };

// Functions under one name run one after another, as under a Web Lock.
export function createTurns() {
    const chains = new Map();
    return (name, fn) => {
        const run = (chains.get(name) || Promise.resolve()).then(fn);
        chains.set(
            name,
            run.catch(() => {}),
        );
        return run;
    };
}

function createSchool(time, delay) {
    const owners = new Map(); // token → person
    const consents = new Map(); // person → consents
    const progress = new Map(); // person → server of sim.mjs
    const school = { seen: [], consents, expiresIn: 900, refuse: () => null, progressOf };
    let counter = 0;

    function progressOf(person) {
        if (!progress.has(person)) progress.set(person, createServer({ clock: time.clock }));
        return progress.get(person);
    }

    function tokens(person) {
        counter += 1;
        owners.set(`a${counter}`, person);
        owners.set(`r${counter}`, person);
        const user = { id: person, displayName: person, role: 'learner' };
        const { expiresIn } = school;
        return { data: { accessToken: `a${counter}`, refreshToken: `r${counter}`, expiresIn, user } };
    }

    function answer(url, body, person) {
        if (url === '/api/server') return [200, { data: { time: time.clock.now() } }];
        if (url === '/api/auth/login') return [200, tokens(body.login)];
        if (url === '/api/auth/refresh') return [200, tokens(owners.get(body.refreshToken))];
        if (!person) return [401, { error: 'unauthenticated' }];
        if (url === '/api/me') return [200, { data: { consents: consents.get(person) || [] } }];
        if (url === '/api/me/consent') {
            consents.set(person, [{ ...CONSENT, ...body, time: new Date(time.clock.now()).toISOString() }]);
            return [201, { data: {} }];
        }
        const agreed = (consents.get(person) || []).some(({ granted }) => granted);
        if (/progress(\/sync)?$/.test(url) && !agreed) return [403, { code: 403, error: 'consent_required' }];
        if (url.endsWith('/sync')) return [200, { code: 200, data: progressOf(person).sync(body) }];
        return [200, { success: true, data: [] }];
    }

    const pause = () => new Promise((resolve) => time.timers.set(resolve, delay()));
    school.transport = {
        async request({ url, headers, body }) {
            const parsed = body && JSON.parse(body);
            const token = /^Bearer (.+)$/.exec(headers.Authorization || '');
            await pause();
            const person = token ? owners.get(token[1]) : null;
            school.seen.push({ url, body: parsed, person, at: time.clock.now() });
            const [status, reply, more = {}] = school.refuse(url, person) || answer(url, parsed, person);
            const all = { date: new Date(time.clock.now()).toUTCString(), ...more };
            await pause();
            return { status, text: JSON.stringify(reply), header: (name) => all[name] || null };
        },
    };
    return school;
}

export function createHousehold({ seed = 1, delay = () => 20 } = {}) {
    const time = createTime();
    const random = randomFrom(seed);
    const storage = createStorage();
    const school = createSchool(time, () => delay(random));
    const turns = createTurns();
    const tabs = [];

    // A tab; told(key) is what its browser does when another tab has written.
    function open({ own = storage, lock = turns } = {}) {
        const clock = createServerClock({ clock: time.device });
        const safeStorage = createSafeStorage(own);
        const session = createSession({ storage: safeStorage, clock });
        const transport = clock.listenTo(school.transport);
        const api = createApiClient({ transport, session, clock, timers: time.timers, lock });
        const shared = { storage: own, safeStorage, api, clock, timers: time.timers, random, deviceId: 'laptop' };
        const renew = () => createLearning({ ...shared, userId: session.userId(), turn: turns });
        const tab = { session, api, clock, renewals: 0, leave: () => {} };
        tab.learning = renew();
        session.onChange(() => {
            if (tab.learning.userId === session.userId()) return;
            tab.learning.stop();
            tab.learning = renew();
            tab.renewals += 1;
            tab.leave();
            tab.learning.wake();
        });
        tab.told = (key) => {
            session.changedElsewhere(key);
            tab.learning.store.writtenElsewhere(key, clock.now());
        };
        tabs.push(tab);
        return tab;
    }

    // Plays `lesson` in a tab until stopped or left, four ticks a second.
    function play(tab, lesson) {
        const { learning, clock } = tab;
        const parts = { store: learning.store, queue: learning.queue, clock, random };
        const recorder = createLessonRecorder({ ...parts, courseId: 'c', chapterId: lesson, duration: 3600 });
        let at = 0;
        let timer = null;
        const tick = () => {
            timer = time.timers.set(tick, 250);
            at += 0.25;
            recorder.ticked(at);
        };
        recorder.setThreshold(0.9);
        recorder.played(0);
        timer = time.timers.set(tick, 250);
        tab.leave = () => {
            time.timers.clear(timer);
            recorder.paused(at);
            tab.leave = () => {};
        };
        return { stop: () => tab.leave(), recorder, at: () => at };
    }

    return { time, random, storage, school, seen: school.seen, open, play, tabs };
}

export const syncs = (seen) => seen.filter(({ url }) => url.endsWith('/sync'));
