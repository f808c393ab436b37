-- A file is hashed and looked at by a job after its import. Until then its uid stands in assets.sha256, which is as unique
-- and is no hash; a file that turns out to be there already names the other one.
ALTER TABLE assets ADD COLUMN same_as {{bigint}};

CREATE INDEX assets_by_original ON assets (same_as);

-- The beginnings that are shown to people without a right, wanted by lessons of published editions.
CREATE TABLE asset_trials (
    asset_id {{bigint}} NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
    seconds {{int}} NOT NULL,
    is_cut {{int}} NOT NULL DEFAULT 0,      -- the files of all renditions are there
    PRIMARY KEY (asset_id, seconds)
);
