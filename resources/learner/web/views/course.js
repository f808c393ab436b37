// The course page: what it is, how far I am, how to begin, and its contents with locks and marks.

import { percentText } from '../core/completion.js';
import { continueLesson, hasRight, lessonsOf, openLessons } from '../core/coursemodel.js';
import { icon } from '../icons.js';
import { bar, cover, price } from '../parts/coursecard.js';
import { lessonList } from '../parts/lessonlist.js';
import { createOffer } from '../parts/offer.js';
import { plansOffer } from '../parts/plans.js';
import { emptyState, errorState, errorText, retryButton, skeleton } from '../parts/states.js';
import { createRoot, html, nothing } from '../render.js';

const PULL_PATIENCE = 1500;

export function courseView(context, [id]) {
    const { t, api, session, learning, showTitle, showsPrices } = context;
    let course = null;
    let failed = null; // the answer instead of a course
    let completion = null; // {completion_rate, completed_videos, total_videos}
    let refused = null; // the answer to an enrolment
    let enrolling = false;
    let offer = null; // of a course that is to be paid for
    let plans = []; // memberships that hold for it
    let gone = false;

    const records = () => learning.recordsOf(course.uid);
    const articles = (lessonId) => learning.articles.get(lessonId);
    const begun = () => records().size > 0 || (course.user_progress && course.user_progress.watched_videos > 0);
    const joined = () => (course.is_free ? course.isMine || begun() : hasRight(course));

    const { element, update } = createRoot('div', { class: 'page course' }, () => {
        if (failed) return errorState(t, failed, load, true);
        return course ? content() : skeleton(t, 'course');
    });

    function contents() {
        if (lessonsOf(course).length === 0) return emptyState({ title: t('course.emptyOutline'), iconName: 'video' });
        return lessonList(context, { course, records: records(), articles });
    }

    async function enrol() {
        if (enrolling) return;
        enrolling = true;
        update();
        const result = await api.post(`/api/courses/${course.id}/enroll`, { enrollment_type: 'free' });
        enrolling = false;
        refused = result.ok ? null : result;
        if (result.ok) await load();
        else update();
    }

    const isSold = () => showsPrices && !hasRight(course) && lessonsOf(course).length > 0;

    async function startSelling() {
        if (offer || !isSold()) return;
        offer = createOffer(context, {
            item: { type: 'column', id: course.id },
            next: `/course/${course.id}`,
            update,
            onOpened: load,
        });
        const address = `/api/memberships/plans?courseId=${course.id}`;
        const [, sold] = await Promise.all([offer.load(), api.get(address)]);
        if (gone) return;
        if (sold.ok) plans = sold.data.plans;
        update();
    }

    function primaryAction(className) {
        const next = continueLesson(course, records(), articles);
        const { reason } = course.access || {};
        if (!next) return nothing;
        if (!session.get()) {
            const href = `#/login?next=/course/${course.id}`;
            return html`<a class=${className} href=${href}>${t('course.loginFirst')}</a>`;
        }
        if (course.is_free && !joined() && reason !== 'preview')
            return html`<button
                class=${className}
                type="button"
                data-testid="course-enrol"
                aria-disabled=${enrolling}
                @click=${enrol}
            >
                ${t('course.enroll')}
            </button>`;
        if (!joined() && openLessons(course, records(), articles).length === 0) return nothing;
        const rate = course.user_progress ? course.user_progress.completion_rate : 0;
        const first = hasRight(course) ? 'course.start' : 'course.try';
        const key = rate >= 100 ? 'course.again' : begun() ? 'course.continue' : first;
        return html`<a class=${className} href=${`#/play/${next.id}`} data-testid="course-start"
            >${icon('play')}<span>${t(key)}</span></a
        >`;
    }

    const isOffered = () => isSold() && offer !== null && offer.isThere();

    // What is to be paid for can be watched in part all the same, which is said.
    function someHint() {
        if (openLessons(course, records(), articles).length === 0) return nothing;
        return html`<p class="meta" data-testid="offer-some">${t('offer.some')}</p>`;
    }

    function actions() {
        if (isOffered())
            return html`<div class="actions" data-testid="course-offer">
                ${offer.body(session.get() ? primaryAction('button big') : nothing)} ${someHint()}
            </div>`;
        const unpriced = offer && isSold() ? offer.failure() : null;
        const problem = refused || unpriced;
        return html`<div class="actions">
            ${primaryAction(isSold() ? 'button big' : 'button primary big')}
            <p class="problem" role="alert">${problem ? errorText(t, problem) : nothing}</p>
            ${unpriced ? retryButton(t, unpriced, offer.load) : nothing}
        </div>`;
    }

    function completionBar() {
        if (!completion) return nothing;
        const { completion_rate: rate, completed_videos: done, total_videos: total } = completion;
        return html`<div class="completion" data-testid="course-completion" data-rate=${rate}>
            <div class="completion-head">
                <span class="meta">${t('course.completionText', { done, total })}</span>
                <span class="number completion-number">${percentText(rate)}</span>
            </div>
            ${bar(rate, t('course.completion'))}
        </div>`;
    }

    function facts() {
        const words = [
            course.level ? t(`course.level.${course.level}`) : null,
            t('course.chapters', { n: course.chapters.length }),
            t('course.lessons', { n: lessonsOf(course).length }),
            course.edition ? t('course.edition', { n: course.edition }) : null,
            course.enrolled_count > 0 ? t('course.learners', { n: course.enrolled_count }) : null,
        ];
        return html`<p class="meta facts">${words.filter(Boolean).map((text) => html`<span>${text}</span>`)}</p>`;
    }

    function head() {
        const { display_name: instructor } = course.instructor || {};
        return html`<div class="course-head">
            ${cover(course, 'course-cover')}
            <div class="course-info">
                <h1>${course.title}</h1>
                ${instructor ? html`<p class="instructor">${instructor}</p>` : nothing} ${facts()}
                ${isOffered() ? completionBar() : nothing}
                <p class="course-price">${isOffered() ? offer.price() : price(context, course)}</p>
                ${isOffered() ? nothing : completionBar()} ${actions()}
            </div>
        </div>`;
    }

    function about() {
        if (!course.description) return nothing;
        return html`<section class="section">
            <h2 class="section-title">${t('course.about')}</h2>
            <p class="prose">${course.description}</p>
        </section>`;
    }

    const content = () => html`
        ${head()} ${isSold() ? plansOffer(t, plans) : nothing} ${about()}
        <section class="section">
            <h2 class="section-title">${t('course.outline')}</h2>
            <div>${contents()}</div>
        </section>
    `;

    async function showCompletion() {
        if (!session.get()) return;
        const result = await api.get(`/api/courses/${course.id}/progress`);
        if (!result.ok || gone) return;
        completion = result.data;
        course.user_progress = { ...course.user_progress, ...result.data };
        update();
    }

    // Whether I have joined: my courses say so.
    async function isMine({ id: courseId }) {
        if (!session.get()) return false;
        const mine = await api.get('/api/me/learning');
        return mine.ok && mine.data.items.some((item) => String(item.courseId) === String(courseId));
    }

    async function load() {
        const result = await api.get(`/api/courses/${encodeURIComponent(id)}`);
        if (gone) return;
        failed = result.ok ? null : result;
        if (failed) {
            update();
            showTitle();
            return;
        }
        const loaded = { ...result.data, chapters: result.data.chapters || [], isMine: await isMine(result.data) };
        if (gone) return;
        course = loaded;
        update();
        showTitle();
        startSelling();
        await learning.flush();
        showCompletion();
        if (await learning.pull(course.uid, PULL_PATIENCE)) update();
        learning.reconciler.follow(course.uid, () => {
            update();
            showCompletion();
        });
    }

    // What was kept here has arrived: the figure the server gives may have moved.
    const unlisten = learning.onState((state) => {
        if (state === 'idle' && course) showCompletion();
    });
    update();
    load();
    return {
        element,
        title: () => (course ? course.title : failed ? errorText(t, failed) : t('common.loading')),
        leave() {
            gone = true;
            unlisten();
            if (offer) offer.leave();
            learning.reconciler.stop();
        },
    };
}
