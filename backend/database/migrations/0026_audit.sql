-- What staff did to prices, coupons, rights, money and settings, for ever. Rows are added and never changed; each one's
-- hash takes in the one before, so that a change made past the program is found (AuditLog::verify).
CREATE TABLE audit_log (
    seq {{bigint}} NOT NULL PRIMARY KEY,        -- 1, 2, 3 …
    happened_at {{bigint}} NOT NULL,            -- epoch ms
    actor_id {{bigint}} NOT NULL,               -- who did it; 0: the program by itself, or who sits at its machine
    action {{key 64}} NOT NULL,                 -- "coupon.change"
    object {{key 64}} NOT NULL,                 -- "coupon:12"
    details {{text}} NOT NULL,                  -- a JSON object
    hash {{blob}} NOT NULL                      -- SHA-256 of the row before and of this one
);

CREATE INDEX audit_log_by_object ON audit_log (object, seq);

CREATE INDEX audit_log_by_actor ON audit_log (actor_id, seq);

-- The end of the chain. One row, or none while the log is empty; whoever adds to the log holds it locked.
CREATE TABLE audit_head (
    id {{int}} NOT NULL PRIMARY KEY,            -- 1
    seq {{bigint}} NOT NULL,                    -- of the last row
    hash {{blob}} NOT NULL
);
