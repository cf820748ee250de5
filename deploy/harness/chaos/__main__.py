"""`lungburden chaos`: jobs under faults in every part, and then an audit of all stored data.

A cluster of real processes takes studies from patient clients of two owners, who sign in with keys. Meanwhile the run kills,
pauses and cuts off processes at random. Then the run repairs everything, the queue runs empty, and an audit reads database,
store and broker. Every accepted job must have ended as promised, exactly once. Exits with 0 when all checks hold, otherwise with 1.
"""

import json
import sys
import time

from harness import studies
from harness.chaos.audit import Check, audit, unfinished
from harness.chaos.fault_injector import FaultInjector
from harness.chaos.options import OWNERS, parse, settings
from harness.chaos.report import print_report
from harness.chaos.supervisor import END_SECONDS, Supervisor
from harness.chaos.workload import AcceptedJob, Workload
from harness.client import Client
from harness.cluster import Cluster, end_on_signals
from harness.processes import NotStarted
from harness.webhooks import Receiver

PATIENCE_SECONDS = 300
DRAIN_SECONDS = 300
SWEPT_SECONDS = 120


def run_undisturbed(cluster, all_studies, keys):
    """Runs each study before any fault; later answers are compared with these answers."""
    owner, key = next(iter(keys.items()))
    client = Client(lambda: [api.port for api in cluster.apis], key=key)
    accepted, answers = [], {}
    for study in all_studies:
        reference = f"undisturbed-{len(accepted)}"
        job = client.submit(study, reference, reference)
        while job["status"] in ("QUEUED", "RUNNING"):
            time.sleep(0.1)
            job = client.look(job["id"])
        accepted.append(AcceptedJob(reference, study.name, "none", owner, job["id"]))
        if study.code is None:
            stored = cluster.postgres.row("SELECT result FROM job WHERE id = %s", job["id"])
            answers[study.name] = json.loads(stored.result)["volumesMl"]
            for region, ml in study.volumes_ml.items():
                if abs(answers[study.name][region] - ml) > studies.COARSE_SHARE * ml:
                    raise SystemExit(f"without any fault {region} is {answers[study.name][region]} mL instead of {ml}")
    client.close()
    return accepted, answers


def secret(cluster, key):
    """What signs the messages to this key's owner."""
    client = Client(lambda: [api.port for api in cluster.apis], key=key)
    status, body = client.ask("GET", "/v1/webhook-secret")
    client.close()
    if status != 200:
        raise SystemExit(f"the webhook secret was answered with {status}: {body[:300]!r}")
    return json.loads(body)["secret"]


def run_under_faults(injector, workload, seconds):
    """Injects faults while jobs arrive, until every kind of fault has occurred and the clients are done."""
    workload.start()
    end = time.monotonic() + seconds
    while not workload.done() and (time.monotonic() < end or injector.kinds_to_come()):
        injector.step()
        time.sleep(0.05)
    injector.repair_all()


def await_no_work_left(cluster, supervisor, workload):
    """Waits until the clients and receivers have their answers and no job is left; returns the jobs that did not end."""
    limit = time.monotonic() + DRAIN_SECONDS
    while time.monotonic() < limit:
        supervisor.supervise()
        if workload.done() and unfinished(cluster) == 0:
            return []
        time.sleep(0.5)
    stuck = cluster.postgres.rows(
        "SELECT id::text, status, attempt, due_at - clock_timestamp() AS due_in,"
        " lease_until - clock_timestamp() AS lease_ends_in FROM job WHERE status IN ('QUEUED', 'RUNNING') LIMIT 5")
    return [f"after {DRAIN_SECONDS} s {unfinished(cluster)} jobs or deliveries have not ended, as {stuck}"]


def audit_once_swept(cluster, supervisor, accepted, codes, answers, receiver):
    """The audit, after purge and sweep have done their work or have had enough time."""
    limit = time.monotonic() + SWEPT_SECONDS
    while True:
        supervisor.supervise()
        checks = audit(cluster, accepted, codes, answers, receiver.received())
        if not any(check.violations for check in checks) or time.monotonic() > limit:
            return checks
        time.sleep(2)


def stop_all(cluster):
    """Whether every service stops in order, and the workers leave no copy of a study."""
    check = Check("every service stops in order, and no worker leaves a copy of a study")
    for service in cluster.services():
        check.expect(service.terminate(), f"{service.name} had to be killed")
    left = [str(file) for file in cluster.work.rglob("*") if file.is_file() and not file.name.endswith(".lock")]
    check.expect(not left, f"left: {left[:5]}")
    return check


def check_ends(injector, supervisor):
    """Two checks of how processes ended during the faults."""
    started = Check("no process refused its settings", sum(supervisor.exits.values()))
    started.violations += [f"{kind} ended with 2" for kind, code in supervisor.exits if code == 2]
    ended = Check(f"every process that was told to end did within {END_SECONDS} s", sum(
        times for kind, times in injector.injected.items() if "launcher" in kind or "in order" in kind))
    ended.violations += supervisor.slow_ends
    return [started, ended]


def logger(quiet):
    """Returns a function that prints each event with its time, unless quiet."""
    begun = time.monotonic()

    def log(text):
        if not quiet:
            print(f"{time.monotonic() - begun:7.1f} s  {text}", flush=True)

    return log


def main():
    options = parse(__doc__.partition("\n\n")[2])
    seconds = 60 * (options.minutes or options.jobs / 80)
    end_on_signals()
    environment, lease_seconds, gap_seconds = settings(options.short)
    with Cluster(options.apis, options.workers, environment, proxied=True, store=options.store) as cluster:
        all_studies = studies.mixed(cluster.folder.path)
        codes = {study.name: study.code for study in all_studies if study.code}
        keys = {owner: cluster.key(owner, "submit,read,admin") for owner in OWNERS}
        receiver = Receiver(cluster.folder.path, {owner: secret(cluster, key) for owner, key in keys.items()}, options.seed)
        cluster.closing.append(receiver.close)
        accepted, answers = run_undisturbed(cluster, all_studies, keys)
        cluster.rabbit.await_queues_written()
        log = logger(options.quiet)
        supervisor = Supervisor(cluster, log)
        injector = FaultInjector(cluster, supervisor, options.seed, lease_seconds, gap_seconds, log)
        workload = Workload(all_studies, lambda: [api.port for api in cluster.apis], keys, options.jobs, seconds,
                            options.seed, PATIENCE_SECONDS, receiver.url)
        begun = time.monotonic()
        run_under_faults(injector, workload, seconds)
        never_ended = Check("no job is stuck, and every client got its answer", options.jobs)
        never_ended.violations += await_no_work_left(cluster, supervisor, workload) + workload.failures
        took = time.monotonic() - begun
        accepted += workload.accepted
        checks = [never_ended, *audit_once_swept(cluster, supervisor, accepted, codes, answers, receiver), stop_all(cluster),
                  *check_ends(injector, supervisor)]
        print_report(injector, supervisor, workload, accepted, cluster, checks, took)
    return 1 if any(check.violations for check in checks) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except NotStarted as failure:
        sys.exit(f"lungburden: {failure}")
