"""A rolling upgrade and the way back: processes of two versions on one database, one broker and one store.

`LUNGBURDEN_UPGRADE=1 ./lungburden test launcher test_upgrade.py` builds the commit that the file earlier-version
names. The gate leaves it out.
"""

import json
import os
import subprocess
import time
from pathlib import Path

import pytest

from harness import studies
from harness.client import Client
from harness.cluster import Cluster
from harness.launcher import HOME, LAUNCHER

pytestmark = [
    pytest.mark.programs,
    pytest.mark.skipif("LUNGBURDEN_UPGRADE" not in os.environ, reason="LUNGBURDEN_UPGRADE=1 builds and tests an earlier version"),
]

EARLIER = (Path(__file__).parent / "earlier-version").read_text().strip()
SETTINGS = {
    "LUNGBURDEN_JAVA_OPTS": "-XX:TieredStopAtLevel=1",
    "LUNGBURDEN_WORKER_IDLE_POLL": "300ms",
    "LUNGBURDEN_SWEEP_INTERVAL": "1s",
    "LUNGBURDEN_SWEEP_GRACE": "1s",
}
JOBS = 12


@pytest.fixture(scope="module")
def earlier(tmp_path_factory):
    """The launcher of the earlier version, built in a clone of its own."""
    folder = tmp_path_factory.mktemp("earlier") / "lungburden"
    subprocess.run(["git", "clone", "--quiet", "--shared", "--no-checkout", HOME, folder], check=True)
    subprocess.run(["git", "-C", folder, "checkout", "--quiet", EARLIER], check=True)
    subprocess.run([folder / "lungburden", "phantom", "-o", folder.parent / "phantom.nii.gz"], check=True, timeout=900)
    return folder / "lungburden"


def ask(client, path):
    status, body = client.ask("GET", path)
    assert status == 200, (path, body[:300])
    return body


def finish(client, jobs):
    """Waits until no job runs; all must have succeeded."""
    end = time.monotonic() + 180
    while time.monotonic() < end:
        states = {client.look(job)["status"] for job in jobs}
        if not states & {"QUEUED", "RUNNING"}:
            assert states == {"SUCCEEDED"}
            return
        time.sleep(0.2)
    raise AssertionError(f"jobs do not end: {states}")


def migrations(cluster):
    return cluster.postgres.row("SELECT count(*) AS done FROM flyway_schema_history").done


def test_versions_side_by_side_finish_every_job_and_so_does_a_roll_back(earlier):
    with Cluster(apis=1, workers=1, settings=SETTINGS, launcher=earlier) as cluster:
        study = studies.small(cluster.folder.path)
        old_api, old_worker = cluster.apis[0], cluster.workers[0]
        jobs = []

        def client_of(api):
            return Client(lambda: [api.port], patience=60)

        def submit(api, name):
            client = client_of(api)
            jobs.extend(client.submit(study, f"{name}-{n}")["id"] for n in range(JOBS))
            client.close()

        submit(old_api, "before")
        finish(client_of(old_api), jobs)
        schema = migrations(cluster)

        # the new API migrates while the old version works
        cluster.launcher = LAUNCHER
        new_api = cluster.add_api()
        submit(old_api, "while-it-starts")
        new_api.await_ready()
        assert migrations(cluster) > schema
        new_worker = cluster.add_worker()
        new_worker.await_ready()
        workers = set()
        while workers != {old_worker.name, new_worker.name}:
            submit(old_api, "side-by-side")
            submit(new_api, "side-by-side")
            finish(client_of(old_api), jobs)
            finish(client_of(new_api), jobs)
            workers = {row.worker for row in cluster.postgres.rows("SELECT DISTINCT worker FROM attempt")}

        submit(new_api, "the-old-ones-stop")
        assert old_worker.terminate() and old_api.terminate()
        finish(client_of(new_api), jobs)

        # the earlier version comes back on the new schema, beside jobs and files of the new one
        submit(new_api, "roll-back")
        old_api.start()
        old_worker.start()
        assert new_worker.terminate()
        old_api.await_ready()
        old_worker.await_ready()
        assert new_api.terminate()
        submit(old_api, "rolled-back")
        client = client_of(old_api)
        finish(client, jobs)
        ends = {row.outcome for row in cluster.postgres.rows("SELECT DISTINCT outcome FROM attempt")}
        assert ends <= {"SUCCEEDED", "RELEASED"}
        time.sleep(3)  # sweeps of the earlier version
        for job in jobs:
            assert json.loads(ask(client, f"/v1/jobs/{job}/result"))["volumesMl"]
            assert ask(client, f"/v1/jobs/{job}/artifacts/labels.nii.gz")
