// Covers, cards and progress bars: how a course looks in lists.

import { percentText } from '../core/completion.js';
import { priceText } from '../core/shop/money.js';
import { clockText } from '../core/resume.js';
import { icon } from '../icons.js';
import { html, nothing } from '../render.js';

const HUES = 6;

// The course's picture, or a quiet coloured plate with the title's first letter.
export function cover(course, className = '') {
    const url = course.cover_url || course.coverUrl;
    const hue = (Number(course.id || course.courseId) || 0) % HUES;
    const letter = [...String(course.title || '?').trim()][0] || '?';
    const hide = (event) => {
        event.target.hidden = true;
    };
    return html`<span class=${`cover cover-${hue} ${className}`} aria-hidden="true"
        ><span class="cover-letter">${letter}</span>${url
            ? html`<img src=${url} alt="" loading="lazy" decoding="async" @error=${hide} />`
            : nothing}</span
    >`;
}

export function bar(percent, label) {
    const width = Math.max(0, Math.min(100, percent || 0));
    return html`<span
        class="bar"
        role="progressbar"
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.round(percent || 0)}
        aria-label=${label}
        ><span class="bar-fill" .style=${`width: ${width}%`}></span
    ></span>`;
}

// Nothing where the platform forbids prices; what is free may say so everywhere.
export function price({ t, showsPrices }, course) {
    if (course.is_free) return html`<span class="price free">${t('course.free')}</span>`;
    if (!showsPrices) return nothing;
    return html`<span class="price">${priceText(course.price || 0)}</span>`;
}

export function courseCard(context, course) {
    const { t } = context;
    const level = course.level ? html`<span>${t(`course.level.${course.level}`)}</span>` : nothing;
    const lessons =
        course.video_count > 0 ? html`<span>${t('course.lessons', { n: course.video_count })}</span>` : nothing;
    return html`<a class="card" href=${`#/course/${course.id}`} data-testid="course-card" data-course-id=${course.id}>
        ${cover(course)}
        <span class="card-body">
            <span class="card-title">${course.title}</span>
            ${course.description ? html`<span class="card-text">${course.description}</span>` : nothing}
            <span class="card-foot"><span class="meta">${level}${lessons}</span>${price(context, course)}</span>
        </span>
    </a>`;
}

// A course somebody is learning (item of /api/me/learning), with how far they are. One that was taken down leads
// nowhere.
export function learningCard(t, item) {
    const done = t('home.doneOf', { done: item.completedVideos, total: item.totalVideos });
    const inside = html`${cover(item)}
        <span class="card-body">
            <span class="card-title">${item.title}</span>
            ${bar(item.completionRate, t('course.completion'))}
            ${item.published ? nothing : html`<span class="meta">${t('me.takenDown')}</span>`}
            <span class="card-foot">
                <span class="meta">${done}</span><span class="number">${percentText(item.completionRate)}</span>
            </span>
        </span>`;
    if (!item.published)
        return html`<div class="card" data-testid="my-course-card" data-course-id=${item.courseId}>${inside}</div>`;
    return html`<a
        class="card"
        href=${`#/course/${item.courseId}`}
        data-testid="my-course-card"
        data-course-id=${item.courseId}
        >${inside}</a
    >`;
}

// The first thing on the home page: where one was, one click away.
export function continueCard(t, item) {
    const place = item.lastPosition > 0 ? t('home.at', { time: clockText(item.lastPosition) }) : '';
    const done = t('home.doneOf', { done: item.completedVideos, total: item.totalVideos });
    return html`<a
        class="continue"
        href=${item.lastVideoId ? `#/play/${item.lastVideoId}` : `#/course/${item.courseId}`}
        data-testid="continue-card"
    >
        ${cover(item, 'continue-cover')}
        <span class="continue-body">
            <span class="continue-course">${item.title}</span>
            <span class="continue-lesson">${item.lastVideoTitle || item.title}</span>
            ${bar(item.completionRate, t('course.completion'))}
            <span class="meta">${[place, done].filter(Boolean).join(' · ')}</span>
            <span class="button primary">${icon('play')}<span>${t('course.continue')}</span></span>
        </span>
    </a>`;
}
