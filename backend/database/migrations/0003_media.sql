-- Assets by content hash, and their verified renditions. Times are epoch milliseconds, durations ms.

CREATE TABLE assets (
    id {{id}},
    uid {{key 64}} NOT NULL UNIQUE,         -- names its folder and its URLs; can't be guessed
    owner_id {{bigint}} NOT NULL,
    filename {{text}} NOT NULL,             -- as imported, for people
    source_path {{text}} NOT NULL,          -- the original stays where it is until the outputs are verified
    source_size {{bigint}} NOT NULL,
    source_time {{bigint}} NOT NULL,        -- its modification time
    sha256 {{key 64}} NOT NULL,
    status {{key 16}} NOT NULL,             -- processing, ready, failed, canceled
    duration {{bigint}} NOT NULL,
    width {{int}} NOT NULL,                 -- as shown: rotation applied
    height {{int}} NOT NULL,
    has_poster {{int}} NOT NULL DEFAULT 0,
    probe {{text}} NOT NULL,                -- JSON of API §2
    plan {{text}} NOT NULL,
    failure_word {{key 64}} NOT NULL,
    failure {{text}} NOT NULL,
    created_at {{bigint}} NOT NULL,
    ready_at {{bigint}}
);

CREATE UNIQUE INDEX assets_by_content ON assets (owner_id, sha256);

CREATE INDEX assets_by_status ON assets (status, id);

CREATE TABLE renditions (
    id {{id}},
    asset_id {{bigint}} NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
    quality {{key 8}} NOT NULL,             -- sd, hd, fhd, 4k
    file {{key 64}} NOT NULL,               -- name in the asset's folder
    width {{int}} NOT NULL,
    height {{int}} NOT NULL,
    bytes {{bigint}} NOT NULL,
    bit_rate {{bigint}} NOT NULL,
    duration {{bigint}} NOT NULL,
    created_at {{bigint}} NOT NULL
);

CREATE UNIQUE INDEX renditions_by_asset ON renditions (asset_id, quality);
