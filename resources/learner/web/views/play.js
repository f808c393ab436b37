// Opens a lesson: asks for the right to play it, then shows the player or the article, or says why not.

import { h, replace } from '../dom.js';
import { emptyState, errorState, skeleton } from '../parts/states.js';
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

const HINTS = { login_required: 'login.lead', purchase_required: 'denied.purchaseHint' };

function denied({ t }, lessonId, result) {
    const access = (result.details && result.details.access) || {};
    const reason = result.status === 401 ? 'login_required' : access.reason;
    const known = REASONS.includes(reason) ? reason : 'other';
    const courseId = result.details && result.details.courseId;
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
    const { t, api, clock, learning } = context;
    const element = h('div', { class: 'page play' }, skeleton(t, 'player'));
    const grant = createPlayGrant({ api, clock, lessonId });
    let gone = false;
    let lesson = null; // {title, leave}

    // Without network there is nothing to show; when it comes back the lesson opens by itself.
    const onOnline = () => {
        if (!lesson) open();
    };
    window.addEventListener('online', onOnline);

    // The right to watch ended while the lesson was open: that is said, and nothing is tried over and over.
    function onRefused(result) {
        if (gone) return;
        lesson.leave();
        lesson = null;
        replace(element, result.status === 404 ? errorState(t, result, open, 'h1') : denied(context, lessonId, result));
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
        if (result.status === 403 || result.status === 401) {
            replace(element, denied(context, lessonId, result));
            return;
        }
        if (!result.ok) {
            replace(element, errorState(t, result, open, 'h1'));
            return;
        }
        await learning.pull(result.data.courseUid, PULL_PATIENCE);
        if (gone || lesson) return;
        const opened = { ...context, grant, lessonId, root: element, onRefused, onExchanged };
        lesson = result.data.kind === 'article' ? openArticle(opened) : openVideo(opened);
        document.title = `${lesson.title} · ${t('app.name')}`;
    }

    open();
    return {
        element,
        title: () => (lesson ? lesson.title : t('common.loading')),
        leave() {
            gone = true;
            window.removeEventListener('online', onOnline);
            if (lesson) lesson.leave();
        },
    };
}
