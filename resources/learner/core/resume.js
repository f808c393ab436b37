// When to ask "上次看到 m:ss，是否继续播放？", and where to start.
//
// Source of the rule: offered when the lesson lasts at least 60 s, the position is past 5 s and before 95 % of it,
// where the 5 % left are taken as at least 15 s and at most 120 s. A finished lesson starts at 0.

const MIN_DURATION = 60;
const MIN_POSITION = 5;
const TAIL_SHARE = 0.05;
const TAIL_MIN = 15;
const TAIL_MAX = 120;

// Seconds before the end from where on a lesson counts as watched to its credits.
export function tail(duration) {
    return Math.min(TAIL_MAX, Math.max(TAIL_MIN, duration * TAIL_SHARE));
}

// The position to offer in seconds, or null when the lesson simply starts at 0.
export function resumeOffer({ position, duration, isCompleted }) {
    if (isCompleted || !(duration >= MIN_DURATION) || !(position > MIN_POSITION)) return null;
    return position < duration - tail(duration) ? position : null;
}

// m:ss, or h:mm:ss from one hour on. Rounds down: nobody has watched a second that isn't over.
export function clockText(totalSeconds) {
    const whole = Math.max(0, Math.floor(Number.isFinite(totalSeconds) ? totalSeconds : 0));
    const two = (n) => String(n).padStart(2, '0');
    const hours = Math.floor(whole / 3600);
    const minutes = Math.floor((whole % 3600) / 60);
    return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
