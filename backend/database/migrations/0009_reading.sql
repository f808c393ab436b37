-- Which bodies came under which Idempotency-Key of reading reports, so that the same key with another body is refused for
-- a day. Neither key nor body is kept, only their hashes.
CREATE TABLE reading_keys (
    user_id {{bigint}} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key_hash {{key 64}} NOT NULL,           -- hex SHA-256
    body_hash {{key 64}} NOT NULL,
    created_at {{bigint}} NOT NULL,
    PRIMARY KEY (user_id, key_hash)
);

CREATE INDEX reading_keys_by_time ON reading_keys (created_at);
