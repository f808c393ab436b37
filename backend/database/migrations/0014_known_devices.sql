-- Devices that were in an account before, so that strangers' wrong guesses don't lock them out.

CREATE TABLE known_devices (
    id {{id}},
    user_id {{bigint}} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_hash {{key 64}} NOT NULL,  -- hex SHA-256 of what the device shows
    seen_at {{bigint}} NOT NULL,
    UNIQUE (user_id, token_hash)
);
