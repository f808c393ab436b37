// One person's word on progress being sent to the school: unknown, granted or declined, per person and device.
//
// Nothing is uploaded before "granted" has been recorded by the server (document, version, time). A decision made
// without network is kept and recorded as soon as possible, whichever it is. Declining or withdrawing keeps progress on
// this device and counts from that moment on, whether or not it could be stored or recorded. The server has the last
// word: when it takes nothing for want of consent, what is known here is asked for anew.
//
// `storage` must not throw (see safestorage.js); `api` is the person's (see apiclient.js); `userId` null is a guest, of
// whom nothing is ever uploaded.

import { createListeners } from './listeners.js';

export const DOCUMENT = 'privacy';
export const VERSION = '1';

export function createConsent({ storage, api, userId, clock }) {
    const key = `cw.consent.${userId}`;
    const listeners = createListeners();
    let recording = null;
    let asking = null;

    function get() {
        try {
            const stored = JSON.parse(storage.getItem(key) || 'null');
            return stored && stored.version === VERSION ? stored : null;
        } catch (_error) {
            return null;
        }
    }

    const put = (value) => storage.setItem(key, JSON.stringify({ ...value, version: VERSION }));

    async function recordNow(decision) {
        const body = { document: DOCUMENT, version: VERSION, granted: decision.granted };
        const result = await api.post('/api/me/consent', body);
        const now = get();
        if (!result.ok || !now || now.granted !== decision.granted) return;
        put({ ...now, recorded: true });
        listeners.tell();
    }

    // Resolves to whether the server knows of the decision, whatever it is by then.
    async function record() {
        for (;;) {
            const decision = get();
            if (userId === null || !decision || decision.recorded) return Boolean(decision && decision.recorded);
            if (recording) {
                await recording;
                continue;
            }
            recording = recordNow(decision).finally(() => {
                recording = null;
            });
            await recording;
            const now = get();
            if (!now || now.granted === decision.granted) return Boolean(now && now.recorded);
        }
    }

    // What the server already knows (answer of GET /api/me), for a person who decided on another device.
    function adopt(consents) {
        if (get() || !Array.isArray(consents)) return;
        const answers = consents
            .filter((item) => item.document === DOCUMENT && String(item.version) === VERSION)
            .map((item) => ({ granted: Boolean(item.granted), time: Date.parse(item.time) || 0 }))
            .sort((a, b) => b.time - a.time);
        if (answers.length > 0) put({ ...answers[0], recorded: true });
    }

    async function askServer() {
        const me = await api.get('/api/me');
        if (me.ok) adopt(me.data && me.data.consents);
        listeners.tell();
        return me.ok;
    }

    return {
        // 'unknown' | 'granted' | 'declined'
        state() {
            const decision = get();
            if (!decision) return 'unknown';
            return decision.granted ? 'granted' : 'declined';
        },
        time: () => (get() ? get().time : 0),
        // The server knows of the decision too.
        recorded: () => Boolean(get() && get().recorded),
        async decide(granted) {
            put({ granted, time: clock.now(), recorded: false });
            listeners.tell();
            await record();
        },
        adopt,
        // Asks the server when nothing is known here, and tells it what it doesn't know. Resolves to whether it could.
        async settle() {
            if (userId === null) return false;
            if (get()) return record();
            return askServer();
        },
        // The server took nothing for want of consent.
        refused() {
            const decision = get();
            if (decision && decision.granted && decision.recorded) storage.removeItem(key);
            if (!asking) {
                asking = askServer().finally(() => {
                    asking = null;
                });
            }
            return asking;
        },
        async mayUpload() {
            if (userId === null || !get()) return false;
            const known = await record();
            const decision = get();
            return known && Boolean(decision && decision.granted);
        },
        // Without waiting, for a page that is going.
        isRecorded() {
            const decision = get();
            return Boolean(userId !== null && decision && decision.granted && decision.recorded);
        },
        // Another tab has written `written`; null stands for everything.
        changedElsewhere(written) {
            if (written === key || written === null) listeners.tell();
        },
        // Called when the decision, or what is known of it, may have changed.
        onChange: listeners.add,
    };
}
