"""What remains of a patient after the deletion of a job and after the time of keeping, where each process has a role of its
own in the database."""

import io
import json
import socket
import subprocess
import time
import zipfile

import psycopg2
import pydicom
import pytest

from harness.client import Client
from harness.cluster import Cluster
from harness.launcher import HOME, run
from harness.postgres import BIN, USER
from harness.studies import Study

pytestmark = pytest.mark.programs

KEPT_SECONDS = 4
PATIENCE_SECONDS = 90
# each appears nowhere but in the requests of these tests
NAMES = {place: f"Xq{place}Zwilling" for place in ("Reference", "Subject", "Batch", "File", "Patient", "Key", "Broken")}
SETTINGS = {
    "LUNGBURDEN_JAVA_OPTS": "-XX:TieredStopAtLevel=1",
    "LUNGBURDEN_SEGMENTER": "phantom",
    "LUNGBURDEN_JOB_DEADLINE": "60s",
    "LUNGBURDEN_PURGE_INTERVAL": "300ms",
    "LUNGBURDEN_PURGE_SECOND_ROUND": "1s",
    "LUNGBURDEN_RETENTION_INTERVAL": "500ms",
    "LUNGBURDEN_RETENTION_RESULTS": f"{KEPT_SECONDS}s",
    "LOGGING_LEVEL_ROOT": "INFO",
    "LUNGBURDEN_WORKER_IDLE_POLL": "300ms",
}


class Separated(Cluster):
    """The API migrates as the owner of the tables, and works as a role that may not change them; so does the worker."""

    def add_api(self, **settings):
        psql = [BIN / "psql", "-h", "127.0.0.1", "-p", str(self.postgres.port), "-U", USER, "-d", USER, "-q",
                "-v", "owner_password=o", "-v", "api_password=a", "-v", "worker_password=w",
                "-f", HOME / "deploy/database/roles.sql"]
        subprocess.run(psql, check=True, timeout=60)
        return super().add_api(
            SPRING_DATASOURCE_USERNAME="lungburden_api", SPRING_FLYWAY_USER="lungburden_owner", **settings)

    def add_worker(self, port=0, **settings):
        return super().add_worker(port, SPRING_DATASOURCE_USERNAME="lungburden_worker", **settings)


@pytest.fixture(scope="module")
def cluster():
    with Separated(settings=SETTINGS) as started:
        yield started


@pytest.fixture(scope="module")
def client(cluster):
    client = Client(lambda: [api.port for api in cluster.apis], patience=30)
    yield client
    client.close()


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """A zip of DICOM whose headers and names of files tell the patient."""
    folder = tmp_path_factory.mktemp("study")
    assert run("phantom", "-o", "phantom.zip", cwd=folder).returncode == 0
    named = io.BytesIO()
    with zipfile.ZipFile(folder / "phantom.zip") as before, zipfile.ZipFile(named, "w") as after:
        for number, name in enumerate(before.namelist()):
            image = pydicom.dcmread(io.BytesIO(before.read(name)))
            image.PatientName = NAMES["Patient"]
            image.PatientID = NAMES["Patient"]
            written = io.BytesIO()
            image.save_as(written)
            after.writestr(f"{NAMES['File']}{number}.dcm", written.getvalue())
    return Study("named", named.getvalue())


def until(what):
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        found = what()
        if found:
            return found
        assert time.monotonic() < end, "it does not come about"
        time.sleep(0.2)


def found_in(cluster):
    """The names that are found, as "place: name"."""
    dump = subprocess.run(
        [BIN / "pg_dump", "-h", "127.0.0.1", "-p", str(cluster.postgres.port), "-U", USER, "-d", USER],
        capture_output=True, check=True, timeout=60).stdout
    places = {"database": dump, "logs": b"".join(log.read_bytes() for log in cluster.folder.path.glob("*.log"))}
    for root in (cluster.store.root, cluster.work):
        for file in root.rglob("*"):
            places[str(file)] = str(file).encode() + (file.read_bytes() if file.is_file() else b"")
    return sorted(f"{place}: {name}" for place, text in places.items() for name in NAMES.values()
                  if name.encode() in text)


def submitted(client, study):
    labels = f"{NAMES['Reference']}&subject={NAMES['Subject']}&batch={NAMES['Batch']}"
    return client.submit(study, labels, NAMES["Key"])["id"]


def succeeded(client, job):
    look = until(lambda: (client.look(job) or {}).get("status") == "SUCCEEDED" and client.look(job))
    assert "error" not in look
    return look


def test_nothing_is_left_after_a_deletion(cluster, client, study):
    job = submitted(client, study)
    succeeded(client, job)
    found = "\n".join(found_in(cluster))
    assert NAMES["Patient"] in found and f"database: {NAMES['Reference']}" in found  # the search finds
    assert client.delete(job) == 204
    labels = cluster.postgres.rows("SELECT reference, subject, result FROM job WHERE id = %s", job)
    assert not labels or not any(labels[0])
    until(lambda: not cluster.postgres.rows("SELECT 1 FROM job WHERE id = %s", job))
    until(lambda: not found_in(cluster))


def test_nothing_is_left_after_the_time_of_keeping_but_the_job(cluster, client, study):
    job = submitted(client, study)
    expires = succeeded(client, job)["expiresAt"]
    until(lambda: client.ask("GET", f"/v1/jobs/{job}/result")[0] == 410)
    until(lambda: not found_in(cluster))
    left = client.look(job)
    assert left["status"] == "SUCCEEDED" and left["expiresAt"][:16] >= expires[:16]
    assert not {"reference", "subject", "batch"} & set(left)
    for call in ("result", "artifacts/labels.nii.gz"):
        status, body = client.ask("GET", f"/v1/jobs/{job}/{call}")
        assert (status, json.loads(body)["code"]) == (410, "RESULT_GONE")
    actions = [row.action for row in cluster.postgres.rows(
        "SELECT action FROM audit WHERE job_id = %s ORDER BY id", job)]
    assert actions[0] == "JOB_SUBMIT" and actions[-1] == "JOB_EXPIRE"


def test_no_log_shows_a_query(cluster, client):
    name = NAMES["Broken"]
    for query in (f"reference={name}&unknown=1", f"reference={name}%ZZ", f"cursor={name}", f"{name}=1&limit=0"):
        assert client.ask("GET", f"/v1/jobs?{query}")[0] == 400
    for target in (f"/v1/jobs?reference={name} x", f"/v1/jobs?reference={name}<", f"/{name}\x01"):
        with socket.create_connection(("127.0.0.1", cluster.apis[0].port), timeout=10) as raw:
            raw.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            assert raw.recv(100).startswith(b"HTTP/1.1 400")
    assert not [place for place in found_in(cluster) if place.startswith("logs") and name in place]


def refused(cluster, role, statement):
    session = psycopg2.connect(host="127.0.0.1", port=cluster.postgres.port, user=role, dbname=USER)
    try:
        with session.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute(statement)
    finally:
        session.close()


@pytest.mark.parametrize("statement", [
    "ALTER TABLE job ADD COLUMN more text", "DROP TABLE job", "CREATE TABLE mine (n integer)",
    "UPDATE audit SET actor = 'nobody'", "DELETE FROM audit", "TRUNCATE audit",
    "ALTER TABLE audit DISABLE TRIGGER ALL", "DELETE FROM flyway_schema_history", "COPY job TO PROGRAM 'true'"])
def test_the_api_changes_neither_tables_nor_the_audit(cluster, statement):
    refused(cluster, "lungburden_api", statement)


@pytest.mark.parametrize("statement", [
    "SELECT * FROM access_key", "SELECT * FROM audit", "SELECT * FROM idempotency", "INSERT INTO access_key (id) VALUES ('1')",
    "SELECT audit_expire('40 days', 1)", "DELETE FROM job", "ALTER TABLE job ADD COLUMN more text"])
def test_a_worker_reads_no_keys_and_no_audit(cluster, statement):
    refused(cluster, "lungburden_worker", statement)


def test_a_worker_reads_no_sessions(cluster):
    tables = [row.name for row in cluster.postgres.rows(
        "SELECT table_name AS name FROM information_schema.role_table_grants WHERE grantee = 'lungburden_worker'")]
    assert set(tables) == {"job", "attempt", "outbox", "artifact", "task", "revision", "revision_artifact", "model",
                           "installation", "owner_turn", "worker_beat", "flyway_schema_history"}
