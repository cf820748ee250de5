-- Who follows many jobs asks for what changed since the last look. The transaction that made a job's last visible change
-- gives the order: every transaction below the oldest one that still runs has ended, so that none of its changes can
-- appear later. A time or a sequence would miss the change of a transaction that ends after a later one.
-- A trigger writes it, because processes of an earlier version change jobs too.
ALTER TABLE job ADD COLUMN changed_in xid8 NOT NULL DEFAULT pg_current_xact_id();

CREATE FUNCTION job_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_in := pg_current_xact_id();
    RETURN NEW;
END
$$;

CREATE TRIGGER job_changed BEFORE UPDATE ON job
    FOR EACH ROW WHEN (OLD.version <> NEW.version) EXECUTE FUNCTION job_changed();

CREATE INDEX job_changed ON job (changed_in);
