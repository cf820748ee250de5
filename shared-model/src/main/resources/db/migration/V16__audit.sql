-- Who did what with which job. Nothing here names a patient. A job's row may be gone while its entries stay.
CREATE TABLE audit (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- Whose audit tells of it; empty where nobody knows who called.
    owner  text        NOT NULL,
    actor  text        NOT NULL,
    action text        NOT NULL,
    job_id uuid,
    -- The file of a result, or the id of a key.
    item   text,
    -- Why it was refused; null when it was done.
    code   text,
    -- Refusals of one kind are counted.
    times  integer     NOT NULL
);

CREATE INDEX audit_list ON audit (owner, at DESC, id DESC);
CREATE INDEX audit_job ON audit (owner, job_id, at DESC, id DESC) WHERE job_id IS NOT NULL;
CREATE INDEX audit_actor ON audit (owner, actor, at DESC, id DESC);
CREATE INDEX audit_age ON audit (at);

-- Entries are only added. Whoever owns the table could remove this trigger; the role of the service need not own it.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF current_setting('lungburden.audit', true) = 'expire'
                AND OLD.at < clock_timestamp() - interval '30 days' THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- The only way to remove entries. It runs as the table's owner, because the role of the service may not delete.
CREATE FUNCTION audit_expire(keep interval, most integer) RETURNS integer LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
DECLARE
    removed integer;
BEGIN
    IF keep < interval '30 days' THEN
        RAISE EXCEPTION 'the audit keeps at least 30 days';
    END IF;
    PERFORM set_config('lungburden.audit', 'expire', true);
    DELETE FROM audit WHERE id IN (
        SELECT id FROM audit WHERE at < clock_timestamp() - keep ORDER BY at LIMIT most FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS removed = ROW_COUNT;
    PERFORM set_config('lungburden.audit', '', true);
    RETURN removed;
END
$$;

REVOKE ALL ON FUNCTION audit_expire(interval, integer) FROM PUBLIC;
