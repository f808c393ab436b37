// The school's clock, told without this device's: what the server last said plus what a monotonic clock has counted
// since. Setting the device's clock changes nothing here; until the server was heard, the device's is all there is.
//
// now() is ms since 1970 and stands for everything that is compared with the server's times: stamps of records, ends of
// tokens and addresses. elapsed() is ms of a clock that only goes on, and stands for every wait and every span. Every
// answer's Date header is heard (good for a second, and for a device that slept, whose counting may have stopped);
// GET /api/server gives ms, corrected by half the round trip.
//
// Injected: clock.now() (the device's), clock.elapsed().

const SLACK = 2000; // a Date header this far from what is known says nothing new
const GOOD_ROUND_TRIP = 2000; // a slower answer is a bad measurement, and only better than none

export function createServerClock({ clock }) {
    let base = clock.now() - clock.elapsed();
    let known = false;

    function heard(date, before) {
        const time = Date.parse(date || '');
        if (!Number.isFinite(time)) return;
        const earliest = time - clock.elapsed();
        const latest = time + 1000 - before;
        if (known && base >= earliest - SLACK && base <= latest + SLACK) return;
        base = (earliest + latest) / 2;
        known = true;
    }

    return {
        now: () => Math.round(clock.elapsed() + base),
        elapsed: () => clock.elapsed(),
        // Whether now() is the server's word.
        isKnown: () => known,
        // A transport that hears the Date header of every answer (see apiclient.js).
        listenTo: (transport) => ({
            async request(options) {
                const before = clock.elapsed();
                const response = await transport.request(options);
                heard(response.header('date'), before);
                return response;
            },
        }),
        async learn(api) {
            const before = clock.elapsed();
            const result = await api.get('/api/server');
            const after = clock.elapsed();
            const time = result.ok && result.data ? Number(result.data.time) : NaN;
            if (!(time > 0) || (known && after - before > GOOD_ROUND_TRIP)) return;
            base = time - (before + after) / 2;
            known = true;
        },
    };
}
