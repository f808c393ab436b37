// Beside a playing lesson: its title and marks, the way to the next one and the course's contents.
// Comes when it comes: playing never waits for it.

import { DEFAULT_THRESHOLD, coverage, isComplete, percentText } from '../core/completion.js';
import { lessonAfter, lessonsOf, thresholdOf } from '../core/coursemodel.js';
import { icon } from '../icons.js';
import { lessonList } from '../parts/lessonlist.js';
import { createRoot, html, nothing } from '../render.js';

export function createPlaySide(context) {
    const { t, api, grant, lessonId, learning, showsPrices, onCourse = () => {} } = context;
    const { courseId, courseUid, lessonUid } = grant.get();
    let course = null;
    let title = grant.get().title || '';
    let record = null;
    let percent = null; // read of a text
    let shownState = '';

    const articles = (id) => learning.articles.get(id);

    function marks() {
        if (percent !== null) {
            const words = t('article.read', { percent: percentText(percent) });
            return html`<span class="meta" data-testid="article-percent">${words}</span>`;
        }
        const share = 100 * coverage(record && record.watched, record && record.totalTime);
        const done = html`<span class="mark mark-done" data-testid="lesson-done"
            >${icon('check')}<span>${t('player.done')}</span></span
        >`;
        return html`${isComplete(record, thresholdOf(course)) ? done : nothing}<span class="meta"
                >${t('player.watched', { percent: percentText(share) })}</span
            >`;
    }

    const head = createRoot(
        'div',
        { class: 'play-head' },
        () => html`
            <a class="back" href=${`#/course/${courseId}`}
                >${icon('back')}<span>${t('player.backToCourse')}</span></a
            >
            <h1 class="play-title">${title}</h1>
            <p class="marks">${marks()}</p>
            ${record && record.failure ? html`<p class="hint">${t('player.failed')}</p>` : nothing}
        `,
    );

    const list = createRoot('aside', { class: 'play-list', 'aria-label': () => t('player.lessons') }, () => {
        if (!course) return nothing;
        const shown = { course, records: learning.recordsOf(courseUid), articles, currentId: lessonId };
        return html`<h2 class="visually-hidden">${t('player.lessons')}</h2>
            ${lessonList(context, shown)}`;
    });

    // In a long course the playing lesson stands in the middle of its list.
    function showCurrent() {
        const row = list.element.querySelector('[aria-current]');
        if (row) list.element.scrollTop = row.offsetTop - list.element.offsetTop - list.element.clientHeight / 2;
    }

    // The marks change every second of play, the list only when a lesson's state does.
    function showState(isDone, isBegun) {
        head.update();
        const state = isDone ? 'done' : isBegun ? 'started' : 'new';
        if (state === shownState) return;
        shownState = state;
        list.update();
    }

    function showRecord(next) {
        record = next;
        showState(isComplete(record, thresholdOf(course)), record && record.watched.length > 0);
    }

    const arrived = api.get(`/api/courses/${encodeURIComponent(courseId)}`).then((result) => {
        if (!result.ok) return;
        course = { ...result.data, chapters: result.data.chapters || [] };
        if (!title) title = (lessonsOf(course).find((l) => String(l.id) === String(lessonId)) || {}).title || '';
        onCourse(course);
        head.update();
        list.update();
        showCurrent();
    });

    head.update();
    list.update();
    return {
        head: head.element,
        list: list.element,
        arrived, // when the course has, or can't
        showList: list.update,
        showRecord,
        showPercent(value) {
            percent = value;
            showState(percent >= 100 * (thresholdOf(course) || DEFAULT_THRESHOLD), percent > 0);
        },
        watch: () => learning.store.onChange((changed) => changed.chapterId === lessonUid && showRecord(changed)),
        // What comes after this lesson: {id, title} of one that can be watched, {barrier} where none can, {} at the end.
        // As long as the course has not come the server's next one, without a name.
        next() {
            if (!course) return grant.get().next_video_id ? { id: grant.get().next_video_id, title: '' } : {};
            const { lesson, barrier } = lessonAfter(course, lessonId, learning.recordsOf(courseUid), articles);
            if (lesson) return { id: lesson.id, title: lesson.title };
            return { barrier: barrier === 'paid' && !showsPrices ? 'closed' : barrier };
        },
    };
}
