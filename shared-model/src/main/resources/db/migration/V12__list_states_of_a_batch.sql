-- Runs outside a transaction (see the file beside it), so that jobs are submitted and claimed meanwhile.
-- It waits for every transaction that is open, a backup for example; nobody waits for it.
SET lock_timeout = 0;
DROP INDEX CONCURRENTLY IF EXISTS job_list_batch_status;
CREATE INDEX CONCURRENTLY job_list_batch_status ON job (owner, batch, status, created_at DESC, id DESC)
    WHERE deleted_at IS NULL AND batch IS NOT NULL;
SET lock_timeout = '3s';
