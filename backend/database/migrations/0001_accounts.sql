-- People, their sessions and what they agreed to. Times are epoch milliseconds.

CREATE TABLE users (
    id {{id}},
    login {{key 64}} NOT NULL UNIQUE,       -- as typed, trimmed and in lower case
    display_name {{text}} NOT NULL,
    role {{key 16}} NOT NULL,               -- learner, instructor, admin
    password {{text}} NOT NULL,             -- PHC string; '' for an account that nobody logs in to with a password
    token_epoch {{int}} NOT NULL DEFAULT 0, -- access tokens of an earlier epoch are void
    disabled {{int}} NOT NULL DEFAULT 0,
    created_at {{bigint}} NOT NULL,
    updated_at {{bigint}} NOT NULL
);

CREATE INDEX users_by_role ON users (role, id);

-- One row for each refresh token that was ever given out; a family is one login.
CREATE TABLE refresh_tokens (
    id {{id}},
    family {{key 32}} NOT NULL,             -- public name of the session: the "sid" of its access tokens
    user_id {{bigint}} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device {{key 64}} NOT NULL,
    token_hash {{key 64}} NOT NULL UNIQUE,  -- hex SHA-256; the token itself is never stored
    parent_id {{bigint}},                   -- the token this one replaced
    started_at {{bigint}} NOT NULL,         -- of the family: the absolute limit counts from here
    issued_at {{bigint}} NOT NULL,
    expires_at {{bigint}} NOT NULL,
    used_at {{bigint}},
    repeated_at {{bigint}},                 -- when the successor was handed out a second time
    revoked_at {{bigint}}
);

CREATE INDEX refresh_tokens_by_family ON refresh_tokens (family);

CREATE INDEX refresh_tokens_by_user ON refresh_tokens (user_id);

CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_at);

-- Every answer a person gave; the newest row of a document counts.
CREATE TABLE consents (
    id {{id}},
    user_id {{bigint}} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    document {{key 64}} NOT NULL,
    version {{key 32}} NOT NULL,
    granted {{int}} NOT NULL,
    created_at {{bigint}} NOT NULL
);

CREATE INDEX consents_by_user ON consents (user_id, document, id);
