"""`lungburden bench cluster`: the gain from several processes, and the cost of a job without its network.

Client, APIs, workers, PostgreSQL and RabbitMQ share this machine. Every figure comes from one run. The table shows the load average
too, since others may use the machine at the same time.
"""

import argparse
import itertools
import sys
import threading
import time
from pathlib import Path

from harness import studies
from harness.client import Client
from harness.cluster import Cluster, end_on_signals
from harness.processes import NotStarted

SLEEP_SECONDS = 2
SLEEPS_A_WORKER = 12
RATE = 50
RATE_SECONDS = 20
WARM_JOBS = 300
MANY_JOBS = 1000
CLIENTS = 4
SIZING_WARM_JOBS = 2
SIZING_JOBS = 6


def load():
    """The load average of the last minute."""
    return Path("/proc/loadavg").read_text().split()[0]


def ports(cluster):
    return lambda: [api.port for api in cluster.apis]


def submit(cluster, study, batch, jobs, rate=None):
    """Submits from several threads, at a rate in jobs/s or as fast as possible; returns when the service has accepted all."""
    numbers = itertools.count()
    lock = threading.Lock()
    begun = time.monotonic()
    failures = []

    def run(seed):
        client = Client(ports(cluster), seed)
        try:
            while True:
                with lock:
                    number = next(numbers)
                if number >= jobs:
                    return
                if rate:
                    time.sleep(max(0.0, begun + number / rate - time.monotonic()))
                client.submit(study, f"{batch}&batch={batch}")
        except Exception as failure:  # the caller reports the failure
            failures.append(failure)
        finally:
            client.close()

    threads = [threading.Thread(target=run, args=(n,), daemon=True) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise SystemExit(f"a submit failed: {failures[0]}")


def finish(cluster, batch, jobs, status="SUCCEEDED"):
    """Waits until a batch has ended; seconds from its first submit to its last end, by the database's clock."""
    while cluster.postgres.row(
            "SELECT count(*) AS jobs FROM job WHERE batch = %s AND status IN ('QUEUED', 'RUNNING')", batch).jobs:
        time.sleep(0.25)
    found = cluster.postgres.row(
        "SELECT count(*) FILTER (WHERE status = %s) AS ended,"
        " extract(epoch FROM max(finished_at) - min(created_at))::float AS seconds FROM job WHERE batch = %s", status, batch)
    if found.ended != jobs:
        raise SystemExit(f"{found.ended} of {jobs} jobs ended with {status}")
    return found.seconds


def more_workers():
    """Rows of jobs a second with one worker and with three workers, whose network sleeps."""
    rows = []
    with Cluster(1, 1, {"LUNGBURDEN_SEGMENTER": f"sleep:{SLEEP_SECONDS}s"}) as cluster:
        study = studies.small(cluster.folder.path)
        submit(cluster, study, "warm", 2)
        finish(cluster, "warm", 2)
        for workers in (1, 3):
            for service in [cluster.add_worker() for _ in range(workers - len(cluster.workers))]:
                service.await_ready()
            if workers > 1:
                submit(cluster, study, "warm-more", 2 * workers)
                finish(cluster, "warm-more", 2 * workers)
            jobs = SLEEPS_A_WORKER * workers
            submit(cluster, study, f"sleep-{workers}", jobs)
            rows.append((f"{workers} of them", jobs / finish(cluster, f"sleep-{workers}", jobs), load()))
    return rows


def claim_latency(cluster, study):
    """Milliseconds from a job's row to the begin of its first attempt, p50 and p99, while workers are idle."""
    jobs = RATE * RATE_SECONDS
    submit(cluster, study, "rate", jobs, RATE)
    finish(cluster, "rate", jobs, "FAILED")
    return cluster.postgres.row(
        "SELECT percentile_cont(ARRAY[0.5, 0.99]) WITHIN GROUP (ORDER BY"
        " extract(epoch FROM a.started_at - j.created_at)::float * 1000) AS latencies"
        " FROM job j JOIN attempt a ON a.job_id = j.id AND a.number = 1 WHERE j.batch = 'rate'").latencies


def many(cluster, study, batch):
    """Jobs a second, and milliseconds of processor time that each part takes for one job."""
    before = cluster.cpu_seconds()
    own = time.process_time()
    submit(cluster, study, batch, MANY_JOBS)
    seconds = finish(cluster, batch, MANY_JOBS)
    used = {name: 1000 * (after - before[name]) / MANY_JOBS for name, after in cluster.cpu_seconds().items()}
    used["client"] = 1000 * (time.process_time() - own) / MANY_JOBS
    return MANY_JOBS / seconds, used


def short_jobs():
    """Rows of the cost of jobs whose network takes no time."""
    with Cluster(1, 2, {"LUNGBURDEN_SEGMENTER": "none"}) as cluster:
        study = studies.thin(cluster.folder.path)
        broken = studies.cut_short(study)
        submit(cluster, study, "warm", WARM_JOBS)
        finish(cluster, "warm", WARM_JOBS)
        submit(cluster, broken, "warm-broken", WARM_JOBS)
        finish(cluster, "warm-broken", WARM_JOBS, "FAILED")
        p50, p99 = claim_latency(cluster, broken)
        latency = (p50, p99, load())
        rate, used = many(cluster, study, "many")
        return latency, (rate, used, load())


def sizing(files):
    """Rows of throughput and memory of one worker with its network, for the whole phantom and for each file."""
    rows = []
    with Cluster(1, 1, {"LUNGBURDEN_SEGMENTER": "network"}) as cluster:
        worker, = cluster.workers
        for study in [studies.whole(cluster.folder.path), *map(studies.of_file, files)]:
            submit(cluster, study, f"warm-{study.name}", SIZING_WARM_JOBS)
            finish(cluster, f"warm-{study.name}", SIZING_WARM_JOBS)
            before = worker.cpu_seconds()
            submit(cluster, study, f"size-{study.name}", SIZING_JOBS)
            seconds = finish(cluster, f"size-{study.name}", SIZING_JOBS) / SIZING_JOBS
            used = (worker.cpu_seconds() - before) / SIZING_JOBS
            stored = cluster.postgres.row(
                "SELECT sum(a.bytes) AS bytes FROM artifact a JOIN job j ON j.id = a.job_id WHERE j.batch = %s",
                f"size-{study.name}").bytes
            rows.append((study.name, len(study.body) / 1e6, seconds, used, worker.peak_memory_mb(),
                         float(stored) / SIZING_JOBS / 1e6, load()))
    return rows


def print_sizing(rows):
    print("\n| study | MB | jobs an hour of one worker | its s a job | processor s | its memory so far, MB | results, MB | load |\n"
          "|---|---|---|---|---|---|---|---|")
    for name, size, seconds, used, memory, stored, at in rows:
        print(f"| {name} | {size:.1f} | {3600 / seconds:.0f} | {seconds:.1f} | {used:.1f} | {memory:.0f} | {stored:.2f} | {at} |")


def main():
    parser = argparse.ArgumentParser(prog="lungburden bench cluster", description=__doc__.partition("\n\n")[2])
    parser.add_argument("--sizing", nargs="*", metavar="STUDY", type=Path,
                        help="only what one worker makes of the phantom and of these studies, to size a system by")
    arguments = parser.parse_args()
    end_on_signals()
    if arguments.sizing is not None:
        print_sizing(sizing(arguments.sizing))
        return 0
    (_, one, one_load), (_, three, three_load) = more_workers()
    (p50, p99, latency_load), (rate, used, rate_load) = short_jobs()
    print("| what | figure | target | load |\n|---|---|---|---|")
    print(f"| one worker whose network sleeps {SLEEP_SECONDS} s | {one:.2f} jobs/s | | {one_load} |")
    print(f"| three of them | {three:.2f} jobs/s, {three / one:.2f} times | 2.7 times | {three_load} |")
    print(f"| submit to claim at {RATE} submits/s, workers idle, p50 | {p50:.1f} ms | 20 ms | {latency_load} |")
    print(f"| the same, p99 | {p99:.1f} ms | 100 ms | {latency_load} |")
    print(f"| {MANY_JOBS} jobs without a network, two workers | {rate:.1f} jobs/s | 40 jobs/s | {rate_load} |")
    print("\nprocessor time of one of these jobs, of all of them over their number: "
          + ", ".join(f"{name} {ms:.1f} ms" for name, ms in used.items()))
    print_sizing(sizing([]))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except NotStarted as failure:
        sys.exit(f"lungburden: {failure}")
