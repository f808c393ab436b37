// Chapters and lessons with their marks and states; used by the course page and beside the player.

import { accessMark, isChapterLocked, lessonState, thresholdOf } from '../core/coursemodel.js';
import { clockText } from '../core/resume.js';
import { h, icon } from '../dom.js';

function mark(t, course, chapter, lesson) {
    const kind = accessMark(course, chapter, lesson);
    if (!kind) return null;
    const time = clockText(lesson.trial_seconds || 0);
    return h('span', { class: `mark mark-${kind}`, text: () => t(`course.mark.${kind}`, { time }) });
}

function stateIcon(t, state) {
    const drawing = state === 'done' ? icon('check') : h('span', { class: 'ring', 'aria-hidden': 'true' });
    return h(
        'span',
        { class: `state state-${state}`, role: 'img', 'aria-label': () => t(`course.state.${state}`) },
        drawing,
    );
}

function lessonRow(t, { course, chapter, lesson, records, articles, currentId, locked }) {
    const state = lessonState(lesson, records, articles, thresholdOf(course));
    const kind = ['video', 'audio', 'article'].includes(lesson.kind) ? lesson.kind : 'video';
    const here = String(lesson.id) === String(currentId);
    const inside = [
        stateIcon(t, state),
        h('span', { class: 'lesson-title', text: lesson.title }),
        locked ? null : mark(t, course, chapter, lesson),
        h(
            'span',
            { class: 'lesson-kind', role: 'img', 'aria-label': () => t(`course.kind.${kind}`) },
            icon(locked ? 'lock' : kind),
        ),
        h('span', { class: 'lesson-time number', text: lesson.duration > 0 ? clockText(lesson.duration) : '' }),
    ];
    const properties = {
        class: 'lesson',
        'data-testid': 'lesson-row',
        'data-video-id': lesson.id,
        'data-state': state,
        'aria-current': here ? 'true' : null,
    };
    if (locked) return h('li', {}, h('span', { ...properties, 'aria-disabled': 'true' }, inside));
    return h('li', {}, h('a', { ...properties, href: `#/play/${lesson.id}` }, inside));
}

export function lessonList(t, { course, records, articles, currentId = null }) {
    const chapters = course.chapters || [];
    return h(
        'div',
        { class: 'chapters' },
        chapters.map((chapter, index) => {
            const locked = isChapterLocked(course, index, records, articles);
            return h(
                'section',
                { class: 'chapter' },
                h(
                    'h3',
                    { class: 'chapter-title' },
                    h('span', { class: 'chapter-name', text: chapter.title }),
                    locked
                        ? h(
                              'span',
                              { class: 'mark mark-locked' },
                              icon('lock'),
                              h('span', { text: () => t('course.chapterLocked') }),
                          )
                        : h('span', { class: 'meta', text: () => t('course.lessons', { n: chapter.videos.length }) }),
                ),
                h(
                    'ol',
                    { class: 'lessons' },
                    chapter.videos.map((lesson) =>
                        lessonRow(t, { course, chapter, lesson, records, articles, currentId, locked }),
                    ),
                ),
            );
        }),
    );
}
