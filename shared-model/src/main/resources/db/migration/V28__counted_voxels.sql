-- Runs outside a transaction (see the file beside it); each statement may run again.

-- Voxels by automatic label and label of the revision: 16 numbers, row by row. Null where a version before this saved it:
-- such a revision is compared by its volumes alone.
ALTER TABLE revision ADD COLUMN IF NOT EXISTS confusion text;

-- As in V27, and the numbers of voxels go with a job's results.
CREATE OR REPLACE FUNCTION revision_forget() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
BEGIN
    UPDATE task SET status = 'CANCELLED', finished_at = clock_timestamp(), version = version + 1
    WHERE job_id = NEW.id AND status IN ('QUEUED', 'RUNNING');
    UPDATE revision SET author = NULL, comment = NULL, confusion = NULL, result = NULL WHERE job_id = NEW.id;
    DELETE FROM revision_artifact WHERE job_id = NEW.id;
    NEW.accepted_by := NULL;
    RETURN NEW;
END
$$;

-- The measured revisions of an owner. It waits for every transaction that is open; nobody waits for it.
SET lock_timeout = 0;
DROP INDEX CONCURRENTLY IF EXISTS revision_measured;
CREATE INDEX CONCURRENTLY revision_measured ON revision (owner, job_id, number) WHERE result IS NOT NULL;
SET lock_timeout = '3s';
