-- What people did in lessons they have no right to: stored like all progress, but in no figure until the right comes.
-- A lesson's progress is withheld as long as it has a row here; one row for each day of the school's calendar.
CREATE TABLE withheld_activity (
    user_id {{bigint}} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    course_id {{bigint}} NOT NULL,
    lesson_id {{bigint}} NOT NULL,
    day {{int}} NOT NULL,
    plays {{bigint}} NOT NULL,
    covered_seconds {{bigint}} NOT NULL,
    watch_seconds {{bigint}} NOT NULL,
    started_time {{bigint}} NOT NULL,       -- 0: the lesson was begun on another day
    completed_time {{bigint}} NOT NULL,     -- 0: it was not completed on this day
    PRIMARY KEY (user_id, course_id, lesson_id, day)
);
