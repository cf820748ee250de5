-- A purge goes in rounds: the files go, and, where something may be written late, again later; then the job's row goes,
-- and this one with it.
ALTER TABLE purge
    DROP COLUMN done_at,
    -- Whether another round follows the next one.
    ADD COLUMN again boolean NOT NULL DEFAULT true,
    -- How often the next round was begun; each of them puts its due time off, so that a round that fails comes again.
    ADD COLUMN tries integer NOT NULL DEFAULT 0;

CREATE INDEX purge_due ON purge (due_at);

CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;

-- Of those that were set back, which alone have an age limit.
CREATE INDEX job_age ON job (queued_since) WHERE status = 'QUEUED' AND setbacks > 0;
