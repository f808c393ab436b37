// Courses, categories and play grants of the fake server.

import { CATEGORIES } from './school.mjs';
import { completedLessons } from './fakeprogress.mjs';

const lessonsOf = (course) => course.chapters.flatMap((chapter) => chapter.videos);

function summary(course) {
    const { chapters, ...rest } = course;
    return rest;
}

// May this person watch what is neither free nor a trial, and why.
function courseAccess(user, course) {
    if (course.is_free) return { allowed: true, reason: 'free' };
    if (user && user.rights.has(course.id)) return { allowed: true, reason: 'enrolment' };
    return { allowed: false, reason: user ? 'purchase_required' : 'login_required' };
}

function access(world, user, course, chapter, lesson) {
    if (course.is_free || lesson.is_free || chapter.is_free) {
        const index = course.chapters.indexOf(chapter);
        if (chapter.is_locked && index > 0) {
            if (!user) return { allowed: false, reason: 'login_required' };
            const done = completedLessons(user, course);
            if (course.chapters[index - 1].videos.some((item) => !done.has(item.uid)))
                return { allowed: false, reason: 'locked' };
        }
        return { allowed: true, reason: 'free' };
    }
    if (courseAccess(user, course).allowed) return courseAccess(user, course);
    if (lesson.is_trial) return { allowed: true, reason: 'trial' };
    return { allowed: false, reason: user ? 'purchase_required' : 'login_required' };
}

export function courseRoutes(world, { ok, fail }) {
    const find = (id) => world.courses.find((course) => String(course.id) === id || course.uid === id);

    function locate(id) {
        for (const course of world.courses) {
            for (const chapter of course.chapters) {
                const lesson = chapter.videos.find((item) => String(item.id) === id);
                if (lesson) return { course, chapter, lesson };
            }
        }
        return null;
    }

    function play({ user, params, query }) {
        const place = locate(params[0]);
        if (!place) return fail(404, 'not_found', 'no such lesson');
        const { course, chapter, lesson } = place;
        const may = access(world, user, course, chapter, lesson);
        if (!may.allowed) return fail(403, 'access_denied', 'not allowed', { access: may, courseId: course.id });
        const lessons = lessonsOf(course);
        const next = lessons[lessons.indexOf(lesson) + 1];
        const state = user && world.stateOf(user, course, lesson);
        const expires = Date.now() + world.control.grantLife;
        const text = lesson.kind === 'article';
        return ok({
            video_id: lesson.id,
            title: lesson.title,
            courseId: course.id,
            courseUid: course.uid,
            lessonUid: lesson.uid,
            kind: lesson.kind,
            mediaRevision: text ? null : lesson.mediaRevision,
            posterUrl: null,
            video_url: text ? null : `/media/${lesson.id}/hd.mp4?exp=${expires}&sig=x`,
            hls_url: null,
            ...(text ? { content: lesson.content } : {}),
            duration: lesson.duration,
            quality: query.get('quality') === 'auto' ? 'hd' : query.get('quality'),
            available_qualities: text ? [] : ['sd', 'hd'],
            last_position: state ? state.position : 0,
            next_video_id: next ? next.id : null,
            ...(may.reason === 'trial' ? { trial_seconds: lesson.trial_seconds } : {}),
            expires_at: new Date(expires).toISOString(),
            access: may,
        });
    }

    function list({ query }) {
        const page = Number(query.get('page') || 1);
        const perPage = Number(query.get('per_page') || 20);
        const q = query.get('q');
        const found = world.courses.filter(
            (course) =>
                (!q || course.title.includes(q)) &&
                (!query.get('category') || course.category === query.get('category')),
        );
        const pages = Math.ceil(found.length / perPage);
        return ok({
            courses: found.slice((page - 1) * perPage, page * perPage).map(summary),
            pagination: { page, per_page: perPage, total: found.length, pages },
        });
    }

    return [
        [
            'GET',
            /^\/api\/courses\/hot$/,
            'public',
            ({ query }) => ok({ courses: world.courses.slice(0, Number(query.get('limit') || 10)).map(summary) }),
        ],
        ['GET', /^\/api\/courses$/, 'public', list],
        ['GET', /^\/api\/categories$/, 'public', () => ok({ categories: CATEGORIES })],
        [
            'GET',
            /^\/api\/courses\/([^/]+)$/,
            'public',
            ({ params, user }) => {
                const course = find(params[0]);
                if (!course) return fail(404, 'not_found', 'no such course');
                const chapters = course.chapters.map((chapter) => ({
                    ...chapter,
                    videos: chapter.videos.map(({ content, ...rest }) => rest),
                }));
                const access = courseAccess(user, course);
                return ok({ ...course, chapters, access, ...(user ? { user_progress: world.progressOf(user, course) } : {}) });
            },
        ],
        [
            'POST',
            /^\/api\/courses\/([^/]+)\/enroll$/,
            'user',
            ({ params, user, body }) => {
                const course = find(params[0]);
                if (!course) return fail(404, 'not_found', 'no such course');
                if (body.enrollment_type !== 'free' || !course.is_free) return fail(422, 'not_free', 'not free');
                user.enrolled.add(course.id);
                return ok({ enrollment_id: 1 }, 201);
            },
        ],
        ['GET', /^\/api\/videos\/([^/]+)\/play$/, 'public', play],
    ];
}
