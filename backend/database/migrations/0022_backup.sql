-- When this school is backed up, where to and how many are kept. One row, or none: then what the program proposes counts.
CREATE TABLE backup_settings (
    id {{int}} NOT NULL PRIMARY KEY,        -- 1
    hour {{int}} NOT NULL,                  -- of the school's day, 0 to 23
    keep_count {{int}} NOT NULL,
    folder {{text}} NOT NULL                -- '': "backups" in the data folder
);
