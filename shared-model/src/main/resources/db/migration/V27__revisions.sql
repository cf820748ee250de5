-- Queued work on jobs that have succeeded: see ADR 36. Its columns are those by which a job is claimed, so that the same
-- statements serve both; it stands in no list, count or quota of jobs.
CREATE TABLE task (
    id           uuid PRIMARY KEY,
    job_id       uuid        NOT NULL REFERENCES job ON DELETE CASCADE,
    owner        text        NOT NULL,
    kind         text        NOT NULL,
    status       text        NOT NULL DEFAULT 'QUEUED',
    stage        text,
    progress     double precision NOT NULL DEFAULT 0,
    -- Rises with every claim and never resets: the fence.
    attempt      integer     NOT NULL DEFAULT 0,
    fence_token  uuid,
    failures     integer     NOT NULL DEFAULT 0,
    setbacks     integer     NOT NULL DEFAULT 0,
    -- The fault that ended the last attempt, and when.
    setback_code text,
    setback_at   timestamptz,
    created_at   timestamptz NOT NULL,
    queued_since timestamptz NOT NULL,
    started_at   timestamptz,
    finished_at  timestamptz,
    due_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    lease_until  timestamptz,
    error_code   text,
    error_detail text,
    error_candidates text,
    version      bigint      NOT NULL DEFAULT 0
) WITH (fillfactor = 80);

CREATE INDEX task_job ON task (job_id);
CREATE INDEX task_turn ON task (owner, due_at) WHERE (status || '') = 'QUEUED';
CREATE INDEX task_lease ON task (lease_until) WHERE status = 'RUNNING';
CREATE INDEX task_age ON task (queued_since) WHERE status = 'QUEUED' AND setbacks > 0;

-- Labels that a person corrected. A task measures them; its state is the revision's.
CREATE TABLE revision (
    job_id        uuid        NOT NULL REFERENCES job ON DELETE CASCADE,
    number        integer     NOT NULL CHECK (number > 0),
    owner         text        NOT NULL,
    base          integer     NOT NULL,
    author        text,
    comment       text,
    labels_key    text        NOT NULL,
    labels_bytes  bigint      NOT NULL,
    labels_sha256 text        NOT NULL,
    created_at    timestamptz NOT NULL,
    task_id       uuid        NOT NULL UNIQUE REFERENCES task ON DELETE CASCADE,
    result        text,
    PRIMARY KEY (job_id, number)
);

CREATE TABLE revision_artifact (
    job_id     uuid    NOT NULL,
    number     integer NOT NULL,
    position   integer NOT NULL,
    owner      text    NOT NULL,
    name       text    NOT NULL,
    key        text    NOT NULL,
    media_type text    NOT NULL,
    bytes      bigint  NOT NULL,
    sha256     text    NOT NULL,
    PRIMARY KEY (job_id, number, name),
    FOREIGN KEY (job_id, number) REFERENCES revision ON DELETE CASCADE
);

-- 0 is the automatic result.
ALTER TABLE job
    ADD COLUMN newest_revision integer NOT NULL DEFAULT 0,
    ADD COLUMN accepted_revision integer NOT NULL DEFAULT 0,
    ADD COLUMN accepted_by text,
    ADD COLUMN accepted_at timestamptz;

-- A job that is deleted or expires takes along what was written to its revisions, whichever version deletes it. It runs
-- as the owner of the tables for the sake of roles that may write only a part.
CREATE FUNCTION revision_forget() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
BEGIN
    UPDATE task SET status = 'CANCELLED', finished_at = clock_timestamp(), version = version + 1
    WHERE job_id = NEW.id AND status IN ('QUEUED', 'RUNNING');
    UPDATE revision SET author = NULL, comment = NULL, result = NULL WHERE job_id = NEW.id;
    DELETE FROM revision_artifact WHERE job_id = NEW.id;
    NEW.accepted_by := NULL;
    RETURN NEW;
END
$$;

REVOKE ALL ON FUNCTION revision_forget() FROM PUBLIC;

CREATE TRIGGER revision_forget BEFORE UPDATE OF deleted_at, expired_at ON job FOR EACH ROW
    WHEN ((NEW.deleted_at IS NOT NULL AND OLD.deleted_at IS NULL)
        OR (NEW.expired_at IS NOT NULL AND OLD.expired_at IS NULL))
    EXECUTE FUNCTION revision_forget();

-- What lists tell of a job follows the result that counts. Its name lets it run after job_scan, which knows the automatic
-- result alone: an image that is made later writes that one again.
CREATE FUNCTION job_scan_accepted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    counting text := (SELECT revision.result FROM revision
        WHERE revision.job_id = NEW.id AND revision.number = NEW.accepted_revision);
BEGIN
    IF NEW.result IS NOT NULL THEN
        NEW.opacity_ml := result_pneumonia(coalesce(counting, NEW.result), 'volumesMl');
        NEW.burden_percent := result_pneumonia(coalesce(counting, NEW.result), 'burdenPercent');
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER job_scan_accepted BEFORE UPDATE OF result, accepted_revision ON job FOR EACH ROW
    WHEN (NEW.accepted_revision <> OLD.accepted_revision OR NEW.accepted_revision <> 0)
    EXECUTE FUNCTION job_scan_accepted();
