-- Learners' rights to courses. A person has one enrolment in a course; buying turns a free or trial one into a paid one.

CREATE TABLE enrolments (
    id {{id}},
    user_id {{bigint}} NOT NULL,
    course_id {{bigint}} NOT NULL,
    type {{key 16}} NOT NULL,                -- free, paid, trial
    valid_from {{bigint}} NOT NULL,
    valid_until {{bigint}},                  -- NULL: for good
    order_id {{bigint}},                     -- what paid for it
    created_at {{bigint}} NOT NULL,
    updated_at {{bigint}} NOT NULL,
    UNIQUE (user_id, course_id)
);

CREATE INDEX enrolments_by_course ON enrolments (course_id);
