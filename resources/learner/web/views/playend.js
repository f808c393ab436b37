// What is said at the end of a video: finished, something still missing, or the end of a trial.
//
// The end of the picture is not the end of the lesson: "finished" comes only from what was watched of it, by the course's
// threshold. Who jumped here is told what is missing and taken to the first second not watched; nobody is held back.

import { DEFAULT_THRESHOLD, coverage, firstUnwatched, isComplete, percentText } from '../core/completion.js';
import { clockText } from '../core/resume.js';
import { icon } from '../icons.js';
import { html, nothing } from '../render.js';

// `onBuy()` shows what opens the whole lesson, where the platform allows prices.
export function createPlayEnd({ t, stage, side, grant, record, showsPrices, onBuy }) {
    const first = grant.get();
    let threshold = DEFAULT_THRESHOLD;
    let isShort = false; // the words on the stage say that something is missing

    const go = (position) => {
        stage.clearPrompt();
        stage.seekTo(position);
        stage.play();
    };

    const goButton = (text, iconName, testid, position, primary = false) =>
        html`<button
            class=${`button ${primary ? 'primary' : ''}`}
            type="button"
            data-testid=${testid}
            data-position=${position}
            @click=${() => go(position)}
        >
            ${icon(iconName)}<span>${text}</span>
        </button>`;

    const courseLink = (primary) =>
        html`<a class=${`button ${primary ? 'primary' : ''}`} href=${`#/course/${first.courseId}`}
            >${t('player.backToCourse')}</a
        >`;

    function onwardLink(primary) {
        const { id, title } = side.next();
        if (!id) return courseLink(primary);
        const words = title ? t('player.nextNamed', { title }) : t('player.next');
        return html`<a class=${`button ${primary ? 'primary' : ''}`} href=${`#/play/${id}`} data-testid="player-next"
            >${icon('next')}<span>${words}</span></a
        >`;
    }

    const words = (title, testid, hint, buttons) =>
        html`<p class="prompt-title" data-testid=${testid}>${title}</p>
            ${hint ? html`<p>${hint}</p>` : nothing}
            <div class="prompt-buttons">${buttons}</div>`;

    function finished() {
        const { id, barrier } = side.next();
        return words(
            t(id || barrier ? 'player.endNext' : 'player.endAll'),
            'player-finished',
            barrier ? t(`player.rest.${barrier}`) : null,
            [goButton(t('player.restart'), 'restart', 'player-again', 0), onwardLink(true)],
        );
    }

    function whatIsMissing({ watched, totalTime }) {
        const percent = percentText(100 * coverage(watched, totalTime));
        const needed = percentText(100 * threshold);
        const at = firstUnwatched(watched, totalTime) || 0;
        return words(t('player.endShort'), 'player-short', t('player.endShortHint', { percent, needed }), [
            onwardLink(false),
            goButton(t('player.toUnwatched', { time: clockText(at) }), 'play', 'player-unwatched', at, true),
        ]);
    }

    const buyButton = () =>
        html`<button class="button primary" type="button" data-testid="trial-buy" @click=${onBuy}>
            ${t('offer.goOn')}
        </button>`;

    function trialIsOver() {
        const hint = t('player.trialEndHint', { time: clockText(first.trial_seconds) });
        return words(t('player.trialEnd'), 'trial-end', hint, [
            goButton(t('player.again'), 'restart', 'trial-again', 0),
            showsPrices ? buyButton() : courseLink(true),
        ]);
    }

    function reached() {
        const kept = record() || { watched: [], totalTime: first.duration };
        isShort = !isComplete(kept, threshold);
        stage.prompt(isShort ? () => whatIsMissing(kept) : finished);
    }

    return {
        setThreshold(value) {
            threshold = value;
            if (isShort && stage.hasPrompt()) reached();
        },
        reached,
        // The school's answer, or another device, may complete what was still missing a moment ago.
        recordChanged(kept) {
            if (isShort && stage.hasPrompt() && isComplete(kept, threshold)) reached();
        },
        trialReached() {
            isShort = false;
            stage.prompt(trialIsOver);
        },
    };
}
