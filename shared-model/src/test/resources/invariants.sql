-- What holds between the rows of the database. Each query returns the offenders in one column of text, none where all is
-- right. Tests in Java (Invariants) and the audit of `./lungburden chaos` (audit.py) read this file; InvariantsIT proves
-- each query by a wrong row.
--
-- A query begins with its name. "holds: always" means whenever no transaction is open; "holds: at rest" means that nothing
-- is left to do: no job waits or runs, what was deleted is purged.

-- name: queued_jobs_have_the_message_of_that_move
-- holds: always
SELECT j.id::text AS offender FROM job j
WHERE j.status = 'QUEUED' AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.job_id = j.id AND o.due_at = j.due_at);

-- name: attempts_are_numbered_without_a_gap
-- holds: always
SELECT j.id::text AS offender FROM job j
LEFT JOIN (SELECT job_id, count(*) AS number_of, min(number) AS first, max(number) AS last FROM attempt GROUP BY job_id) a
    ON a.job_id = j.id
WHERE j.attempt <> coalesce(a.number_of, 0) OR j.attempt <> coalesce(a.last, 0) OR a.first <> 1;

-- name: open_attempts_are_the_last_of_running_jobs
-- holds: always
SELECT j.id::text AS offender FROM job j JOIN attempt a ON a.job_id = j.id
WHERE a.ended_at IS NULL AND NOT (j.status = 'RUNNING' AND a.number = j.attempt);

-- name: running_jobs_have_an_open_attempt_and_a_lease
-- holds: always
SELECT j.id::text AS offender FROM job j
WHERE j.status = 'RUNNING' AND (j.lease_until IS NULL OR NOT EXISTS
    (SELECT 1 FROM attempt a WHERE a.job_id = j.id AND a.number = j.attempt AND a.ended_at IS NULL));

-- name: ended_attempts_have_an_outcome_and_failed_ones_a_code
-- holds: always
SELECT job_id::text AS offender FROM attempt
WHERE (ended_at IS NULL) <> (outcome IS NULL) OR (outcome IS NOT DISTINCT FROM 'FAILED') <> (code IS NOT NULL);

-- name: only_the_last_attempt_of_a_job_that_succeeded_did
-- holds: always
SELECT j.id::text AS offender FROM job j
WHERE CASE WHEN j.status = 'SUCCEEDED' THEN ARRAY[j.attempt] ELSE ARRAY[]::integer[] END <>
    ARRAY(SELECT a.number FROM attempt a WHERE a.job_id = j.id AND a.outcome = 'SUCCEEDED' ORDER BY a.number);

-- name: artifacts_belong_to_the_attempt_that_succeeded
-- holds: always
SELECT j.id::text AS offender FROM job j JOIN artifact a ON a.job_id = j.id
WHERE j.status <> 'SUCCEEDED' OR a.attempt <> j.attempt;

-- name: deleted_jobs_have_a_purge_and_others_none
-- holds: always
-- A job that expired has one until its files are gone.
SELECT j.id::text AS offender FROM job j
WHERE CASE WHEN EXISTS (SELECT 1 FROM purge p WHERE p.job_id = j.id)
    THEN j.deleted_at IS NULL AND j.expired_at IS NULL ELSE j.deleted_at IS NOT NULL END;

-- name: deleted_jobs_have_finished
-- holds: always
SELECT id::text AS offender FROM job WHERE deleted_at IS NOT NULL AND status IN ('QUEUED', 'RUNNING');

-- name: finished_jobs_and_no_others_have_a_time_of_finish
-- holds: always
SELECT id::text AS offender FROM job WHERE (finished_at IS NOT NULL) <> (status NOT IN ('QUEUED', 'RUNNING'));

-- name: all_jobs_have_finished
-- holds: at rest
SELECT id::text AS offender FROM job WHERE status IN ('QUEUED', 'RUNNING');

-- name: all_attempts_have_ended
-- holds: at rest
SELECT job_id::text AS offender FROM attempt WHERE ended_at IS NULL;

-- name: no_job_failed_more_often_than_allowed
-- holds: at rest
-- 5 is the default of lungburden.job.max-failures.
SELECT id::text AS offender FROM job WHERE failures > 5;

-- name: artifacts_are_those_that_the_result_lists
-- holds: at rest
SELECT j.id::text AS offender FROM job j
WHERE j.status = 'SUCCEEDED' AND j.expired_at IS NULL AND j.deleted_at IS NULL AND (
    NOT EXISTS (SELECT 1 FROM artifact a WHERE a.job_id = j.id)
    OR ARRAY(SELECT a.name || ' ' || a.sha256 FROM artifact a WHERE a.job_id = j.id ORDER BY 1) <>
    ARRAY(SELECT (listed ->> 'name') || ' ' || (listed ->> 'sha256')
          FROM jsonb_array_elements(j.result::jsonb -> 'artifacts') listed ORDER BY 1));

-- name: all_messages_were_sent
-- holds: at rest
SELECT job_id::text AS offender FROM outbox WHERE sent_at IS NULL;

-- name: no_idempotency_key_is_in_flight
-- holds: at rest
SELECT key AS offender FROM idempotency WHERE job_id IS NULL;

-- name: deleted_jobs_are_gone
-- holds: at rest
SELECT id::text AS offender FROM job WHERE deleted_at IS NOT NULL;

-- name: all_purges_are_done
-- holds: at rest
SELECT job_id::text AS offender FROM purge;

-- name: waiting_tasks_have_the_message_of_that_move
-- holds: always
SELECT t.job_id::text AS offender FROM task t
WHERE t.status = 'QUEUED' AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.job_id = t.job_id AND o.due_at = t.due_at);

-- name: running_tasks_have_a_lease
-- holds: always
SELECT job_id::text AS offender FROM task WHERE status = 'RUNNING' AND lease_until IS NULL;

-- name: revisions_that_were_measured_and_no_others_have_a_result
-- holds: always
SELECT r.job_id::text AS offender FROM revision r JOIN task t ON t.id = r.task_id JOIN job j ON j.id = r.job_id
WHERE j.deleted_at IS NULL AND j.expired_at IS NULL AND (t.status = 'SUCCEEDED') <> (r.result IS NOT NULL);

-- name: revisions_are_numbered_without_a_gap
-- holds: always
SELECT j.id::text AS offender FROM job j
LEFT JOIN (SELECT job_id, count(*) AS number_of, max(number) AS last FROM revision GROUP BY job_id) r ON r.job_id = j.id
WHERE j.newest_revision <> coalesce(r.number_of, 0) OR j.newest_revision <> coalesce(r.last, 0);

-- name: an_accepted_revision_has_a_result
-- holds: always
SELECT j.id::text AS offender FROM job j
WHERE j.accepted_revision > 0 AND j.deleted_at IS NULL AND j.expired_at IS NULL AND NOT EXISTS
    (SELECT 1 FROM revision r WHERE r.job_id = j.id AND r.number = j.accepted_revision AND r.result IS NOT NULL);

-- name: all_tasks_have_finished
-- holds: at rest
SELECT job_id::text AS offender FROM task WHERE status IN ('QUEUED', 'RUNNING');

-- name: files_of_a_revision_are_those_that_its_result_lists
-- holds: at rest
SELECT r.job_id::text AS offender FROM revision r
WHERE r.result IS NOT NULL AND (
    NOT EXISTS (SELECT 1 FROM revision_artifact a WHERE a.job_id = r.job_id AND a.number = r.number)
    OR ARRAY(SELECT a.name || ' ' || a.sha256 FROM revision_artifact a
             WHERE a.job_id = r.job_id AND a.number = r.number ORDER BY 1) <>
    ARRAY(SELECT (listed ->> 'name') || ' ' || (listed ->> 'sha256')
          FROM jsonb_array_elements(r.result::jsonb -> 'artifacts') listed ORDER BY 1));
