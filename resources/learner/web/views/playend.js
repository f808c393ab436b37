// What is said at the end of a video: finished, something still missing, or the end of a trial.
//
// The end of the picture is not the end of the lesson: "finished" comes only from what was watched of it, by the course's
// threshold. Who jumped here is told what is missing and taken to the first second not watched; nobody is held back.

import { DEFAULT_THRESHOLD, coverage, firstUnwatched, isComplete, percentText } from '../core/completion.js';
import { clockText } from '../core/resume.js';
import { h, icon } from '../dom.js';

export function createPlayEnd({ t, stage, side, grant, record }) {
    const first = grant.get();
    let threshold = DEFAULT_THRESHOLD;
    let isShort = false; // the words on the stage say that something is missing

    const go = (position) => {
        stage.clearPrompt();
        stage.seekTo(position);
        stage.play();
    };

    const goButton = (text, iconName, testid, position, primary = false) =>
        h(
            'button',
            {
                class: `button ${primary ? 'primary' : ''}`,
                type: 'button',
                'data-testid': testid,
                'data-position': position,
                onclick: () => go(position),
            },
            icon(iconName),
            h('span', { text }),
        );

    const courseLink = (primary) =>
        h('a', {
            class: `button ${primary ? 'primary' : ''}`,
            href: `#/course/${first.courseId}`,
            text: () => t('player.backToCourse'),
        });

    function onwardLink(primary) {
        const { id, title } = side.next();
        if (!id) return courseLink(primary);
        return h(
            'a',
            { class: `button ${primary ? 'primary' : ''}`, href: `#/play/${id}`, 'data-testid': 'player-next' },
            icon('next'),
            h('span', { text: () => (title ? t('player.nextNamed', { title }) : t('player.next')) }),
        );
    }

    function say(title, testid, hint, ...buttons) {
        stage.prompt(
            h('p', { class: 'prompt-title', text: title, 'data-testid': testid }),
            hint ? h('p', { text: hint }) : null,
            h('div', { class: 'prompt-buttons' }, buttons),
        );
    }

    function sayFinished() {
        const { id, barrier } = side.next();
        say(
            () => t(id || barrier ? 'player.endNext' : 'player.endAll'),
            'player-finished',
            barrier ? () => t(`player.rest.${barrier}`) : null,
            goButton(() => t('player.restart'), 'restart', 'player-again', 0),
            onwardLink(true),
        );
    }

    function sayWhatIsMissing({ watched, totalTime }) {
        const percent = percentText(100 * coverage(watched, totalTime));
        const needed = percentText(100 * threshold);
        const at = firstUnwatched(watched, totalTime) || 0;
        const text = () => t('player.toUnwatched', { time: clockText(at) });
        say(
            () => t('player.endShort'),
            'player-short',
            () => t('player.endShortHint', { percent, needed }),
            onwardLink(false),
            goButton(text, 'play', 'player-unwatched', at, true),
        );
    }

    function reached() {
        const kept = record() || { watched: [], totalTime: first.duration };
        isShort = !isComplete(kept, threshold);
        if (isShort) sayWhatIsMissing(kept);
        else sayFinished();
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
            say(
                () => t('player.trialEnd'),
                'trial-end',
                () => t('player.trialEndHint', { time: clockText(first.trial_seconds) }),
                goButton(() => t('player.again'), 'restart', 'trial-again', 0),
                courseLink(true),
            );
        },
    };
}
