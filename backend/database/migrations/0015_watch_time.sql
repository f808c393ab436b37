-- How much time spent watching real time still allows a learner to claim, in seconds, and what was granted of it for each
-- of the last days (WatchCredit::daysToBlob).
ALTER TABLE watch_credits ADD COLUMN watch_balance {{real}} NOT NULL DEFAULT 14400;

ALTER TABLE watch_credits ADD COLUMN watch_days {{blob}};
