-- Films that lessons showed in earlier editions, as they left: by exchange or with their lesson. Lessons that have always
-- shown the same film have none.
CREATE TABLE lesson_films (
    course_id {{bigint}} NOT NULL,
    lesson_id {{bigint}} NOT NULL,
    until_time {{bigint}} NOT NULL,         -- when the edition without it was published
    asset_id {{bigint}} NOT NULL,
    duration {{bigint}} NOT NULL,           -- ms
    PRIMARY KEY (course_id, lesson_id, until_time)
);

-- Unique seconds that people saw of each film of a lesson. asset_id 0: of lessons without one, and what was counted
-- before films were told apart, which is of the lesson's first film.
CREATE TABLE film_coverage (
    lesson_id {{bigint}} NOT NULL,
    asset_id {{bigint}} NOT NULL,
    course_id {{bigint}} NOT NULL,
    covered_seconds {{bigint}} NOT NULL,
    PRIMARY KEY (lesson_id, asset_id)
);

CREATE INDEX film_coverage_by_course ON film_coverage (course_id);

INSERT INTO film_coverage (lesson_id, asset_id, course_id, covered_seconds)
    SELECT id, 0, course_id, covered_seconds FROM counters WHERE kind = 1;

ALTER TABLE counters DROP COLUMN covered_seconds;

-- It is what the withheld lesson's own row says.
ALTER TABLE withheld_activity DROP COLUMN covered_seconds;
