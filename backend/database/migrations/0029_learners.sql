-- Everybody with a right or progress, kept in the transactions that change them, so that the list of learners reads neither
-- rights nor progress: a row for each course, and one for all of a person's courses together (course_id 0). Names stand here
-- too, because lists are searched and sorted by them. Days of before are those of UTC+8.
CREATE TABLE learners (
    user_id {{bigint}} NOT NULL,
    course_id {{bigint}} NOT NULL,
    name_key {{key 64}} NOT NULL,           -- the name as it is searched and sorted by; '': not known yet
    login {{key 64}} NOT NULL,
    since {{bigint}} NOT NULL,
    right_until {{bigint}},                 -- the latest end of what was bought or given; NULL: there never was a right
    all_revoked {{int}} NOT NULL DEFAULT 0, -- each of those rights was taken back
    seen_day {{int}} NOT NULL DEFAULT 0,    -- the last one with progress, since 1970-01-01 in the school's zone; 0: not begun
    finished_day {{int}} NOT NULL DEFAULT 0,
    PRIMARY KEY (user_id, course_id)
);

INSERT INTO learners (user_id, course_id, name_key, login, since, right_until, all_revoked, seen_day, finished_day)
SELECT f.user_id, f.course_id, '', '', MIN(f.since), MAX(f.right_until), MIN(f.revoked), MAX(f.seen_day), MAX(f.finished_day)
FROM (
    SELECT user_id, course_id, created_at AS since,
           CASE WHEN valid_until IS NULL AND revoked_at IS NULL THEN 9000000000000000
                WHEN valid_until IS NULL THEN revoked_at
                WHEN revoked_at IS NULL OR valid_until < revoked_at THEN valid_until
                ELSE revoked_at END AS right_until,
           CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END AS revoked, 0 AS seen_day, 0 AS finished_day
    FROM rights WHERE course_id <> 0 AND source IN ('order', 'staff')
    UNION ALL
    SELECT user_id, course_id, created_at, NULL, 1, 0, 0 FROM enrolments
    UNION ALL
    SELECT user_id, course_id, created_at, NULL, 1,
           (position_time + 28800000 - (position_time + 28800000) % 86400000) / 86400000, 0
    FROM progress
    UNION ALL
    SELECT user_id, course_id, started_time, NULL, 1, 0,
           CASE WHEN completed_time IS NULL THEN 0
                ELSE (completed_time + 28800000 - (completed_time + 28800000) % 86400000) / 86400000 END
    FROM course_learners WHERE chapter_id = 0
) f
GROUP BY f.user_id, f.course_id;

INSERT INTO learners (user_id, course_id, name_key, login, since, right_until, all_revoked, seen_day, finished_day)
SELECT f.user_id, 0, '', '', MIN(f.since), MAX(f.right_until), MIN(f.revoked), MAX(f.seen_day), MAX(f.finished_day)
FROM (
    SELECT user_id, since, right_until, CASE WHEN right_until IS NULL THEN 1 ELSE all_revoked END AS revoked, seen_day,
           finished_day
    FROM learners
    UNION ALL
    SELECT r.user_id, r.created_at, m.valid_until, CASE WHEN r.revoked_at IS NULL THEN 0 ELSE 1 END, 0, 0
    FROM rights r JOIN memberships m ON m.user_id = r.user_id AND m.plan_id = r.item_id
    WHERE r.kind = 'membership'
) f
GROUP BY f.user_id;

UPDATE learners SET all_revoked = 0 WHERE right_until IS NULL;

CREATE INDEX learners_by_name ON learners (course_id, name_key, user_id, login, right_until, all_revoked, seen_day, finished_day);

CREATE INDEX learners_by_seen ON learners (course_id, seen_day, user_id);

CREATE INDEX learners_by_since ON learners (course_id, since, user_id);

-- Why staff took a right back: it may name anybody, so it goes with the right when the person is erased.
ALTER TABLE rights ADD COLUMN revoke_reason {{key 200}} NOT NULL DEFAULT '';
