-- Long work as rows with leases (DOMAIN §6). Times are epoch milliseconds.

CREATE TABLE jobs (
    id {{id}},
    kind {{key 32}} NOT NULL,                   -- "transcode"
    subject_id {{bigint}} NOT NULL,             -- what it works on: an asset
    owner_id {{bigint}} NOT NULL,
    title {{text}} NOT NULL,                    -- for people: the file's name
    state {{key 16}} NOT NULL,                  -- queued, running, succeeded, failed, canceled
    position {{bigint}} NOT NULL,               -- order among the queued
    run_after {{bigint}} NOT NULL DEFAULT 0,    -- not before this time, after a passing fault
    attempts {{int}} NOT NULL DEFAULT 0,
    cancel_requested {{int}} NOT NULL DEFAULT 0,
    lease_owner {{key 128}} NOT NULL,           -- the worker that runs it; '' when none
    lease_until {{bigint}} NOT NULL DEFAULT 0,  -- afterwards another worker may take it
    progress {{real}} NOT NULL DEFAULT 0,       -- 0 to 1
    speed {{real}} NOT NULL DEFAULT 0,          -- seconds of video per second
    eta {{bigint}},                             -- ms left
    error_word {{key 64}} NOT NULL,
    error {{text}} NOT NULL,
    log {{text}} NOT NULL,                      -- last lines of the child, separated by newlines
    created_at {{bigint}} NOT NULL,
    started_at {{bigint}},
    finished_at {{bigint}}
);

CREATE INDEX jobs_by_state ON jobs (state, position);

CREATE INDEX jobs_by_subject ON jobs (subject_id, id);

CREATE INDEX jobs_by_owner ON jobs (owner_id, id);
