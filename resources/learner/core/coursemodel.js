// A course as its pages need it: the server's course answer joined with what this device knows.
//
// Pure. `records` are kept progress records by lesson uid (see progressstore.js), `articles` a function lesson id →
// kept article record. Lesson states: new | started | done.

import { DEFAULT_THRESHOLD, isComplete } from './completion.js';

export function lessonsOf(course) {
    return (course.chapters || []).flatMap((chapter) => chapter.videos || []);
}

// The share of a lesson that completes it in this course; undefined leaves it to the general rule.
export function thresholdOf(course) {
    const value = course && course.completion ? Number(course.completion.threshold) : NaN;
    return value > 0 && value <= 1 ? value : undefined;
}

// Of a text: read here, or on another device that the server knows of.
export const percentRead = (article, record) => Math.max(article.readPercent, record ? record.readPercent : 0);

export function lessonState(lesson, records, articles, threshold = DEFAULT_THRESHOLD) {
    if (lesson.kind === 'article') {
        const percent = percentRead(articles(lesson.id), records.get(lesson.uid));
        if (percent >= Math.round(threshold * 100)) return 'done';
        return percent > 0 ? 'started' : lessonByRecord(lesson, records, threshold);
    }
    return lessonByRecord(lesson, records, threshold);
}

function lessonByRecord(lesson, records, threshold) {
    const record = records.get(lesson.uid);
    if (isComplete(record, threshold)) return 'done';
    return record && (record.currentTime > 0 || record.watched.length > 0) ? 'started' : 'new';
}

// Whether this person may watch the lessons that are neither free nor a trial. The server says so; having watched
// something of a course, or standing among one's own, is no right.
export const hasRight = (course) => Boolean(course.is_free || (course.access && course.access.allowed));

// The marks of a row: 'free' | 'trial' | 'paid', '' where nothing is to be told apart.
export function accessMark(course, chapter, lesson) {
    if (course.is_free) return '';
    if (lesson.is_free || chapter.is_free) return 'free';
    if (hasRight(course)) return '';
    return lesson.is_trial && lesson.trial_seconds > 0 ? 'trial' : 'paid';
}

// A locked chapter opens when every lesson of the one before is done. The server decides; this only shows it.
export function isChapterLocked(course, index, records, articles) {
    const { chapters } = course;
    if (!chapters[index].is_locked || index === 0 || (course.access || {}).reason === 'preview') return false;
    return chapters[index - 1].videos.some(
        (lesson) => lessonState(lesson, records, articles, thresholdOf(course)) !== 'done',
    );
}

// Every lesson in order with what keeps this person from it: null, 'locked' or 'paid'.
function lessonsWithBarriers(course, records, articles) {
    return (course.chapters || []).flatMap((chapter, index) => {
        const locked = isChapterLocked(course, index, records, articles);
        return chapter.videos.map((lesson) => {
            const paid = accessMark(course, chapter, lesson) === 'paid';
            return { lesson, barrier: paid ? 'paid' : locked ? 'locked' : null };
        });
    });
}

// Lessons that can be watched now.
export const openLessons = (course, records, articles) =>
    lessonsWithBarriers(course, records, articles)
        .filter(({ barrier }) => barrier === null)
        .map(({ lesson }) => lesson);

// What comes after a lesson: {lesson: the next one that can be watched} or, where none can, {barrier} of the first, or {}
// after the last.
export function lessonAfter(course, lessonId, records, articles) {
    const all = lessonsWithBarriers(course, records, articles);
    const later = all.slice(all.findIndex(({ lesson }) => String(lesson.id) === String(lessonId)) + 1);
    const open = later.find(({ barrier }) => barrier === null);
    if (open) return { lesson: open.lesson };
    return later.length > 0 ? { barrier: later[0].barrier } : {};
}

// Where "continue" leads, among what can be watched: the lesson watched last if it isn't done, else the first after it
// that isn't, else the first that isn't, else the first of all.
export function continueLesson(course, records, articles) {
    const open = openLessons(course, records, articles);
    const lessons = open.length > 0 ? open : lessonsOf(course);
    if (lessons.length === 0) return null;
    const done = (lesson) => lessonState(lesson, records, articles, thresholdOf(course)) === 'done';
    let last = -1;
    let lastTime = 0;
    lessons.forEach((lesson, index) => {
        const record = records.get(lesson.uid);
        if (record && record.lastUpdateTime > lastTime) {
            lastTime = record.lastUpdateTime;
            last = index;
        }
    });
    const rest = last < 0 ? [] : lessons.slice(last);
    return rest.find((lesson) => !done(lesson)) || lessons.find((lesson) => !done(lesson)) || lessons[0];
}
