// The difference between the server's clock and this device's, in ms (server − device): 0 until learnt.
// Learnt from GET /api/server, corrected by half the round trip; a slow answer is a bad measurement and isn't taken
// unless there is none yet.

const GOOD_ROUND_TRIP = 2000;

export function createServerClock({ api, clock }) {
    let offset = 0;
    let known = false;

    return {
        offset: () => offset,
        async learn() {
            const before = clock.now();
            const result = await api.get('/api/server');
            const after = clock.now();
            const time = result.ok && result.data ? Number(result.data.time) : NaN;
            if (!(time > 0) || (known && after - before > GOOD_ROUND_TRIP)) return known;
            offset = Math.round(time - (before + after) / 2);
            known = true;
            return true;
        },
    };
}
