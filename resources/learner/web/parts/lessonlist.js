// Chapters and lessons with their marks and states; used by the course page and beside the player.

import { accessMark, isChapterLocked, lessonState, thresholdOf } from '../core/coursemodel.js';
import { priceText } from '../core/shop/money.js';
import { clockText } from '../core/resume.js';
import { icon } from '../icons.js';
import { html, nothing, repeat } from '../render.js';

function mark({ t, showsPrices }, course, chapter, lesson) {
    const kind = accessMark(course, chapter, lesson);
    if (!kind) return nothing;
    const time = clockText(lesson.trial_seconds || 0);
    const words = t(`course.mark.${kind === 'paid' && !showsPrices ? 'closed' : kind}`, { time });
    return html`<span class=${`mark mark-${kind}`}>${words}</span>`;
}

// What a lesson costs that is sold by itself, for whom it isn't open.
function ownPrice({ t, showsPrices }, course, chapter, lesson) {
    const kind = accessMark(course, chapter, lesson);
    if (!showsPrices || !(lesson.price > 0) || (kind !== 'paid' && kind !== 'trial')) return nothing;
    const words = t('offer.lesson', { price: priceText(lesson.price) });
    return html`<span class="meta lesson-price" data-testid="lesson-price">${words}</span>`;
}

function stateIcon(t, state) {
    const drawing = state === 'done' ? icon('check') : html`<span class="ring" aria-hidden="true"></span>`;
    return html`<span class=${`state state-${state}`} role="img" aria-label=${t(`course.state.${state}`)}
        >${drawing}</span
    >`;
}

function lessonRow(context, { course, chapter, lesson, records, articles, currentId, locked }) {
    const { t } = context;
    const state = lessonState(lesson, records, articles, thresholdOf(course));
    const kind = ['video', 'audio', 'article'].includes(lesson.kind) ? lesson.kind : 'video';
    const inside = html`${stateIcon(t, state)}<span class="lesson-title">${lesson.title}</span>${locked
            ? nothing
            : html`${ownPrice(context, course, chapter, lesson)}${mark(context, course, chapter, lesson)}`}<span
            class="lesson-kind"
            role="img"
            aria-label=${t(`course.kind.${kind}`)}
            >${icon(locked ? 'lock' : kind)}</span
        ><span class="lesson-time number">${lesson.duration > 0 ? clockText(lesson.duration) : ''}</span>`;
    const here = String(lesson.id) === String(currentId) ? 'true' : nothing;
    if (locked)
        return html`<li>
            <span
                class="lesson"
                data-testid="lesson-row"
                data-video-id=${lesson.id}
                data-state=${state}
                aria-current=${here}
                aria-disabled="true"
                >${inside}</span
            >
        </li>`;
    return html`<li>
        <a
            class="lesson"
            data-testid="lesson-row"
            data-video-id=${lesson.id}
            data-state=${state}
            aria-current=${here}
            href=${`#/play/${lesson.id}`}
            >${inside}</a
        >
    </li>`;
}

function chapterHead(t, chapter, locked) {
    const note = locked
        ? html`<span class="mark mark-locked">${icon('lock')}<span>${t('course.chapterLocked')}</span></span>`
        : html`<span class="meta">${t('course.lessons', { n: chapter.videos.length })}</span>`;
    return html`<h3 class="chapter-title"><span class="chapter-name">${chapter.title}</span>${note}</h3>`;
}

export function lessonList(context, { course, records, articles, currentId = null }) {
    const { t } = context;
    const section = (chapter, index) => {
        const locked = isChapterLocked(course, index, records, articles);
        const row = (lesson) => lessonRow(context, { course, chapter, lesson, records, articles, currentId, locked });
        return html`<section class="chapter">
            ${chapterHead(t, chapter, locked)}
            <ol class="lessons">
                ${repeat(chapter.videos, (lesson) => lesson.id, row)}
            </ol>
        </section>`;
    };
    return html`<div class="chapters">${repeat(course.chapters || [], (chapter) => chapter.id, section)}</div>`;
}
