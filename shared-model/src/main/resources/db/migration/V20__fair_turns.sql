-- Who is served next: see ADR 30. Runs outside a transaction (see the file beside it), so each statement may run again.
-- Processes of an earlier version write no priority, and their jobs are interactive.
ALTER TABLE job ADD COLUMN IF NOT EXISTS priority text NOT NULL DEFAULT 'interactive';

-- Numbers the claims.
CREATE SEQUENCE IF NOT EXISTS claim_number;

-- The last claim that an owner's jobs of a priority had; an owner without a row has had none.
CREATE TABLE IF NOT EXISTS owner_turn (
    owner    text   NOT NULL,
    priority text   NOT NULL,
    served   bigint NOT NULL,
    PRIMARY KEY (owner, priority)
) WITH (fillfactor = 50);

-- The first job of each owner and priority, without the jobs behind it. No other index can answer what asks for this
-- spelling of the state, so that the planner takes this one, whatever the statistics say.
-- It waits for every transaction that is open, a backup for example; nobody waits for it.
SET lock_timeout = 0;
DROP INDEX CONCURRENTLY IF EXISTS job_turn;
CREATE INDEX CONCURRENTLY job_turn ON job (priority, owner, due_at)
    WHERE (status || '') = 'QUEUED' AND deleted_at IS NULL;
SET lock_timeout = '3s';
