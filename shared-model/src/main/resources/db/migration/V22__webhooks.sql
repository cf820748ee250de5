-- Who is told when a job ends: see ADR 33. The database's clock counts. A job of an earlier version has no address.
ALTER TABLE job ADD COLUMN callback_url text;

-- An owner signs with the row that has no end; the others are valid until theirs, after a rotation.
CREATE TABLE webhook_secret (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner      text        NOT NULL,
    secret     text        NOT NULL,
    expires_at timestamptz
);

CREATE UNIQUE INDEX webhook_secret_current ON webhook_secret (owner) WHERE expires_at IS NULL;
CREATE INDEX webhook_secret_owner ON webhook_secret (owner, id DESC);

-- One row for each end of a job that has an address. Labels follow those of the job, so that they go with them.
CREATE TABLE webhook_delivery (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message     uuid        NOT NULL DEFAULT gen_random_uuid(),
    job_id      uuid        NOT NULL REFERENCES job ON DELETE CASCADE,
    owner       text        NOT NULL,
    -- Of the address, with the port where one is named. Deliveries of one owner to one host share a lane.
    host        text        NOT NULL,
    -- What the job became, and as which attempt.
    status      text        NOT NULL,
    attempt     integer     NOT NULL,
    error_code  text,
    reference   text,
    batch       text,
    occurred_at timestamptz NOT NULL,
    state       text        NOT NULL DEFAULT 'PENDING',
    -- Why no further attempt follows.
    code        text,
    -- The next attempt; while one runs, the end of its lease.
    due_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- After this an attempt that fails is the last.
    give_up_at  timestamptz NOT NULL DEFAULT clock_timestamp() + interval '24 hours',
    -- Of the attempt that runs: a later one takes another.
    token       uuid,
    tries       integer     NOT NULL DEFAULT 0
) WITH (fillfactor = 80);

CREATE INDEX webhook_delivery_lane ON webhook_delivery (owner, host, due_at) WHERE state = 'PENDING';
CREATE INDEX webhook_delivery_job ON webhook_delivery (job_id, id);

CREATE TABLE webhook_attempt (
    delivery_id bigint      NOT NULL REFERENCES webhook_delivery ON DELETE CASCADE,
    number      integer     NOT NULL,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- What the receiver answered, or why it did not.
    http_status integer,
    code        text,
    PRIMARY KEY (delivery_id, number)
);

-- Runs as the owner of the tables, because a worker's role may end a job and not write here. Whatever ends a job, this
-- transaction also tells of it. No row that a job can have makes it fail, since the job could not end then.
CREATE FUNCTION webhook_tell() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
BEGIN
    INSERT INTO webhook_delivery (job_id, owner, host, status, attempt, error_code, reference, batch, occurred_at)
    VALUES (NEW.id, NEW.owner, coalesce(substring(NEW.callback_url from '^[a-z]+://([^/?]+)'), ''), NEW.status,
        NEW.attempt, CASE WHEN NEW.status = 'FAILED' THEN NEW.error_code END, NEW.reference, NEW.batch,
        coalesce(NEW.finished_at, clock_timestamp()));
    RETURN NULL;
END
$$;

CREATE FUNCTION webhook_forget() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
BEGIN
    UPDATE webhook_delivery SET reference = NEW.reference, batch = NEW.batch WHERE job_id = NEW.id;
    RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION webhook_tell(), webhook_forget() FROM PUBLIC;

CREATE TRIGGER webhook_tell AFTER UPDATE OF status ON job FOR EACH ROW
    WHEN (NEW.callback_url IS NOT NULL AND NEW.status <> OLD.status
        AND NEW.status IN ('SUCCEEDED', 'FAILED', 'CANCELLED'))
    EXECUTE FUNCTION webhook_tell();

CREATE TRIGGER webhook_forget AFTER UPDATE OF reference, batch ON job FOR EACH ROW
    WHEN (NEW.callback_url IS NOT NULL
        AND (NEW.reference IS DISTINCT FROM OLD.reference OR NEW.batch IS DISTINCT FROM OLD.batch))
    EXECUTE FUNCTION webhook_forget();
