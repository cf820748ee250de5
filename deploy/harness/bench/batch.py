"""`lungburden bench batch`: what one batch of 10,000 jobs costs whoever follows it, and whoever downloads its results.

One API on a PostgreSQL with its durable defaults; the client is on the same machine. The jobs are written into the database. While the
counts are read, sessions move running jobs on like workers do, so that the table is as it is in the middle of the work.
"""

import argparse
import http.client
import io
import itertools
import json
import sys
import threading
import time
import zipfile

import yaml

from harness.cluster import Cluster, end_on_signals
from harness.launcher import HOME

BATCH = "cohort"
GOAL_MS = 20
GOAL_ROWS = 5000
WORKERS = 8

FILL = """
    INSERT INTO job (id, status, stage, progress, attempt, lease_until, upload_key, upload_bytes, upload_sha256, upload_format, created_at,
        queued_since, started_at, finished_at, due_at, reference, batch, priority, result)
    SELECT CAST(md5(CAST(n AS text)) AS uuid), status, 'SEGMENTING', 0.5, 1, CASE WHEN status = 'RUNNING' THEN now() + interval '1 day' END,
        'uploads/' || n, 5, '00ff', 'ZIP', now() - make_interval(secs => %(jobs)s - n), now(), now(),
        CASE WHEN status = 'SUCCEEDED' THEN now() END, now() + interval '1 day', 'study-' || n, %(batch)s, 'batch',
        CASE WHEN status = 'SUCCEEDED' THEN %(result)s END
    FROM generate_series(1, %(jobs)s) AS n, LATERAL (
        SELECT CASE WHEN n %% 10 < %(done)s THEN 'SUCCEEDED' WHEN n %% 100 = 99 THEN 'RUNNING' ELSE 'QUEUED' END AS status) AS job
"""
# as workers report: the version rises, and with it an entry of an index is made
MOVE = "UPDATE job SET progress = random(), version = version + 1 WHERE id = %s"


def result():
    """The example of the contract, as long as a real document."""
    contract = yaml.safe_load((HOME / "openapi.yaml").read_text())
    return json.dumps(contract["components"]["examples"]["result"]["value"])


def fill(cluster, jobs, done):
    """Writes the batch anew. done: tenths that have succeeded"""
    session = cluster.postgres.connect()
    with session.cursor() as cursor:
        cursor.execute("DELETE FROM job")
        cursor.execute(FILL, {"jobs": jobs, "batch": BATCH, "done": done, "result": result()})
        cursor.execute("ANALYZE job")
    session.close()


class Mover(threading.Thread):
    """Moves the jobs on, one after the other."""

    def __init__(self, cluster, jobs, over):
        super().__init__(daemon=True)
        self.session, self.jobs, self.over = cluster.postgres.connect(), itertools.cycle(jobs), over

    def run(self):
        with self.session.cursor() as cursor:
            while not self.over.wait(0.25):
                cursor.execute(MOVE, [next(self.jobs)])


def counts(cluster, runs):
    """Milliseconds of each call for the counts, sorted."""
    over = threading.Event()
    running = [row.id for row in cluster.postgres.rows("SELECT CAST(id AS text) FROM job WHERE status = 'RUNNING'")]
    movers = [Mover(cluster, running[number::WORKERS], over) for number in range(WORKERS)]
    for mover in movers:
        mover.start()
    connection = http.client.HTTPConnection("127.0.0.1", cluster.apis[0].port, timeout=30)
    took = []
    for run in range(100 + runs):
        begin = time.monotonic()
        connection.request("GET", f"/v1/batches/{BATCH}")
        answer = connection.getresponse()
        body = json.load(answer)
        assert answer.status == 200 and body["counts"]["RUNNING"] > 0, body
        if run >= 100:  # the compiler, and the driver's prepared statements
            took.append((time.monotonic() - begin) * 1000)
        time.sleep(0.01)
    over.set()
    for mover in movers:
        mover.join()
    return sorted(took)


def download(cluster, path):
    """Bytes and seconds of a whole answer."""
    connection = http.client.HTTPConnection("127.0.0.1", cluster.apis[0].port, timeout=120)
    begin = time.monotonic()
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, body[:300]
    return body, time.monotonic() - begin


def row(what, value, goal):
    print(f"| {what} | {value} | {goal} |", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="lungburden bench batch")
    parser.add_argument("--jobs", type=int, default=10_000, help="jobs of the batch (default: 10000)")
    parser.add_argument("--runs", type=int, default=1000, help="timed calls for the counts (default: 1000)")
    options = parser.parse_args()
    end_on_signals()
    print("| what | measured | goal |\n|---|---:|---:|")
    with Cluster(apis=1, workers=0) as cluster:
        fill(cluster, options.jobs, 5)
        took = counts(cluster, options.runs)
        for name, share in (("median", 0.5), ("p99", 0.99)):
            goal = f"{GOAL_MS} ms" if name == "p99" else ""
            row(f"counts of {options.jobs} jobs while jobs move on, {name}", f"{took[int(share * (len(took) - 1))]:.1f} ms", goal)
        fill(cluster, options.jobs, 10)
        table, _ = download(cluster, f"/v1/batches/{BATCH}/measurements.csv")
        assert table.count(b"\r\n") == options.jobs + 1
        seconds = min(download(cluster, f"/v1/batches/{BATCH}/measurements.csv")[1] for _ in range(3))
        row("table of their measurements", f"{options.jobs / seconds:.0f} rows/s", f"{GOAL_ROWS} rows/s")
        packed, seconds = download(cluster, f"/v1/batches/{BATCH}/files.zip")
        members = len(zipfile.ZipFile(io.BytesIO(packed)).namelist())
        row("zip of their results alone", f"{members / seconds:.0f} jobs/s", "")
        row("most memory of the API", f"{cluster.apis[0].peak_memory_mb():.0f} MB", "")
        connection = http.client.HTTPConnection("127.0.0.1", cluster.apis[0].port, timeout=120)
        fill(cluster, options.jobs, 0)
        begin = time.monotonic()
        connection.request("POST", f"/v1/batches/{BATCH}/cancel")
        left = json.load(connection.getresponse())
        assert left["counts"]["CANCELLED"] == options.jobs, left
        row("cancel of all", f"{time.monotonic() - begin:.1f} s", "")
    return 0


if __name__ == "__main__":
    sys.exit(main())
