-- The keys that fields of this database are sealed with: their names and whether one is the right one, never a key. The
-- keys are in a file beside the school (keys/fields.json).
CREATE TABLE sealing_keys (
    key_id {{key 32}} NOT NULL PRIMARY KEY,
    check_value {{blob}} NOT NULL,              -- the name, sealed with the key
    created_at {{bigint}} NOT NULL
);
