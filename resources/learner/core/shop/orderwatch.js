// Keeps an order's state in sight: asks when the school says that it moved and, as long as it can move, every 3 s where
// no event comes through (every 15 s otherwise, for the event that was lost). A failed answer changes nothing but is
// told, so that the page can say it.
//
// Injected: api (one person's door), events (see schoolevents.js), timers.

import { isMoving } from './orders.js';

const POLL = 3 * 1000;
const SLOW_POLL = 15 * 1000;

// `onAnswer(result)` hears every answer of GET /api/orders/{id}. Returns {ask, stop}.
export function watchOrder({ api, events, timers }, orderId, onAnswer) {
    let timer = null;
    let stopped = false;
    let asking = false;
    let again = false;
    let moves = true;

    async function ask() {
        if (asking) {
            again = true;
            return;
        }
        asking = true;
        if (timer !== null) timers.clear(timer);
        timer = null;
        do {
            again = false;
            const result = await api.get(`/api/orders/${encodeURIComponent(orderId)}`);
            if (stopped) return;
            moves = result.ok ? isMoving(result.data) : result.status === 0 || result.status >= 429;
            onAnswer(result);
        } while (again && !stopped);
        asking = false;
        if (moves && !stopped) timer = timers.set(ask, events.isLive() ? SLOW_POLL : POLL);
    }

    const forget = events.listen(({ type, id }) => {
        if (type === 'commerce.order' && String(id) === String(orderId)) ask();
    });
    ask();
    return {
        ask,
        stop() {
            stopped = true;
            forget();
            if (timer !== null) timers.clear(timer);
        },
    };
}
