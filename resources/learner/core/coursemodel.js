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

export function lessonState(lesson, records, articles, threshold = DEFAULT_THRESHOLD) {
    if (lesson.kind === 'article') {
        const percent = articles(lesson.id).readPercent;
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

// Where "continue" leads: the lesson watched last if it isn't done, else the first after it that isn't, else the first
// that isn't, else the first of all.
export function continueLesson(course, records, articles) {
    const lessons = lessonsOf(course);
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

// The marks of a row: 'free' | 'trial' | 'paid'. A free course needs no marks.
export function accessMark(course, chapter, lesson) {
    if (course.is_free || lesson.is_free || chapter.is_free) return course.is_free ? '' : 'free';
    return lesson.is_trial ? 'trial' : 'paid';
}

// Fen as people read it: ¥99 or ¥99.50.
export function priceText(fen) {
    const whole = Math.floor(Math.abs(fen) / 100);
    const rest = Math.abs(fen) % 100;
    const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
    return `¥${grouped}${rest ? `.${String(rest).padStart(2, '0')}` : ''}`;
}
