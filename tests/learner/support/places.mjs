// Where a film stood, told by the page itself. A film plays on while a test asks, clicks or closes a tab, for as long as
// a loaded machine takes; so places are noted by the player's own events, not by asking before or after.

// Notes where the film stands, so that a tab opened later can tell where a closed one was.
export const notePlaces = (page) =>
    page.evaluate(() => {
        const video = document.querySelector('video');
        video.addEventListener('timeupdate', () => localStorage.setItem('test.place', String(video.currentTime)));
    });
export const placeAtClosing = (page) => page.evaluate(() => Number(localStorage.getItem('test.place')));

// Notes where the film begins to play from now on.
export const noteStart = (page) =>
    page.evaluate(() => {
        const video = document.querySelector('video');
        video.addEventListener('playing', () => (window.testStart = video.currentTime), { once: true });
    });
export async function notedStart(page) {
    await page.waitForFunction(() => window.testStart !== undefined);
    return page.evaluate(() => window.testStart);
}

// Places are compared as they travel: what came back from the school holds thousandths, what never left holds more.
export const thousandths = (seconds) => Math.round(seconds * 1000);
