-- Which Idempotency-Keys people used in the last day and what they were answered. Times are epoch milliseconds.

CREATE TABLE idempotency_keys (
    user_id {{bigint}} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    request_key {{key 255}} NOT NULL,
    seal {{key 64}} NOT NULL,               -- keyed hash of method, address and body
    status {{int}} NOT NULL,                -- of the answer; 0: not known
    headers {{text}} NOT NULL,              -- "Name: value" lines
    body {{blob}} NOT NULL,                 -- compressed
    expires_at {{bigint}} NOT NULL,
    PRIMARY KEY (user_id, request_key)
);

CREATE INDEX idempotency_keys_by_expiry ON idempotency_keys (expires_at);
