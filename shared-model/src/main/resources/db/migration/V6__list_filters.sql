-- Each filter of the list of jobs has an index in the list's own order, so that a page reads no more rows than it shows.
-- Each of these replaces an index that could not give the order; left in place, the planner might still prefer it.
DROP INDEX job_reference;
DROP INDEX job_subject;
DROP INDEX job_batch;

-- Follows the stored result whatever version of a worker wrote it, and fills itself for the jobs done before. A pattern
-- reads it, because a cast to json would stop the migration at a single text that is no JSON.
ALTER TABLE job
    ADD COLUMN study_instance_uid text
        GENERATED ALWAYS AS (substring(result from '"studyInstanceUid"\s*:\s*"([^"]{1,64})"')) STORED;

-- A job that succeeded has been through every stage.
UPDATE job SET stage = 'WRITING', version = version + 1 WHERE status = 'SUCCEEDED' AND stage IS DISTINCT FROM 'WRITING';

CREATE INDEX job_list_status ON job (owner, status, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX job_list_code ON job (owner, error_code, created_at DESC, id DESC)
    WHERE deleted_at IS NULL AND error_code IS NOT NULL;
CREATE INDEX job_list_reference ON job (owner, reference, created_at DESC, id DESC)
    WHERE deleted_at IS NULL AND reference IS NOT NULL;
CREATE INDEX job_list_subject ON job (owner, subject, created_at DESC, id DESC)
    WHERE deleted_at IS NULL AND subject IS NOT NULL;
CREATE INDEX job_list_batch ON job (owner, batch, created_at DESC, id DESC)
    WHERE deleted_at IS NULL AND batch IS NOT NULL;
CREATE INDEX job_list_study ON job (owner, study_instance_uid, created_at DESC, id DESC)
    WHERE deleted_at IS NULL AND study_instance_uid IS NOT NULL;
