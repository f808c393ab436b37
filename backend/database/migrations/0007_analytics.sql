-- Counters that dashboards read, kept in the transaction of the progress they count. Their meaning is written down in
-- models/domain/analytics/figures.h. kind: 1 lesson, 2 chapter, 3 course, 4 all courses of an owner (id: the user),
-- 5 the school (id 0). day: days since 1970-01-01 in the school's time zone.

CREATE TABLE counters (
    kind {{int}} NOT NULL,
    id {{bigint}} NOT NULL,
    course_id {{bigint}} NOT NULL,          -- 0 for kinds 4 and 5
    viewers {{bigint}} NOT NULL,
    completions {{bigint}} NOT NULL,
    plays {{bigint}} NOT NULL,
    watch_seconds {{bigint}} NOT NULL,
    covered_seconds {{bigint}} NOT NULL,
    PRIMARY KEY (kind, id)
);

CREATE INDEX counters_by_course ON counters (course_id, kind);

CREATE TABLE daily_counters (
    kind {{int}} NOT NULL,
    id {{bigint}} NOT NULL,
    day {{int}} NOT NULL,
    viewers {{bigint}} NOT NULL,            -- distinct people with a record on this day
    completions {{bigint}} NOT NULL,        -- kinds 4 and 5: of lessons
    plays {{bigint}} NOT NULL,
    watch_seconds {{bigint}} NOT NULL,
    PRIMARY KEY (kind, id, day)
);

-- Distinct people of any period: how many were active on a day, by the days since they were active before.
CREATE TABLE active_gaps (
    kind {{int}} NOT NULL,
    id {{bigint}} NOT NULL,
    day {{int}} NOT NULL,
    gap {{int}} NOT NULL,
    people {{bigint}} NOT NULL,
    PRIMARY KEY (kind, id, day, gap)
);

-- On which days a learner was active, for kinds 2 to 5 (for lessons the row in progress knows).
CREATE TABLE learner_days (
    user_id {{bigint}} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind {{int}} NOT NULL,
    id {{bigint}} NOT NULL,
    day {{int}} NOT NULL,
    PRIMARY KEY (user_id, kind, id, day)
);
