// Covers, cards and progress bars: how a course looks in lists.

import { percentText } from '../core/completion.js';
import { priceText } from '../core/coursemodel.js';
import { clockText } from '../core/resume.js';
import { h, icon } from '../dom.js';

const HUES = 6;

// The course's picture, or a quiet coloured plate with the title's first letter.
export function cover(course, className = '') {
    const url = course.cover_url || course.coverUrl;
    const plate = h(
        'span',
        {
            class: `cover cover-${(Number(course.id || course.courseId) || 0) % HUES} ${className}`,
            'aria-hidden': 'true',
        },
        h('span', { class: 'cover-letter', text: [...String(course.title || '?').trim()][0] || '?' }),
    );
    if (url) {
        const image = h('img', { src: url, alt: '', loading: 'lazy', decoding: 'async' });
        image.addEventListener('error', () => image.remove());
        plate.append(image);
    }
    return plate;
}

export function bar(percent, label) {
    const fill = h('span', { class: 'bar-fill' });
    fill.style.width = `${Math.max(0, Math.min(100, percent || 0))}%`;
    return h(
        'span',
        {
            class: 'bar',
            role: 'progressbar',
            'aria-valuemin': '0',
            'aria-valuemax': '100',
            'aria-valuenow': Math.round(percent || 0),
            'aria-label': label,
        },
        fill,
    );
}

export function price(t, course) {
    if (course.is_free) return h('span', { class: 'price free', text: () => t('course.free') });
    return h('span', { class: 'price', text: priceText(course.price || 0) });
}

export function courseCard(t, course) {
    const level = course.level ? h('span', { text: () => t(`course.level.${course.level}`) }) : null;
    const lessons =
        course.video_count > 0 ? h('span', { text: () => t('course.lessons', { n: course.video_count }) }) : null;
    return h(
        'a',
        { class: 'card', href: `#/course/${course.id}`, 'data-testid': 'course-card', 'data-course-id': course.id },
        cover(course),
        h(
            'span',
            { class: 'card-body' },
            h('span', { class: 'card-title', text: course.title }),
            course.description ? h('span', { class: 'card-text', text: course.description }) : null,
            h('span', { class: 'card-foot' }, h('span', { class: 'meta' }, level, lessons), price(t, course)),
        ),
    );
}

// A course somebody is learning (item of /api/me/learning), with how far they are. One that was taken down leads
// nowhere.
export function learningCard(t, item) {
    return h(
        item.published ? 'a' : 'div',
        {
            class: 'card',
            href: item.published ? `#/course/${item.courseId}` : null,
            'data-testid': 'my-course-card',
            'data-course-id': item.courseId,
        },
        cover(item),
        h(
            'span',
            { class: 'card-body' },
            h('span', { class: 'card-title', text: item.title }),
            bar(item.completionRate, () => t('course.completion')),
            item.published ? null : h('span', { class: 'meta', text: () => t('me.takenDown') }),
            h(
                'span',
                { class: 'card-foot' },
                h('span', {
                    class: 'meta',
                    text: () => t('home.doneOf', { done: item.completedVideos, total: item.totalVideos }),
                }),
                h('span', { class: 'number', text: percentText(item.completionRate) }),
            ),
        ),
    );
}

// The first thing on the home page: where one was, one click away.
export function continueCard(t, item) {
    return h(
        'a',
        {
            class: 'continue',
            href: item.lastVideoId ? `#/play/${item.lastVideoId}` : `#/course/${item.courseId}`,
            'data-testid': 'continue-card',
        },
        cover(item, 'continue-cover'),
        h(
            'span',
            { class: 'continue-body' },
            h('span', { class: 'continue-course', text: item.title }),
            h('span', { class: 'continue-lesson', text: item.lastVideoTitle || item.title }),
            bar(item.completionRate, () => t('course.completion')),
            h('span', {
                class: 'meta',
                text: () =>
                    [
                        item.lastPosition > 0 ? t('home.at', { time: clockText(item.lastPosition) }) : '',
                        t('home.doneOf', { done: item.completedVideos, total: item.totalVideos }),
                    ]
                        .filter(Boolean)
                        .join(' · '),
            }),
            h('span', { class: 'button primary' }, icon('play'), h('span', { text: () => t('course.continue') })),
        ),
    );
}
