// Opens a lesson: asks for the right to play it, then shows the player or the article, or says why not.

import { h, replace } from '../dom.js';
import { emptyState, errorState, errorText, skeleton } from '../parts/states.js';
import { createPlayGrant } from '../parts/playgrant.js';
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

// What came instead of the lesson, in words.
function failureText(t, result) {
    const isRefusal = result.status === 401 || result.status === 403;
    return isRefusal ? t(`denied.${reasonOf(result)}`) : errorText(t, result);
}

function denied({ t }, lessonId, result) {
    const known = reasonOf(result);
    const courseId = known !== 'not_published' && result.details && result.details.courseId;
    const action =
        known === 'login_required'
            ? h('a', { class: 'button primary', href: `#/login?next=/play/${lessonId}`, text: () => t('login.submit') })
            : h('a', {
                  class: 'button',
                  href: courseId ? `#/course/${courseId}` : '#/',
                  text: () => t(courseId ? 'player.backToCourse' : 'nav.home'),
              });
    const element = emptyState({
        title: () => t(`denied.${known}`),
        hint: () => t(HINTS[known] || 'denied.hint'),
        iconName: 'lock',
        action,
        heading: 'h1',
    });
    element.dataset.testid = 'play-denied';
    element.dataset.reason = known;
    return element;
}

export function playView(context, [lessonId]) {
    const { t, api, clock, learning, showTitle } = context;
    const element = h('div', { class: 'page play' }, skeleton(t, 'player'));
    const grant = createPlayGrant({ api, clock, lessonId });
    let gone = false;
    let lesson = null; // {title, leave}
    let failed = null; // the answer instead of a lesson

    function showFailure(result) {
        failed = result;
        const isRefusal = result.status === 401 || result.status === 403;
        replace(element, isRefusal ? denied(context, lessonId, result) : errorState(t, result, open, 'h1'));
        showTitle();
    }

    // The right to watch ended while the lesson was open: that is said, and nothing is tried over and over.
    function onRefused(result) {
        if (gone) return;
        lesson.leave();
        lesson = null;
        showFailure(result);
    }

    // The author has put another film into the lesson: it is begun anew.
    function onExchanged() {
        if (gone) return;
        lesson.leave();
        lesson = null;
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
        const opened = { ...context, grant, lessonId, root: element, onRefused, onExchanged };
        lesson = result.data.kind === 'article' ? openArticle(opened) : openVideo(opened);
        showTitle();
    }

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
