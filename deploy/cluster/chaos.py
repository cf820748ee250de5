"""`lungburden chaos`: jobs while everything breaks, and then the books.

A cluster of real processes takes studies from patient clients while processes are killed, paused and cut off at random.
In the end everything works again, the queue runs empty, and an audit reads database, store and broker: every accepted
job must have ended as promised, exactly once. Exits with 0 when all of it holds, 1 when not.
"""

import argparse
import json
import sys
import time
from collections import Counter

import audit
import studies
from client import Client
from cluster import Cluster, end_on_signals
from crew import END_SECONDS, Crew
from ledger import Promise, Work
from processes import NotStarted
from store import STORES

LEASE_SECONDS = 6
GAP_SECONDS = (0.5, 3.0)
PATIENCE_SECONDS = 300
DRAIN_SECONDS = 300
SWEPT_SECONDS = 120
# short, so that what is lost is found and what is left is swept within a run
SETTINGS = {
    "LUNGBURDEN_SEGMENTER": "phantom",
    "LUNGBURDEN_JOB_LEASE": f"{LEASE_SECONDS}s",
    "LUNGBURDEN_JOB_RENEWAL": "2s",
    "LUNGBURDEN_JOB_DEADLINE": "60s",
    "LUNGBURDEN_JOB_FIRST_DELAY": "500ms",
    "LUNGBURDEN_JOB_MAX_DELAY": "4s",
    "LUNGBURDEN_JOB_REAPER_INTERVAL": "1s",
    "LUNGBURDEN_IDEMPOTENCY_LEASE": "10s",
    "LUNGBURDEN_SWEEP_INTERVAL": "3s",
    "LUNGBURDEN_SWEEP_GRACE": "20s",
    "LUNGBURDEN_PURGE_INTERVAL": "1s",
    "LUNGBURDEN_PURGE_SECOND_ROUND": "15s",
    "LUNGBURDEN_PURGE_RETRY_DELAY": "1s",
}


def arguments():
    parser = argparse.ArgumentParser(prog="lungburden chaos", description=__doc__.partition("\n\n")[2])
    parser.add_argument("--jobs", type=int, default=1000, help="how many (default: 1000)")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of all chance (default: the time)")
    parser.add_argument("--minutes", type=float, help="over which they are submitted (default: one for 80 jobs)")
    parser.add_argument("--apis", type=int, default=2)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--store", choices=sorted(STORES), default="file")
    parser.add_argument("--short", action="store_true",
                        help="40 jobs, every kind of fault once and briefly; 90 s on two quiet cores")
    parser.add_argument("--quiet", action="store_true", help="does not tell each fault")
    options = parser.parse_args()
    if options.short:
        options.jobs, options.minutes, options.workers = 40, 0.4, 2
    return options


def settings(short):
    """Of all services, and the lease in seconds and the gap between faults that go with them."""
    if not short:
        return SETTINGS, LEASE_SECONDS, GAP_SECONDS
    brief = {
        "LUNGBURDEN_JOB_LEASE": "3s",
        "LUNGBURDEN_JOB_RENEWAL": "1s",
        "LUNGBURDEN_JOB_FIRST_DELAY": "200ms",
        "LUNGBURDEN_JOB_MAX_DELAY": "1s",
        "LUNGBURDEN_SWEEP_INTERVAL": "1s",
        "LUNGBURDEN_SWEEP_GRACE": "8s",
        "LUNGBURDEN_PURGE_SECOND_ROUND": "8s",
    }
    return {**SETTINGS, **brief}, 3, (0.2, 1.0)


def calm(cluster, all_studies):
    """Runs each study before anything breaks; its answers are what the others are compared with."""
    client = Client(lambda: [api.port for api in cluster.apis])
    promises, answers = [], {}
    for study in all_studies:
        reference = f"calm-{len(promises)}"
        job = client.submit(study, reference, reference)
        while job["status"] in ("QUEUED", "RUNNING"):
            time.sleep(0.1)
            job = client.look(job["id"])
        promises.append(Promise(reference, study.name, "none", job["id"]))
        if study.code is None:
            (result,), = cluster.postgres.rows("SELECT result FROM job WHERE id = %s", job["id"])
            answers[study.name] = json.loads(result)["volumesMl"]
            for region, ml in study.volumes_ml.items():
                if abs(answers[study.name][region] - ml) > studies.COARSE_SHARE * ml:
                    raise SystemExit(f"without any fault {region} is {answers[study.name][region]} mL instead of {ml}")
    client.close()
    return promises, answers


def storm(cluster, crew, work, seconds):
    """Breaks things while jobs come, until every kind of fault has come and the clients are done."""
    work.start()
    every = set(crew.kinds())
    end = time.monotonic() + seconds
    while not work.done() and (time.monotonic() < end or every - set(crew.counts)):
        crew.round()
        time.sleep(0.05)
    crew.repair_all()


def settle(cluster, crew, work):
    """Waits until the clients have their answers and no job is left to do; tells what never ended."""
    limit = time.monotonic() + DRAIN_SECONDS
    while time.monotonic() < limit:
        crew.supervise()
        if work.done() and audit.unfinished(cluster) == 0:
            return []
        time.sleep(0.5)
    stuck = cluster.postgres.rows(
        "SELECT id, status, attempt, due_at - clock_timestamp(), lease_until - clock_timestamp() FROM job"
        " WHERE status IN ('QUEUED', 'RUNNING') LIMIT 5")
    return [f"after {DRAIN_SECONDS} s {audit.unfinished(cluster)} jobs have not ended, as {stuck}"]


def swept(cluster, crew, promises, codes, answers):
    """The audit, once purge and sweep have done their work or had time enough."""
    limit = time.monotonic() + SWEPT_SECONDS
    while True:
        crew.supervise()
        lines = audit.audit(cluster, promises, codes, answers)
        if not any(line.broken for line in lines) or time.monotonic() > limit:
            return lines
        time.sleep(2)


def stopped(cluster):
    """Whether every service stops in order, and the workers leave no copy of a study."""
    line = audit.Line("every service stops in order, and no worker leaves a copy of a study")
    for service in cluster.services():
        line.check(service.terminate(), f"{service.name} had to be killed")
    left = [str(file) for file in cluster.work.rglob("*") if file.is_file() and not file.name.endswith(".lock")]
    line.check(not left, f"left: {left[:5]}")
    return line


def table(crew, work, promises, cluster, lines, seconds):
    """Prints what happened and whether the books are right."""
    print(f"\n{len(promises)} jobs in {seconds:.0f} s, seed {work.seed}\n")
    print("| fault | times |\n|---|---|")
    for kind, times in sorted(crew.counts.items()):
        print(f"| {kind} | {times} |")
    print(f"| together | {sum(crew.counts.values())} |\n")
    ended = Counter(f"{kind} with {code}" for (kind, code), times in crew.exits.items() for _ in range(times))
    print("ends of processes: " + ", ".join(f"{what} {times}" for what, times in sorted(ended.items())))
    sent, refused = work.tries()
    print(f"requests: {sent}, of which were sent again after " + ", ".join(
        f"{what} {times}" for what, times in sorted(refused.items(), key=str)) + "\n")
    statuses = Counter(
        status if code is None else f"{status} {code}" for status, code in cluster.postgres.rows(
            "SELECT status, error_code FROM job WHERE deleted_at IS NULL"))
    statuses["deleted"] = sum(promise.deleted for promise in promises)
    print("| outcome | jobs |\n|---|---|")
    for status, jobs in sorted(statuses.items()):
        print(f"| {status} | {jobs} |")
    print("\n| attempts | jobs |\n|---|---|")
    for attempts, jobs in cluster.postgres.rows(
            "SELECT attempt, count(*) FROM job WHERE deleted_at IS NULL GROUP BY attempt ORDER BY attempt"):
        print(f"| {attempts} | {jobs} |")
    print("\n| audit | looked at | broken |\n|---|---|---|")
    for line in lines:
        print(f"| {line.rule} | {line.checked} | {len(line.broken)} |")
    for line in lines:
        for what in line.broken[:10]:
            print(f"\nBROKEN {line.rule}: {what}")


def main():
    options = arguments()
    seconds = 60 * (options.minutes or options.jobs / 80)
    end_on_signals()
    environment, lease_seconds, gap_seconds = settings(options.short)
    log = (lambda _: None) if options.quiet else print_now
    with Cluster(options.apis, options.workers, environment, proxied=True, store=options.store) as cluster:
        all_studies = studies.mixed(cluster.folder.path)
        codes = {study.name: study.code for study in all_studies if study.code}
        promises, answers = calm(cluster, all_studies)
        cluster.rabbit.await_queues_written()
        crew = Crew(cluster, options.seed, lease_seconds, gap_seconds, log)
        work = Work(all_studies, lambda: [api.port for api in cluster.apis], options.jobs, seconds, options.seed,
                    PATIENCE_SECONDS)
        begun = time.monotonic()
        storm(cluster, crew, work, seconds)
        never = audit.Line("no job is stuck, and every client got its answer", options.jobs)
        never.broken += settle(cluster, crew, work) + work.failures
        took = time.monotonic() - begun
        promises += work.promises
        lines = [never, *swept(cluster, crew, promises, codes, answers), stopped(cluster)]
        started = audit.Line("no process refused its settings", sum(crew.exits.values()))
        started.broken += [f"{kind} ended with 2" for kind, code in crew.exits if code == 2]
        lines.append(started)
        ended = audit.Line(f"every process that was told to end did within {END_SECONDS} s", sum(
            times for kind, times in crew.counts.items() if "launcher" in kind or "in order" in kind))
        ended.broken += crew.slow
        lines.append(ended)
        table(crew, work, promises, cluster, lines, took)
    return 1 if any(line.broken for line in lines) else 0


def print_now(text):
    print(text, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except NotStarted as failure:
        sys.exit(f"lungburden: {failure}")
