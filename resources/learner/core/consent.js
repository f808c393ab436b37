// The learner's word on progress being sent to the school: unknown, granted or declined, per person and device.
//
// Nothing is uploaded before "granted" has been recorded by the server (document, version, time). A decision made
// without network is kept and recorded as soon as possible. Declining or withdrawing keeps progress on this device.

export const DOCUMENT = 'privacy';
export const VERSION = '1';

export function createConsent({ storage, api, session, clock }) {
    const keyOf = () => `cw.consent.${session.userId()}`;

    function get() {
        try {
            const stored = JSON.parse(storage.getItem(keyOf()) || 'null');
            return stored && stored.version === VERSION ? stored : null;
        } catch (_error) {
            return null;
        }
    }

    function put(value) {
        try {
            storage.setItem(keyOf(), JSON.stringify(value));
        } catch (_error) {
            // Not kept: the question is asked again next time, which is the safe side.
        }
    }

    async function record() {
        const decision = get();
        if (!decision || decision.recorded || !session.get()) return Boolean(decision && decision.recorded);
        const body = { document: DOCUMENT, version: VERSION, granted: decision.granted };
        const result = await api.post('/api/me/consent', body);
        const now = get();
        if (result.ok && now && now.granted === decision.granted) put({ ...now, recorded: true });
        return result.ok;
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
        decide(granted) {
            put({ granted, version: VERSION, time: clock.now(), recorded: false });
            return record();
        },
        // What the server already knows (answer of GET /api/me), for a person who decided on another device.
        adopt(consents) {
            if (get() || !Array.isArray(consents)) return;
            const answers = consents
                .filter((item) => item.document === DOCUMENT && String(item.version) === VERSION)
                .map((item) => ({ granted: Boolean(item.granted), time: Date.parse(item.answerTime) || 0 }))
                .sort((a, b) => b.time - a.time);
            if (answers.length > 0) put({ ...answers[0], version: VERSION, recorded: true });
        },
        async mayUpload() {
            const decision = get();
            if (!session.get() || !decision || !decision.granted) return false;
            return decision.recorded || record();
        },
        // Without waiting, for a page that is going.
        isRecorded() {
            const decision = get();
            return Boolean(session.get() && decision && decision.granted && decision.recorded);
        },
    };
}
