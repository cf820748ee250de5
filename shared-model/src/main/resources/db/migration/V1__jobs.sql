-- Runs on PostgreSQL 15 and later. Due times and leases are set and compared with clock_timestamp() in SQL;
-- every other time comes from the services' clock.

CREATE TABLE job (
    id            uuid PRIMARY KEY,
    owner         text        NOT NULL DEFAULT 'local',
    status        text        NOT NULL CHECK (status IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    stage         text,
    progress      double precision NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
    -- Rises with every claim and never resets: the fence.
    attempt       integer     NOT NULL DEFAULT 0,
    failures      integer     NOT NULL DEFAULT 0,
    -- Attempts since the submit or the explicit retry that were followed by another; sets the next delay.
    setbacks      integer     NOT NULL DEFAULT 0,
    reference     text,
    subject       text,
    batch         text,
    upload_key    text        NOT NULL,
    upload_bytes  bigint      NOT NULL,
    upload_sha256 text        NOT NULL,
    upload_format text        NOT NULL,
    created_at    timestamptz NOT NULL,
    -- The submit or the last explicit retry; the age limit counts from here.
    queued_since  timestamptz NOT NULL,
    started_at    timestamptz,
    finished_at   timestamptz,
    due_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    lease_until   timestamptz,
    error_code    text,
    error_detail  text,
    result        text,
    -- Rises with every visible change.
    version       bigint      NOT NULL DEFAULT 0,
    deleted_at    timestamptz,
    CHECK (status <> 'RUNNING' OR lease_until IS NOT NULL),
    CHECK (status <> 'SUCCEEDED' OR result IS NOT NULL),
    CHECK (status <> 'FAILED' OR error_code IS NOT NULL)
);

CREATE INDEX job_claim ON job (due_at) WHERE status = 'QUEUED';
CREATE INDEX job_lease ON job (lease_until) WHERE status = 'RUNNING';
CREATE INDEX job_list ON job (owner, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX job_reference ON job (owner, reference) WHERE reference IS NOT NULL;
CREATE INDEX job_subject ON job (owner, subject) WHERE subject IS NOT NULL;
CREATE INDEX job_batch ON job (owner, batch) WHERE batch IS NOT NULL;

CREATE TABLE attempt (
    job_id     uuid        NOT NULL REFERENCES job ON DELETE CASCADE,
    number     integer     NOT NULL,
    owner      text        NOT NULL DEFAULT 'local',
    worker     text        NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz,
    outcome    text CHECK (outcome IN ('SUCCEEDED', 'FAILED', 'CANCELLED', 'RELEASED')),
    code       text,
    detail     text,
    PRIMARY KEY (job_id, number),
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
);

CREATE TABLE outbox (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id  uuid        NOT NULL REFERENCES job ON DELETE CASCADE,
    owner   text        NOT NULL DEFAULT 'local',
    due_at  timestamptz NOT NULL,
    sent_at timestamptz
);

CREATE INDEX outbox_due ON outbox (due_at, id) WHERE sent_at IS NULL;
CREATE INDEX outbox_job ON outbox (job_id);

CREATE TABLE artifact (
    job_id     uuid    NOT NULL REFERENCES job ON DELETE CASCADE,
    attempt    integer NOT NULL,
    position   integer NOT NULL,
    owner      text    NOT NULL DEFAULT 'local',
    name       text    NOT NULL,
    key        text    NOT NULL,
    media_type text    NOT NULL,
    bytes      bigint  NOT NULL,
    sha256     text    NOT NULL,
    PRIMARY KEY (job_id, name)
);

-- A key is reserved before its upload streams; job and content are written with the job.
CREATE TABLE idempotency (
    owner       text        NOT NULL DEFAULT 'local',
    key         text        NOT NULL,
    reserved_at timestamptz NOT NULL,
    job_id      uuid REFERENCES job ON DELETE CASCADE,
    content     text,
    PRIMARY KEY (owner, key)
);

CREATE INDEX idempotency_job ON idempotency (job_id);

CREATE TABLE model (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner         text        NOT NULL DEFAULT 'local',
    name          text        NOT NULL,
    version       text        NOT NULL,
    sha256        text        NOT NULL,
    manifest      text        NOT NULL,
    registered_at timestamptz NOT NULL,
    UNIQUE (owner, name, version, sha256)
);

-- Deleted jobs whose files are still to be removed, once the lease of their last attempt has ended.
CREATE TABLE purge (
    job_id  uuid PRIMARY KEY REFERENCES job ON DELETE CASCADE,
    owner   text        NOT NULL DEFAULT 'local',
    due_at  timestamptz NOT NULL,
    done_at timestamptz
);

CREATE INDEX purge_due ON purge (due_at) WHERE done_at IS NULL;
