#!/bin/sh
# PostgreSQL's image runs this once, for a new volume: makes the roles of the services.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -v owner_password="$DATABASE_OWNER_PASSWORD" \
    -v api_password="$DATABASE_API_PASSWORD" -v worker_password="$DATABASE_WORKER_PASSWORD" -f /lungburden/roles.sql
