-- Courses that are to be published as soon as their media are ready. One that was stopped by something else keeps its row
-- until somebody publishes, asks again or takes it back, so that the reason can be told.
CREATE TABLE pending_publishes (
    course_id {{bigint}} NOT NULL PRIMARY KEY REFERENCES courses (id) ON DELETE CASCADE,
    user_id {{bigint}} NOT NULL,            -- another feature's: kept without a foreign key
    asked_at {{bigint}} NOT NULL,
    is_stopped {{int}} NOT NULL,
    reason {{text}} NOT NULL,
    checks {{text}} NOT NULL                -- JSON of API §2
);
