// The course page: what it is, how far I am, how to begin, and its contents with locks and marks.

import { percentText } from '../core/completion.js';
import { continueLesson, hasRight, lessonsOf, openLessons, priceText } from '../core/coursemodel.js';
import { h, icon, replace } from '../dom.js';
import { bar, cover, price } from '../parts/coursecard.js';
import { lessonList } from '../parts/lessonlist.js';
import { emptyState, errorState, errorText, skeleton } from '../parts/states.js';

const PULL_PATIENCE = 1500;

export function courseView({ t, api, session, learning, showTitle }, [id]) {
    const element = h('div', { class: 'page course' }, skeleton(t, 'course'));
    const contents = h('div');
    const actions = h('div', { class: 'actions' });
    const completion = h('div', { class: 'completion', hidden: true });
    let course = null;
    let failed = null; // the answer instead of a course
    let gone = false;

    const records = () => learning.recordsOf(course.uid);
    const articles = (lessonId) => learning.articles.get(lessonId);
    const begun = () => records().size > 0 || (course.user_progress && course.user_progress.watched_videos > 0);
    const joined = () => (course.is_free ? course.isMine || begun() : hasRight(course));

    function showContents() {
        const none = lessonsOf(course).length === 0;
        replace(
            contents,
            none
                ? emptyState({ title: () => t('course.emptyOutline'), iconName: 'video' })
                : lessonList(t, { course, records: records(), articles }),
        );
    }

    async function enrol(button, problem) {
        button.disabled = true;
        const result = await api.post(`/api/courses/${course.id}/enroll`, { enrollment_type: 'free' });
        button.disabled = false;
        if (!result.ok) {
            replace(problem, h('span', { text: () => errorText(t, result) }));
            return;
        }
        await load();
    }

    function action(key, testid, href) {
        return h(
            'a',
            { class: 'button primary big', href, 'data-testid': testid },
            icon('play'),
            h('span', { text: () => t(key) }),
        );
    }

    // What a course costs, that it can't be bought here, and what can be watched all the same.
    function paidHint() {
        const some = openLessons(course, records(), articles).length > 0;
        const money = priceText(course.price || 0);
        return h('p', {
            class: 'meta',
            'data-testid': 'course-paid',
            text: () => t(some ? 'course.paidHint' : 'course.paidOnly', { price: money }),
        });
    }

    function primaryAction(problem) {
        const next = continueLesson(course, records(), articles);
        const { reason } = course.access || {};
        if (!next) return null;
        if (!session.get()) {
            return h('a', {
                class: 'button primary big',
                href: `#/login?next=/course/${course.id}`,
                text: () => t('course.loginFirst'),
            });
        }
        if (course.is_free && !joined() && reason !== 'preview') {
            const button = h('button', {
                class: 'button primary big',
                type: 'button',
                text: () => t('course.enroll'),
                'data-testid': 'course-enrol',
                onclick: () => enrol(button, problem),
            });
            return button;
        }
        if (!joined() && openLessons(course, records(), articles).length === 0) return null;
        const rate = course.user_progress ? course.user_progress.completion_rate : 0;
        const first = hasRight(course) ? 'course.start' : 'course.try';
        const key = rate >= 100 ? 'course.again' : begun() ? 'course.continue' : first;
        return action(key, 'course-start', `#/play/${next.id}`);
    }

    function showActions() {
        const problem = h('p', { class: 'problem', role: 'alert' });
        const hint = hasRight(course) || lessonsOf(course).length === 0 ? null : paidHint();
        replace(actions, primaryAction(problem), problem, hint);
    }

    async function showCompletion() {
        if (!session.get()) return;
        const result = await api.get(`/api/courses/${course.id}/progress`);
        if (!result.ok || gone) return;
        const { completion_rate: rate, completed_videos: done, total_videos: total } = result.data;
        course.user_progress = { ...course.user_progress, ...result.data };
        replace(
            completion,
            h(
                'div',
                { class: 'completion-head' },
                h('span', { class: 'meta', text: () => t('course.completionText', { done, total }) }),
                h('span', { class: 'number completion-number', text: percentText(rate) }),
            ),
            bar(rate, () => t('course.completion')),
        );
        completion.dataset.testid = 'course-completion';
        completion.dataset.rate = String(rate);
        completion.hidden = false;
        showActions();
    }

    function facts() {
        const lessons = lessonsOf(course).length;
        const live = (text) => h('span', { text });
        return h(
            'p',
            { class: 'meta facts' },
            course.level ? live(() => t(`course.level.${course.level}`)) : null,
            live(() => t('course.chapters', { n: course.chapters.length })),
            live(() => t('course.lessons', { n: lessons })),
            course.edition ? live(() => t('course.edition', { n: course.edition })) : null,
            course.enrolled_count > 0 ? live(() => t('course.learners', { n: course.enrolled_count })) : null,
        );
    }

    function show() {
        replace(
            element,
            h(
                'div',
                { class: 'course-head' },
                cover(course, 'course-cover'),
                h(
                    'div',
                    { class: 'course-info' },
                    h('h1', { text: course.title }),
                    course.instructor && course.instructor.display_name
                        ? h('p', { class: 'instructor', text: course.instructor.display_name })
                        : null,
                    facts(),
                    h('p', { class: 'course-price' }, price(t, course)),
                    completion,
                    actions,
                ),
            ),
            course.description
                ? h(
                      'section',
                      { class: 'section' },
                      h('h2', { class: 'section-title', text: () => t('course.about') }),
                      h('p', { class: 'prose', text: course.description }),
                  )
                : null,
            h(
                'section',
                { class: 'section' },
                h('h2', { class: 'section-title', text: () => t('course.outline') }),
                contents,
            ),
        );
        showContents();
        showActions();
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
            replace(element, errorState(t, result, load, 'h1'));
            showTitle();
            return;
        }
        course = { ...result.data, chapters: result.data.chapters || [], isMine: await isMine(result.data) };
        if (gone) return;
        show();
        showTitle();
        await learning.flush();
        showCompletion();
        if (await learning.pull(course.uid, PULL_PATIENCE)) showContents();
        learning.reconciler.follow(course.uid, () => {
            showContents();
            showCompletion();
        });
    }

    // What was kept here has arrived: the figure the server gives may have moved.
    const unlisten = learning.onState((state) => {
        if (state === 'idle' && course) showCompletion();
    });
    load();
    return {
        element,
        title: () => (course ? course.title : failed ? errorText(t, failed) : t('common.loading')),
        leave() {
            gone = true;
            unlisten();
            learning.reconciler.stop();
        },
    };
}
