// Progress routes of the fake server, on the merge of the domain rules.

import { emptyState, isValid, mergeProgress } from './merge.mjs';

const lessonsOf = (course) => course.chapters.flatMap((chapter) => chapter.videos);

export function completedLessons(user, course) {
    return new Set(
        lessonsOf(course)
            .filter((lesson) => {
                if (lesson.kind === 'article')
                    return (user.articles.get(String(lesson.id)) || { readPercent: 0 }).readPercent >= 90;
                const state = user.progress.get(`${course.uid}/${lesson.uid}`);
                return Boolean(state && state.completedTime !== null);
            })
            .map((lesson) => lesson.uid),
    );
}

// What a learner has seen of a video of 70 s; `ago` in ms.
export function putProgress(user, course, lesson, seen = {}) {
    const { position = 33, watched = [[0, position]], ago = 60_000, done = false } = seen;
    user.progress.set(`course_${course}/lesson_${lesson}`, {
        ...emptyState(),
        position,
        positionTime: Date.now() - ago,
        seq: 1,
        device: 'x',
        duration: 70,
        watched,
        completedTime: done ? Date.now() - ago : null,
    });
}

function item(courseId, chapterId, state) {
    return {
        courseId,
        chapterId,
        currentTime: state.position,
        totalTime: state.duration,
        progress: Math.round((state.position / state.duration) * 1e4) / 1e4,
        isCompleted: state.completedTime !== null,
        lastPlayTime: new Date(state.positionTime).toISOString(),
        lastUpdateTime: state.positionTime,
        mediaRevision: state.mediaRevision || null,
        watched: state.watched,
    };
}

export function progressRoutes(world, { ok, fail }) {
    world.syncs = [];

    world.progressOf = (user, course) => {
        const lessons = lessonsOf(course);
        const done = completedLessons(user, course).size;
        const seen = lessons.filter(
            (lesson) => user.progress.has(`${course.uid}/${lesson.uid}`) || user.articles.has(String(lesson.id)),
        ).length;
        return {
            course_id: course.id,
            total_videos: lessons.length,
            watched_videos: seen,
            completed_videos: done,
            completion_rate: lessons.length ? Math.round((done / lessons.length) * 1000) / 10 : 0,
            total_watch_time: 0,
            last_watch_video_id: null,
        };
    };

    // Turned to the film that the lesson shows: what was seen of another one is not what was seen of it.
    world.stateOf = (user, course, lesson) => {
        const state = user.progress.get(`${course.uid}/${lesson.uid}`);
        if (!state || (state.mediaRevision || lesson.mediaRevision) === lesson.mediaRevision) return state;
        const { completedTime, counters } = state;
        return { ...emptyState(), completedTime, counters, mediaRevision: lesson.mediaRevision };
    };

    function syncOne(user, record, sentAt) {
        const course = world.courses.find(
            (one) => one.uid === record.courseId && lessonsOf(one).some((lesson) => lesson.uid === record.chapterId),
        );
        const base = { courseId: record.courseId, chapterId: record.chapterId };
        if (!isValid(record) || !course)
            return {
                ...base,
                status: 'failed',
                message: '无效数据',
                lastPlayTime: null,
                currentTime: 0,
                isCompleted: false,
            };
        const key = `${record.courseId}/${record.chapterId}`;
        const lesson = lessonsOf(course).find((one) => one.uid === record.chapterId);
        const before = world.stateOf(user, course, lesson) || emptyState();
        const other = record.mediaRevision && record.mediaRevision !== lesson.mediaRevision;
        const { state, status } = other
            ? { state: before, status: 'skipped' }
            : mergeProgress(before, record, Date.now(), sentAt, course.completion.threshold);
        user.progress.set(key, { ...state, mediaRevision: lesson.mediaRevision });
        const { lastPlayTime, currentTime, isCompleted } = item(record.courseId, record.chapterId, state);
        return {
            ...base,
            status,
            ...(status === 'skipped' ? { message: '服务端数据更新' } : {}),
            lastPlayTime,
            currentTime,
            isCompleted,
            mediaRevision: lesson.mediaRevision,
        };
    }

    function sync({ user, body }) {
        const list = body.progressList;
        if (!Array.isArray(list) || list.length === 0)
            return { status: 400, body: { code: 400, message: '进度数据不能为空' } };
        const consent = user.consents.find((row) => row.document === 'privacy');
        if (!consent || !consent.granted) return fail(403, 'consent_required', 'consent is missing');
        world.syncs.push({ user: user.login, body });
        return {
            status: 200,
            body: { code: 200, message: '同步完成', data: list.map((record) => syncOne(user, record, body.sentAt)) },
        };
    }

    // What was read of texts, in the same list: no film, no length, a share of the whole.
    const texts = (user, course) =>
        lessonsOf(course)
            .filter((lesson) => lesson.kind === 'article' && user.articles.has(String(lesson.id)))
            .map((lesson) => {
                const { readPercent, time } = user.articles.get(String(lesson.id));
                const share = { position: readPercent / 100, duration: 1, positionTime: time || 1, watched: [] };
                const completedTime = readPercent >= 90 ? 1 : null;
                return { ...item(course.uid, lesson.uid, { ...share, completedTime }), currentTime: 0, totalTime: 0 };
            });

    function list({ user, query, headers }) {
        const courseId = query.get('courseId');
        const course = world.courses.find((one) => one.uid === courseId);
        const items = (course ? lessonsOf(course) : [])
            .map((lesson) => [lesson, world.stateOf(user, course, lesson)])
            .filter(([, state]) => state)
            .map(([lesson, state]) =>
                item(courseId, lesson.uid, { ...state, duration: state.duration || lesson.duration }),
            )
            .concat(course ? texts(user, course) : []);
        const etag = `"${Buffer.from(
            JSON.stringify(
                items.map((row) => [row.chapterId, row.lastUpdateTime, row.progress, row.watched, row.mediaRevision]),
            ),
        )
            .toString('base64')
            .slice(-40)}"`;
        if (headers['if-none-match'] === etag) return { status: 304, headers: { ETag: etag } };
        return { status: 200, headers: { ETag: etag }, body: { code: 200, data: items } };
    }

    function learning({ user }) {
        const items = world.courses
            .map((course) => {
                const states = lessonsOf(course)
                    .map((lesson) => ({ lesson, state: user.progress.get(`${course.uid}/${lesson.uid}`) }))
                    .filter(({ state }) => state)
                    .sort((a, b) => b.state.positionTime - a.state.positionTime);
                if (states.length === 0 && !user.enrolled.has(course.id)) return null;
                const last = states[0];
                const {
                    completion_rate: completionRate,
                    total_videos: totalVideos,
                    completed_videos: completedVideos,
                } = world.progressOf(user, course);
                return {
                    courseId: course.id,
                    uid: course.uid,
                    title: course.title,
                    published: course.status === 'published',
                    coverUrl: course.cover_url,
                    completionRate,
                    totalVideos,
                    completedVideos,
                    lastVideoId: last ? last.lesson.id : null,
                    lastVideoTitle: last ? last.lesson.title : null,
                    lastPosition: last ? last.state.position : 0,
                    lastTime: last ? new Date(last.state.positionTime).toISOString() : null,
                };
            })
            .filter(Boolean)
            .sort((a, b) => String(b.lastTime).localeCompare(String(a.lastTime)));
        return ok({ items });
    }

    return [
        ['POST', /^\/api\/course\/progress\/sync$/, 'user', sync],
        ['GET', /^\/api\/course\/progress\/list$/, 'user', list],
        [
            'GET',
            /^\/api\/courses\/([^/]+)\/progress$/,
            'user',
            ({ user, params }) => {
                const course = world.courses.find(
                    (candidate) => String(candidate.id) === params[0] || candidate.uid === params[0],
                );
                return course ? ok(world.progressOf(user, course)) : fail(404, 'not_found', 'no such course');
            },
        ],
        ['GET', /^\/api\/me\/learning$/, 'user', learning],
        [
            'POST',
            /^\/api\/progress$/,
            'user',
            ({ user, body, headers }) => {
                const key = String(body.articleId);
                const row = user.articles.get(key) || { readPercent: 0, readDuration: 0, keys: new Set() };
                row.readPercent = Math.max(row.readPercent, body.readPercent);
                if (!row.keys.has(headers['idempotency-key'])) row.readDuration += body.readDuration;
                row.time = Date.now();
                row.keys.add(headers['idempotency-key']);
                user.articles.set(key, row);
                return { status: 200, body: { success: true } };
            },
        ],
    ];
}
