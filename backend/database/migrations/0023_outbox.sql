-- What a fact still wants done in the world: written in the transaction of the fact, done at least once, gone when it is
-- done. Times are epoch milliseconds.

CREATE TABLE outbox (
    id {{id}},
    topic {{key 48}} NOT NULL,                  -- "commerce.expire"
    subject_id {{bigint}} NOT NULL,             -- what it is about: an order, a refund
    state {{key 16}} NOT NULL,                  -- waiting; dead: tried in vain, people decide
    due_at {{bigint}} NOT NULL,                 -- not before
    attempts {{int}} NOT NULL DEFAULT 0,
    lease_owner {{key 128}} NOT NULL,           -- the server that is at it; '' when none
    lease_until {{bigint}} NOT NULL DEFAULT 0,  -- afterwards another one may take it
    error_word {{key 64}} NOT NULL,             -- why the last attempt failed
    error {{text}} NOT NULL,
    created_at {{bigint}} NOT NULL
);

CREATE INDEX outbox_by_due ON outbox (state, due_at);

CREATE INDEX outbox_by_subject ON outbox (topic, subject_id);
