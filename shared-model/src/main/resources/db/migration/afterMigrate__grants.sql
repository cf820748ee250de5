-- Runs after every migration. Where the roles of deploy/database/roles.sql exist, each gets what its process needs and
-- nothing else. Only the owner of the tables can grant, so a process with another role does nothing here.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_tables
            WHERE schemaname = current_schema() AND tablename = 'job' AND tableowner = current_user) THEN
        RETURN;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'lungburden_api') THEN
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "${flyway:defaultSchema}" TO lungburden_api;
        GRANT SELECT ON SEQUENCE claim_number TO lungburden_api;
        REVOKE INSERT, UPDATE, DELETE ON flyway_schema_history, model FROM lungburden_api;
        REVOKE INSERT, DELETE ON installation FROM lungburden_api;
        -- Entries of the audit are added and read; the function alone removes old ones.
        REVOKE UPDATE, DELETE ON audit FROM lungburden_api;
        GRANT EXECUTE ON FUNCTION audit_expire(interval, integer) TO lungburden_api;
    END IF;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'lungburden_worker') THEN
        GRANT SELECT, UPDATE ON job TO lungburden_worker;
        GRANT SELECT, INSERT, UPDATE ON attempt, model, owner_turn TO lungburden_worker;
        GRANT USAGE ON SEQUENCE claim_number TO lungburden_worker;
        GRANT SELECT, INSERT, UPDATE, DELETE ON worker_beat TO lungburden_worker;
        GRANT SELECT, INSERT ON outbox, artifact, revision_artifact TO lungburden_worker;
        GRANT SELECT, UPDATE ON task, revision, revision_artifact TO lungburden_worker;
        GRANT SELECT ON installation, flyway_schema_history TO lungburden_worker;
    END IF;
END
$$;
