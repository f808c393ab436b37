-- What was played in the last days: a look at those days, however long the school has been counting.
CREATE INDEX daily_counters_by_day ON daily_counters (kind, day);
