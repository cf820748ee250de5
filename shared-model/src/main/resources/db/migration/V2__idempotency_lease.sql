-- A reservation is leased to the upload that made it: its token fences it, and expires_at is the end of the lease while
-- job_id is null, and of the time that the key is kept once the job is there. No service has written a row before.
DELETE FROM idempotency;

ALTER TABLE idempotency
    DROP COLUMN reserved_at,
    ADD COLUMN token uuid NOT NULL,
    ADD COLUMN expires_at timestamptz NOT NULL,
    ADD CHECK ((job_id IS NULL) = (content IS NULL));

CREATE INDEX idempotency_expiry ON idempotency (expires_at);
