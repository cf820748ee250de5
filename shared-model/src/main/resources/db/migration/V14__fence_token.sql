-- A random number of each claim. After an asynchronous failover PostgreSQL may give out an attempt's number again, which
-- the lost server had given out already. Null, or of an earlier attempt, when an earlier version claimed. See ADR 27.
ALTER TABLE job ADD COLUMN fence_token uuid;
