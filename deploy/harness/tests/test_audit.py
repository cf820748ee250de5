"""The audit of the chaos run finds each kind of violation."""

import hashlib
from collections import Counter
from types import SimpleNamespace

import pytest

from harness.chaos import audit
from harness.chaos.workload import AcceptedJob

JOB = "00000000-0000-0000-0000-000000000001"
RESULT = f'{{"jobId": "{JOB}", "volumesMl": {{"lung": 1}}}}'


def state(**changes):
    """A job that succeeded with its second attempt, with all its data in order, except for the given changes."""
    right = {
        "jobs": jobs(),
        "acts": acts(),
        "artifacts": artifacts(),
        "files": {f"uploads/{JOB}", f"jobs/{JOB}/2/a"},
        "messages": {"lungburden.jobs": 0, "lungburden.jobs.dead": 0},
        "files_elsewhere": [],
        "store": None,
        "events": {JOB: [event()]},
        "received": [message()],
    }
    return SimpleNamespace(**{**right, **changes})


def event(message="m1", kind="job.succeeded"):
    return SimpleNamespace(job_id=JOB, message=message, type=kind)


def message(**changes):
    right = {"id": "m1", "job": JOB, "owner": "ward", "type": "job.succeeded", "verified": True, "answered": 204}
    return SimpleNamespace(**{**right, **changes})


def job(**changes):
    right = {"id": JOB, "owner": "ward", "status": "SUCCEEDED", "attempt": 2, "failures": 1, "reference": "r", "error_code": None,
             "result": RESULT, "deleted_at": None, "upload_key": f"uploads/{JOB}"}
    return SimpleNamespace(**{**right, **changes})


def jobs(**changes):
    return {JOB: job(**changes)}


def acts(submits=1, deletions=0):
    return Counter({("ward", "JOB_SUBMIT", JOB): submits, ("ward", "JOB_DELETE", JOB): deletions})


def artifacts(size=0, sha256="0" * 64):
    return {JOB: [SimpleNamespace(key=f"jobs/{JOB}/2/a", bytes=size, sha256=sha256)]}


ACCEPTED = [AcceptedJob("r", "good", "none", "ward", JOB, told=True)]
CHECKS = {
    "ended as promised": lambda found: audit.every_accepted_job_ended_as_promised(found, ACCEPTED, {}),
    "accepted once": lambda found: audit.every_job_was_accepted_once(found, ACCEPTED),
    "owners": lambda found: audit.every_job_is_its_owners(found, ACCEPTED),
    "log": lambda found: audit.every_act_is_in_the_log(found, ACCEPTED),
    "told": lambda found: audit.every_end_was_told(found, ACCEPTED),
    "order": audit.events_of_a_job_came_in_order,
    "signed": lambda found: audit.every_message_is_signed_right(found, ACCEPTED),
    "volumes": lambda found: audit.volumes_are_the_phantoms(found, ACCEPTED, {"good": {"lung": 1}}),
    "no file left over": audit.no_file_is_left_over,
    "queues": audit.queues_are_empty,
}


@pytest.mark.parametrize("check", CHECKS)
def test_the_audit_finds_nothing_where_all_is_right(check):
    assert CHECKS[check](state()).violations == []


@pytest.mark.parametrize("check, wrong", [
    ("ended as promised", {"jobs": {}}),
    ("ended as promised", {"jobs": jobs(status="FAILED", error_code="INTERNAL")}),
    ("ended as promised", {"jobs": jobs(status="FAILED", error_code="WORKER_LOST", failures=4)}),
    ("ended as promised", {"jobs": jobs(status="CANCELLED")}),
    ("accepted once", {"jobs": {**jobs(), "other": job(id="other")}}),
    ("owners", {"jobs": jobs(owner="research")}),
    ("log", {"acts": acts(submits=0)}),
    ("log", {"acts": acts(submits=2)}),
    ("log", {"acts": acts(deletions=1)}),
    ("log", {"acts": Counter({("research", "JOB_SUBMIT", JOB): 1})}),
    ("told", {"received": []}),
    ("told", {"received": [message(answered=500)]}),
    ("told", {"received": [message(type="job.failed")]}),
    ("told", {"events": {}}),
    ("told", {"events": {JOB: [event(kind="job.failed")]}, "received": [message(type="job.failed")]}),
    ("order", {"events": {JOB: [event("m0", "job.cancelled"), event()]},
               "received": [message(), message(id="m0", type="job.cancelled")]}),
    ("signed", {"received": [message(verified=False)]}),
    ("signed", {"received": [message(owner="research")]}),
    ("volumes", {"jobs": jobs(result=RESULT.replace('"lung": 1', '"lung": 2'))}),
    ("no file left over", {"files": {f"uploads/{JOB}", f"jobs/{JOB}/1/a"}}),
    ("no file left over", {"jobs": jobs(deleted_at="then")}),
    ("no file left over", {"files_elsewhere": ["store.made-while-away/a"]}),
    ("queues", {"messages": {"lungburden.jobs.dead": 1}}),
])
def test_the_audit_finds_what_is_wrong(check, wrong):
    assert CHECKS[check](state(**wrong)).violations


def test_the_audit_reads_the_files_themselves(tmp_path):
    file = tmp_path / f"jobs/{JOB}/2/a"
    found = state(store=tmp_path, artifacts=artifacts(size=5, sha256=hashlib.sha256(b"bytes").hexdigest()))
    assert audit.artifact_files_are_whole(found).violations
    file.parent.mkdir(parents=True)
    file.write_bytes(b"BYTES")
    assert audit.artifact_files_are_whole(found).violations
    file.write_bytes(b"bytes")
    assert audit.artifact_files_are_whole(found).violations == []


def test_the_audit_asks_the_queries_that_the_tests_in_java_prove():
    asked = []

    def rows(query):
        asked.append(query)
        return [SimpleNamespace(offender="job")] if "failures > 5" in query else []

    checks = audit.invariants_hold(SimpleNamespace(postgres=SimpleNamespace(rows=rows)), 3)
    assert len(checks) == len(asked) == audit.INVARIANTS.read_text().count("-- name: ") > 10
    assert [(check.rule, check.looked_at) for check in checks if check.violations] == [
        ("no job failed more often than allowed", 3)]
