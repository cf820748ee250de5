-- Runs outside a transaction (see the file beside it), so that jobs are submitted and claimed meanwhile; each statement
-- may run again.

-- The scans of the jobs done before: the trigger reads each result. In parts, so that no row is locked for long.
DO $$
DECLARE
    last uuid := '00000000-0000-0000-0000-000000000000';
    next uuid;
BEGIN
    LOOP
        next := (SELECT id FROM (SELECT id FROM job WHERE id > last ORDER BY id LIMIT 5000) AS part ORDER BY id DESC LIMIT 1);
        EXIT WHEN next IS NULL;
        UPDATE job SET result = result
            WHERE id > last AND id <= next AND (status || '') = 'SUCCEEDED' AND result IS NOT NULL AND burden_percent IS NULL;
        COMMIT;
        last := next;
    END LOOP;
END
$$;

-- The work list by burden; jobs without one stand at its end. It and the next wait for every transaction that is open, a
-- backup for example; nobody waits for them.
SET lock_timeout = 0;
DROP INDEX CONCURRENTLY IF EXISTS job_list_burden;
CREATE INDEX CONCURRENTLY job_list_burden
    ON job (owner, (coalesce(burden_percent, CAST(-1 AS double precision))) DESC, created_at DESC, id DESC)
    WHERE deleted_at IS NULL;

-- Beginnings of labels, whatever the case of their letters.
DROP INDEX CONCURRENTLY IF EXISTS job_search_reference;
CREATE INDEX CONCURRENTLY job_search_reference ON job (owner, (lower(reference) COLLATE "C"), created_at DESC)
    WHERE deleted_at IS NULL AND reference IS NOT NULL;
DROP INDEX CONCURRENTLY IF EXISTS job_search_subject;
CREATE INDEX CONCURRENTLY job_search_subject ON job (owner, (lower(subject) COLLATE "C"), created_at DESC)
    WHERE deleted_at IS NULL AND subject IS NOT NULL;
SET lock_timeout = '3s';
