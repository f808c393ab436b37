-- What the school in this database is known by. One row. The file school.id in its folder holds the same uid, so that
-- neither is taken for another school's, and what the folder has lost is not made anew.
CREATE TABLE school (
    id {{int}} NOT NULL PRIMARY KEY,        -- 1
    uid {{key 32}} NOT NULL,                -- 32 hex digits, random
    ready_at {{bigint}}                     -- when its first start came to its end, epoch ms; null: it has not yet
);
