-- Results leave the rows that workers claim and lists read: what makes a row longer than 2 kB, as every result does, goes
-- into the table's TOAST part as it is, where compressed it would often have fitted into the row. See ADR 26.
ALTER TABLE job SET (toast_tuple_target = 512);
ALTER TABLE job ALTER COLUMN result SET STORAGE EXTERNAL;

-- A fifth of a million rows is long to wait for: until then each claim passes the entries of the jobs done before.
ALTER TABLE job SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.01, autovacuum_analyze_threshold = 500);
ALTER TABLE outbox SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000,
    autovacuum_analyze_scale_factor = 0.01, autovacuum_analyze_threshold = 500);
-- An attempt changes once, at its end; with room on its page no index learns of it.
ALTER TABLE attempt SET (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02);

-- When the sweep began to remove the upload of a finished job; from then on no retry can need it.
ALTER TABLE job ADD COLUMN upload_spent_at timestamptz;

-- Which process sweeps the artifact store, and until when it alone may.
ALTER TABLE installation
    ADD COLUMN sweep_holder uuid,
    ADD COLUMN sweep_until timestamptz;
