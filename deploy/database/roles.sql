-- Three users in place of one: the owner changes the schema and nothing else, the API and the workers change rows and
-- never tables. A superuser runs this once, in the database of LungBurden:
--     psql -v owner_password=... -v api_password=... -v worker_password=... -f deploy/database/roles.sql
-- Then the owner migrates (docs/operations.md). Each migration gives both roles what they need.
-- Whoever needs no passwords here (pg_hba.conf with certificates) leaves the ALTER lines out.
\set ON_ERROR_STOP on
SELECT NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lungburden_owner') AS fresh \gset
\if :fresh
CREATE ROLE lungburden_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
CREATE ROLE lungburden_api LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
CREATE ROLE lungburden_worker LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
\endif
ALTER ROLE lungburden_owner PASSWORD :'owner_password';
ALTER ROLE lungburden_api PASSWORD :'api_password';
ALTER ROLE lungburden_worker PASSWORD :'worker_password';

SELECT current_database() AS database \gset
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE :"database" TO lungburden_owner;
GRANT CONNECT ON DATABASE :"database" TO lungburden_api, lungburden_worker;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO lungburden_owner;
GRANT USAGE ON SCHEMA public TO lungburden_api, lungburden_worker;

-- The tables of a service that had one user until now.
SELECT format('ALTER TABLE %I.%I OWNER TO lungburden_owner', nspname, relname)
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = 'public' AND relkind = 'r'
\gexec
SELECT format('ALTER FUNCTION %s OWNER TO lungburden_owner', pg_proc.oid::regprocedure)
    FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace WHERE nspname = 'public'
\gexec
