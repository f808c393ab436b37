-- What learners did. Times are epoch milliseconds; the rules are in models/domain/learning.

-- One row for each learner and lesson. The key begins with the learner, so that everything of one person lies together:
-- the list of a course, the page "continue learning", and the deletion of an account are each one range.
CREATE TABLE progress (
    user_id {{bigint}} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    course_id {{bigint}} NOT NULL,
    lesson_id {{bigint}} NOT NULL,
    position_ms {{bigint}} NOT NULL,
    position_time {{bigint}} NOT NULL,      -- by the server's clock
    completed_time {{bigint}},
    watch_seconds {{bigint}} NOT NULL,
    state {{blob}} NOT NULL,                -- ProgressState::restToBlob: coverage, counters, and what breaks ties
    clipped_seconds {{bigint}} NOT NULL,    -- claimed, but more than real time allowed
    created_at {{bigint}} NOT NULL,
    updated_at {{bigint}} NOT NULL,
    PRIMARY KEY (user_id, course_id, lesson_id)
);

-- How much coverage real time still allows a learner to claim.
CREATE TABLE watch_credits (
    user_id {{bigint}} PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    balance {{real}} NOT NULL,              -- seconds of lessons
    balance_time {{bigint}} NOT NULL
);

-- Who began and who finished which chapter (chapter_id 0: the whole course). A learner counts once, also when lessons are
-- added or moved later.
CREATE TABLE course_learners (
    user_id {{bigint}} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    course_id {{bigint}} NOT NULL,
    chapter_id {{bigint}} NOT NULL,
    started_time {{bigint}} NOT NULL,
    completed_time {{bigint}},
    PRIMARY KEY (user_id, course_id, chapter_id)
);
