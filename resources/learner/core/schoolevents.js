// "Something changed, fetch it again": the school's events {type, id}, heard while somebody listens.
//
// One stream for all listeners of a person, opened with the first and closed with the last, because a browser has only
// few connections to one school. It is opened again after it broke, later each time; isLive() says whether it can be
// relied on, and whoever needs certainty asks by itself meanwhile.
//
// Injected: api (one person's door, see apiclient.js), streams.open({url, headers, onText, onEnd}) → stop(), timers.

import { createListeners } from './listeners.js';

const FIRST_WAIT = 2 * 1000;
const LONGEST_WAIT = 60 * 1000;

// Takes the text of a stream piece by piece; tells each event's data that is JSON.
export function createEventReader(tell) {
    let rest = '';
    return (text) => {
        const lines = (rest + text).split(/\r\n|\n|\r/);
        rest = lines.pop();
        for (const line of lines) {
            if (!line.startsWith('data:')) continue;
            try {
                tell(JSON.parse(line.slice('data:'.length)));
            } catch (_error) {
                // Cut short, or not for us.
            }
        }
    };
}

export function createSchoolEvents({ api, streams, timers }) {
    const listeners = createListeners();
    let count = 0;
    let stop = null; // ends the stream
    let timer = null;
    let live = false;
    let wait = FIRST_WAIT;
    let attempt = 0; // of opening; what an older one still says is no news

    async function open() {
        timer = null;
        attempt += 1;
        const mine = attempt;
        const headers = await api.headers();
        if (mine !== attempt || count === 0) return;
        if (headers === null) return;
        const read = createEventReader((event) => listeners.tell(event));
        stop = streams.open({
            url: '/api/events',
            headers,
            onText(text) {
                if (mine !== attempt) return;
                live = true;
                wait = FIRST_WAIT;
                read(text);
            },
            onEnd: () => mine === attempt && ended(),
        });
    }

    function ended() {
        live = false;
        stop = null;
        if (count === 0) return;
        timer = timers.set(open, wait);
        wait = Math.min(2 * wait, LONGEST_WAIT);
    }

    function close() {
        attempt += 1;
        live = false;
        if (timer !== null) timers.clear(timer);
        timer = null;
        if (stop) stop();
        stop = null;
    }

    return {
        // Returns the function that ends it.
        listen(listener) {
            const forget = listeners.add(listener);
            count += 1;
            if (count === 1) open();
            let listening = true;
            return () => {
                if (!listening) return;
                listening = false;
                forget();
                count -= 1;
                if (count === 0) close();
            };
        },
        isLive: () => live,
    };
}
