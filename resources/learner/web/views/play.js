// Opens a lesson: asks for the right to play it, then shows the player or the article, or says why not.

import { createLockedOffers } from '../parts/lockedoffers.js';
import { createPlayGrant } from '../parts/playgrant.js';
import { emptyState, errorState, errorText, skeleton } from '../parts/states.js';
import { createRoot, html, nothing } from '../render.js';
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

// What money mends.
const FOR_SALE = ['purchase_required', 'enrolment_expired', 'membership_expired'];

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
function failureText(context, result) {
    return isRefusal(result) ? context.t(`denied.${shownReason(context, result)}`) : errorText(context.t, result);
}

// Where prices are forbidden nothing may be said of buying either.
function shownReason({ showsPrices }, result) {
    const known = reasonOf(result);
    return FOR_SALE.includes(known) && !showsPrices ? 'other' : known;
}

function denied(context, lessonId, result) {
    const { t } = context;
    const known = shownReason(context, result);
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
    let isTrialOver = false; // and the whole lesson is to be bought
    let offers = null;

    const { element, update } = createRoot('div', { class: 'page play' }, () => {
        if (lesson) return lesson.template();
        if (!failed) return skeleton(t, 'player');
        if (!isRefusal(failed)) return errorState(t, failed, open, true);
        return html`${isTrialOver ? trialOver() : denied(context, lessonId, failed)}
        ${offers ? offers.template() : nothing}`;
    });

    const trialOver = () =>
        emptyState({
            title: t('player.trialEnd'),
            hint: t('denied.purchaseHint'),
            iconName: 'lock',
            action: html`<button class="button" type="button" data-testid="trial-back" @click=${open}>
                ${t('player.again')}
            </button>`,
            isPage: true,
            testid: 'play-trial-over',
        });

    function dropOffers() {
        if (offers) offers.leave();
        offers = null;
    }

    function showFailure(result) {
        failed = result;
        dropOffers();
        const courseId = result.details && result.details.courseId;
        if (courseId && context.showsPrices && FOR_SALE.includes(reasonOf(result)))
            offers = createLockedOffers(context, { lessonId, courseId, update, onOpened: open });
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

    // The trial was watched to its end, and the rest is wanted.
    function onBuy() {
        const { courseId } = grant.get();
        close();
        isTrialOver = true;
        showFailure({ status: 403, details: { access: { reason: 'purchase_required' }, courseId } });
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
        isTrialOver = false;
        dropOffers();
        await learning.pull(result.data.courseUid, PULL_PATIENCE);
        if (gone || lesson) return;
        const opened = { ...context, grant, lessonId, onRefused, onExchanged, onBuy };
        lesson = result.data.kind === 'article' ? openArticle(opened) : openVideo(opened);
        update();
        lesson.begin();
        showTitle();
    }

    update();
    open();
    return {
        element,
        title: () => (lesson ? lesson.title : failed ? failureText(context, failed) : t('common.loading')),
        leave() {
            gone = true;
            dropOffers();
            if (lesson) lesson.leave();
        },
    };
}
