-- Runs outside a transaction (see the file beside it), so that jobs are submitted and claimed meanwhile; each statement
-- may run again.

-- When the time of keeping was over: result, files and labels are gone since.
ALTER TABLE job ADD COLUMN IF NOT EXISTS expired_at timestamptz;

-- A succeeded job has a result until it expires or is deleted. The rule had no name of its own. It only becomes weaker.
DO $$
DECLARE
    old text;
BEGIN
    FOR old IN SELECT conname FROM pg_constraint WHERE conrelid = 'job'::regclass AND contype = 'c'
            AND conname <> 'job_result' AND pg_get_constraintdef(oid) LIKE '%SUCCEEDED%result IS NOT NULL%' LOOP
        EXECUTE format('ALTER TABLE job DROP CONSTRAINT %I', old);
    END LOOP;
    IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'job'::regclass AND conname = 'job_result') THEN
        ALTER TABLE job ADD CONSTRAINT job_result CHECK
            (status <> 'SUCCEEDED' OR result IS NOT NULL OR expired_at IS NOT NULL OR deleted_at IS NOT NULL) NOT VALID;
    END IF;
END
$$;

SET lock_timeout = 0;
DROP INDEX CONCURRENTLY IF EXISTS job_kept;
CREATE INDEX CONCURRENTLY job_kept ON job (finished_at)
    WHERE expired_at IS NULL AND deleted_at IS NULL AND finished_at IS NOT NULL;
SET lock_timeout = '3s';
