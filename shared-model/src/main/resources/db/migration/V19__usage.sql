-- What each caller uses, over all APIs: requests in the present minute, bytes uploaded on the present day (UTC). A row
-- changes up to once a second and process; with room on its page no index learns of it.
CREATE TABLE caller_usage (
    caller   text PRIMARY KEY,
    minute   timestamptz NOT NULL,
    requests bigint      NOT NULL,
    day      date        NOT NULL,
    bytes    bigint      NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.1, autovacuum_vacuum_threshold = 200);
