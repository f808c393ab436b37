// Opens a lesson: asks for the right to play it, then shows the player or the article, or says why not.

import { emptyState, errorState, errorText, skeleton } from '../parts/states.js';
import { createPlayGrant } from '../parts/playgrant.js';
import { createRoot, html } from '../render.js';
import { openArticle } from './playarticle.js';
import { openVideo } from './playvideo.js';

const PULL_PATIENCE = 1500; // ms the server's own memory of a position is waited for

const REASONS = [
    'login_required',
    'purchase_required',
    'enrolment_expired',
    'membership_expired',
    'not_published',
    'locked',
];

const HINTS = {
    login_required: 'login.lead',
    purchase_required: 'denied.purchaseHint',
    not_published: 'denied.notPublishedHint',
};

function reasonOf({ status, details }) {
    const { reason } = (details && details.access) || {};
    if (status === 401) return 'login_required';
    return REASONS.includes(reason) ? reason : 'other';
}

const isRefusal = ({ status }) => status === 401 || status === 403;

// What came instead of the lesson, in words.
function failureText(t, result) {
    return isRefusal(result) ? t(`denied.${reasonOf(result)}`) : errorText(t, result);
}

function denied({ t }, lessonId, result) {
    const known = reasonOf(result);
    const courseId = known !== 'not_published' && result.details && result.details.courseId;
    const action =
        known === 'login_required'
            ? html`<a class="button primary" href=${`#/login?next=/play/${lessonId}`}>${t('login.submit')}</a>`
            : html`<a class="button" href=${courseId ? `#/course/${courseId}` : '#/'}
                  >${t(courseId ? 'player.backToCourse' : 'nav.home')}</a
              >`;
    return emptyState({
        title: t(`denied.${known}`),
        hint: t(HINTS[known] || 'denied.hint'),
        iconName: 'lock',
        action,
        isPage: true,
        testid: 'play-denied',
        reason: known,
    });
}

export function playView(context, [lessonId]) {
    const { t, api, clock, learning, showTitle } = context;
    const grant = createPlayGrant({ api, clock, lessonId });
    let gone = false;
    let lesson = null; // {title, template, begin, leave}
    let failed = null; // the answer instead of it

    const { element, update } = createRoot('div', { class: 'page play' }, () => {
        if (lesson) return lesson.template();
        if (!failed) return skeleton(t, 'player');
        return isRefusal(failed) ? denied(context, lessonId, failed) : errorState(t, failed, open, true);
    });

    function showFailure(result) {
        failed = result;
        update();
        showTitle();
    }

    function close() {
        lesson.leave();
        lesson = null;
    }

    // The right to watch ended while the lesson was open: that is said, and nothing is tried over and over.
    function onRefused(result) {
        if (gone) return;
        close();
        showFailure(result);
    }

    // The author has put another film into the lesson: it is begun anew.
    function onExchanged() {
        if (gone) return;
        close();
        open();
    }

    async function open() {
        const result = await grant.fetch('auto');
        if (gone || lesson) return;
        if (!result.ok) {
            showFailure(result);
            return;
        }
        failed = null;
        await learning.pull(result.data.courseUid, PULL_PATIENCE);
        if (gone || lesson) return;
        const opened = { ...context, grant, lessonId, onRefused, onExchanged };
        lesson = result.data.kind === 'article' ? openArticle(opened) : openVideo(opened);
        update();
        lesson.begin();
        showTitle();
    }

    update();
    open();
    return {
        element,
        title: () => (lesson ? lesson.title : failed ? failureText(t, failed) : t('common.loading')),
        leave() {
            gone = true;
            if (lesson) lesson.leave();
        },
    };
}
