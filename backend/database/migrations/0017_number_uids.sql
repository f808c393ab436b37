-- A uid of digits alone looks like somebody else's id, and ids are accepted as text. There are none any more: those that
-- were given get another one, and what they were is kept, for clients that still name it where no id is meant.
CREATE TABLE former_uids (
    kind {{key 8}} NOT NULL,                -- course, chapter, lesson
    uid {{key 64}} NOT NULL,
    id {{bigint}} NOT NULL,
    course_id {{bigint}} NOT NULL,
    PRIMARY KEY (kind, uid)
);

CREATE INDEX former_uids_by_course ON former_uids (course_id);

INSERT INTO former_uids (kind, uid, id, course_id) SELECT 'course', uid, id, id FROM courses WHERE {{digits uid}};

INSERT INTO former_uids (kind, uid, id, course_id)
    SELECT 'chapter', uid, id, course_id FROM chapters WHERE {{digits uid}};

INSERT INTO former_uids (kind, uid, id, course_id)
    SELECT 'lesson', uid, id, course_id FROM lessons WHERE {{digits uid}};

-- Authors who have such an outline open load it anew.
UPDATE courses SET revision = revision + 1, changes = changes + 1
    WHERE id IN (SELECT course_id FROM former_uids WHERE kind <> 'course');

UPDATE courses SET uid = {{joined 'course_' id}}
    WHERE {{digits uid}} AND {{joined 'course_' id}} NOT IN (SELECT o.uid FROM courses o WHERE o.uid IS NOT NULL);

UPDATE courses SET uid = {{joined 'renamed_course_' id}} WHERE {{digits uid}};

UPDATE chapters SET uid = {{joined 'chapter_' id}}
    WHERE {{digits uid}} AND {{joined 'chapter_' id}} NOT IN (SELECT o.uid FROM chapters o WHERE o.uid IS NOT NULL);

UPDATE chapters SET uid = {{joined 'renamed_chapter_' id}} WHERE {{digits uid}};

UPDATE lessons SET uid = {{joined 'lesson_' id}}
    WHERE {{digits uid}} AND {{joined 'lesson_' id}} NOT IN (SELECT o.uid FROM lessons o WHERE o.uid IS NOT NULL);

UPDATE lessons SET uid = {{joined 'renamed_lesson_' id}} WHERE {{digits uid}};

UPDATE published_courses SET uid = (SELECT c.uid FROM courses c WHERE c.id = published_courses.course_id)
    WHERE {{digits uid}};
