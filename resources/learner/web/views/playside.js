// Beside a playing lesson: its title and marks, the way to the next one and the course's contents.
// Comes when it comes: playing never waits for it.

import { DEFAULT_THRESHOLD, coverage, isComplete, percentText } from '../core/completion.js';
import { lessonAfter, lessonsOf, thresholdOf } from '../core/coursemodel.js';
import { h, icon, replace, set } from '../dom.js';
import { lessonList } from '../parts/lessonlist.js';

export function createPlaySide({ t, api, grant, lessonId, learning, onCourse = () => {} }) {
    const { courseId, courseUid, lessonUid } = grant.get();
    const title = h('h1', { class: 'play-title', text: grant.get().title || '' });
    const back = h(
        'a',
        { class: 'back', href: `#/course/${courseId}` },
        icon('back'),
        h('span', { text: () => t('player.backToCourse') }),
    );
    const marks = h('p', { class: 'marks' });
    const notes = h('p', { class: 'hint', hidden: true });
    const list = h('aside', { class: 'play-list', 'aria-label': () => t('player.lessons') });
    let course = null;
    let shownState = '';

    const articles = (id) => learning.articles.get(id);

    function showList() {
        if (!course) return;
        const first = !list.firstChild;
        const at = list.scrollTop;
        replace(
            list,
            h('h2', { class: 'visually-hidden', text: () => t('player.lessons') }),
            lessonList(t, { course, records: learning.recordsOf(courseUid), articles, currentId: lessonId }),
        );
        list.scrollTop = first ? placeOfCurrent() : at;
    }

    // In a long course the playing lesson stands in the middle of its list.
    function placeOfCurrent() {
        const row = list.querySelector('[aria-current]');
        return row ? row.offsetTop - list.offsetTop - list.clientHeight / 2 : 0;
    }

    // The marks change every second of play, the list only when a lesson's state does.
    function showRecord(record) {
        const done = isComplete(record, thresholdOf(course));
        replace(
            marks,
            done
                ? h(
                      'span',
                      { class: 'mark mark-done', 'data-testid': 'lesson-done' },
                      icon('check'),
                      h('span', { text: () => t('player.done') }),
                  )
                : null,
            h('span', {
                class: 'meta',
                text: () =>
                    t('player.watched', {
                        percent: percentText(100 * coverage(record && record.watched, record && record.totalTime)),
                    }),
            }),
        );
        notes.hidden = !(record && record.failure);
        if (record && record.failure) set(notes, 'text', () => t('player.failed'));
        const state = done ? 'done' : record && record.watched.length > 0 ? 'started' : 'new';
        if (state === shownState) return;
        shownState = state;
        showList();
    }

    const arrived = api.get(`/api/courses/${encodeURIComponent(courseId)}`).then((result) => {
        if (!result.ok) return;
        course = { ...result.data, chapters: result.data.chapters || [] };
        if (!title.textContent)
            title.textContent = (lessonsOf(course).find((l) => String(l.id) === String(lessonId)) || {}).title || '';
        onCourse(course);
        showList();
    });

    return {
        head: h('div', { class: 'play-head' }, back, title, marks, notes),
        list,
        arrived, // when the course has, or can't
        showList,
        showRecord,
        showPercent(percent) {
            const needed = 100 * (thresholdOf(course) || DEFAULT_THRESHOLD);
            const state = percent >= needed ? 'done' : percent > 0 ? 'started' : 'new';
            if (state !== shownState) showList();
            shownState = state;
            replace(
                marks,
                h('span', {
                    class: 'meta',
                    'data-testid': 'article-percent',
                    text: () => t('article.read', { percent: percentText(percent) }),
                }),
            );
        },
        watch: () => learning.store.onChange((record) => record.chapterId === lessonUid && showRecord(record)),
        // What comes after this lesson: {id, title} of one that can be watched, {barrier} where none can, {} at the end.
        // As long as the course has not come the server's next one, without a name.
        next() {
            if (!course) return grant.get().next_video_id ? { id: grant.get().next_video_id, title: '' } : {};
            const { lesson, barrier } = lessonAfter(course, lessonId, learning.recordsOf(courseUid), articles);
            return lesson ? { id: lesson.id, title: lesson.title } : { barrier };
        },
    };
}
