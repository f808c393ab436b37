// Room for everybody's requests: over plain HTTP a browser opens six connections to a server, all tabs together, and a
// paused player keeps one for a long film as long as it has not been read to its end. Six of them, and no page of the
// school would open any more.
//
// So players tell each other when they are used; a paused one that two others were used after lets go of its connection.
// Who has a tab or two open never loses what is buffered.

const KEPT = 2;

// `neighbours` is the browser's channel (see adapters.js), `id` this player's name, `release()` lets go if it can.
export function createMediaRoom({ neighbours, id, release }) {
    const usedAfterMe = new Set();
    const channel = neighbours.join((other) => {
        usedAfterMe.add(other);
        if (usedAfterMe.size >= KEPT) release();
    });
    return {
        used() {
            usedAfterMe.clear();
            channel.say(id);
        },
        leave: channel.leave,
    };
}
