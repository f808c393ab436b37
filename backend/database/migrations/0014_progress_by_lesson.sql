-- Who has begun a lesson: a new edition looks at the people of the lessons that moved, and of no others.
CREATE INDEX progress_by_lesson ON progress (lesson_id, user_id);

-- Editions whose people have not all been looked at yet: it goes on after a restart.
CREATE TABLE edition_stock (
    course_id {{bigint}} NOT NULL,
    edition {{int}} NOT NULL,
    PRIMARY KEY (course_id, edition)
);
