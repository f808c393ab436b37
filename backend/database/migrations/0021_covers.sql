-- Pictures that were sent in as covers. One that no course shows is kept for 30 days: a change of mind, a deleted course.
CREATE TABLE covers (
    id {{id}},
    uid {{key 64}} NOT NULL UNIQUE,         -- names its file, covers/<uid>.jpg; can't be guessed
    course_id {{bigint}} NOT NULL,
    type {{key 16}} NOT NULL,               -- of what was sent: jpeg, png, webp
    created_at {{bigint}} NOT NULL
);

CREATE INDEX covers_by_course ON covers (course_id);
