// The school the fake server teaches: a few courses with everything the page can show.

const lesson = (id, title, more = {}) => ({
    id,
    uid: `lesson_${id}`,
    title,
    kind: 'video',
    duration: 70,
    is_free: false,
    is_trial: false,
    trial_seconds: 0,
    mediaRevision: `m${id}`,
    view_count: 12,
    ...more,
});

const chapter = (id, title, videos, more = {}) => ({
    id,
    uid: `chapter_${id}`,
    title,
    order_number: id,
    is_free: false,
    is_locked: false,
    video_count: videos.length,
    videos,
    ...more,
});

const ARTICLE = `# 为什么要先写测试

测试先行不是为了 **覆盖率**，而是为了先想清楚 *行为*。

## 三个步骤

1. 写一个失败的测试
2. 写最少的代码让它通过
3. 重构

- 不要一次写太多
- 名字用业务的语言，例如 \`resumeOffer\`

> 不能失败的测试是缺陷。

\`\`\`
test('finished lessons start at 0', …)
\`\`\`

<script>window.hacked = true</script> [坏链接](javascript:alert(1)) [好链接](https://example.org/)

${Array.from({ length: 24 }, (_x, i) => `第 ${i + 1} 段：慢慢读，读到最后才算学完。这里是一段足够长的文字，用来让页面可以滚动。`).join('\n\n')}
`;

function course(id, title, more, chapters) {
    const video_count = chapters.reduce((sum, item) => sum + item.videos.length, 0);
    return {
        id,
        uid: `course_${id}`,
        title,
        description: '',
        course_type: 'video',
        category: 'programming',
        level: 'beginner',
        price: 0,
        is_free: true,
        tags: [],
        status: 'published',
        edition: 1,
        cover_url: '',
        enrolled_count: id * 7,
        instructor: { id: 2, display_name: '陈老师' },
        completion: { threshold: 0.9, basis: 'auto' },
        maximum_speed: 2,
        video_count,
        ...more,
        chapters,
    };
}

export const CATEGORIES = [
    { id: 1, name: '编程', slug: 'programming', parent_id: null, order_number: 1, is_active: true, course_count: 3 },
    { id: 2, name: '摄影', slug: 'photo', parent_id: null, order_number: 2, is_active: true, course_count: 1 },
    { id: 3, name: '后端', slug: 'backend', parent_id: 1, order_number: 1, is_active: true, course_count: 1 },
    { id: 4, name: '设计与创意', slug: 'design', parent_id: null, order_number: 3, is_active: true, course_count: 1 },
];

export function buildSchool() {
    return [
        course(
            1,
            'C++ 从零到一：写一个真正能用的服务器',
            {
                description: '从一个空文件夹开始，一步一步写出可以上线的服务。\n每一课都有可以运行的代码。',
                edition: 3,
                category: 'backend',
            },
            [
                chapter(1, '第一章 准备', [
                    lesson(11, '第1讲 安装工具链'),
                    lesson(12, '第2讲 你好，服务器'),
                    lesson(13, '阅读：为什么要先写测试', { kind: 'article', duration: 0, content: ARTICLE }),
                ]),
                chapter(2, '第二章 网络', [
                    lesson(14, '第3讲 套接字与事件循环', { duration: 3725 }),
                    lesson(15, '第4讲 超时与背压'),
                ]),
                chapter(3, '第三章 上线', [lesson(16, '第5讲 部署'), lesson(17, '第6讲 观察', { kind: 'audio' })], {
                    is_locked: true,
                }),
            ],
        ),
        course(
            2,
            'Street photography at night',
            {
                description: 'Light, patience and a small camera.',
                is_free: false,
                price: 9900,
                category: 'photo',
                level: 'intermediate',
            },
            [
                chapter(4, 'Seeing', [
                    lesson(21, 'What the eye leaves out', { is_free: true }),
                    lesson(22, 'Working with one lamp', { is_trial: true, trial_seconds: 8 }),
                    lesson(23, 'Editing the series'),
                ]),
            ],
        ),
        course(3, '算法的直觉', { description: '不背题，讲清楚为什么。', level: 'advanced', category: 'programming' }, [
            chapter(5, '复杂度', [lesson(31, '第1讲 大 O 到底是什么', { duration: 20 })]),
        ]),
        course(
            4,
            'Typography for people who write code, with a title that is long enough to need a second line and then some',
            { is_free: false, price: 129950, category: 'design' },
            [chapter(6, 'Letters', [lesson(41, 'Reading is not looking')])],
        ),
        course(
            5,
            '数据库内功',
            { description: '事务、索引、日志：一次讲透。', category: 'programming', level: 'advanced' },
            [chapter(7, '日志先行', [lesson(51, '第1讲 WAL'), lesson(52, '第2讲 检查点')])],
        ),
    ];
}
