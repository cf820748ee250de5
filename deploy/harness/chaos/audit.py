"""Compares database, store and broker of a cluster at rest with the promises that its clients received."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field

from harness.launcher import HOME

MOST_FAILURES = 5
# the tests in Java read the same file
INVARIANTS = HOME / "shared-model" / "src" / "test" / "resources" / "invariants.sql"


@dataclass
class Check:
    """One rule: the number of checked items, and the items that break the rule."""

    rule: str
    looked_at: int = 0
    violations: list = field(default_factory=list)

    def expect(self, holds, what):
        self.looked_at += 1
        if not holds:
            self.violations.append(what)


class ClusterState:
    """All rows, files and messages at one moment. The keys of jobs and their artifacts are the job ids."""

    def __init__(self, cluster, received):
        rows = cluster.postgres.rows
        # what a receiver that survived everything wrote down
        self.received = received
        self.events = {}
        for event in rows("SELECT job_id::text, message::text, 'job.' || lower(status) AS type FROM webhook_delivery ORDER BY id"):
            self.events.setdefault(event.job_id, []).append(event)
        self.jobs = {job.id: job for job in rows(
            "SELECT id::text, owner, status, attempt, failures, reference, error_code, result, deleted_at, upload_key"
            " FROM job")}
        # how often the log tells of each owner's done act with each job
        self.acts = Counter({(entry.owner, entry.action, entry.job_id): entry.times for entry in rows(
            "SELECT owner, action, job_id::text, sum(times) AS times FROM audit"
            " WHERE code IS NULL AND job_id IS NOT NULL GROUP BY owner, action, job_id")})
        self.artifacts = {}
        for artifact in rows("SELECT job_id::text, key, bytes, sha256 FROM artifact"):
            self.artifacts.setdefault(artifact.job_id, []).append(artifact)
        self.store = cluster.store.root
        self.files = {str(file.relative_to(self.store)) for file in self.store.rglob("*") if file.is_file()}
        self.messages = cluster.rabbit.messages()
        # folders that a service made in the place of a missing store
        self.files_elsewhere = [str(file) for folder in self.store.parent.glob("store.*")
                                for file in folder.rglob("*") if file.is_file()]


def unfinished(cluster):
    """How many jobs are queued or running, and how many ends of jobs are still to be told."""
    return cluster.postgres.row(
        "SELECT (SELECT count(*) FROM job WHERE status IN ('QUEUED', 'RUNNING'))"
        " + (SELECT count(*) FROM webhook_delivery WHERE state = 'PENDING') AS jobs").jobs


def audit(cluster, accepted, codes, answers, received):
    """Runs all checks and returns them.

    accepted: the jobs that the service accepted from clients
    codes: the error code of each broken study, by its name
    answers: the volumes of each good study, by its name
    received: the messages that the receiver got
    """
    state = ClusterState(cluster, received)
    return [
        every_accepted_job_ended_as_promised(state, accepted, codes),
        every_job_was_accepted_once(state, accepted),
        every_job_is_its_owners(state, accepted),
        every_act_is_in_the_log(state, accepted),
        every_end_was_told(state, accepted),
        events_of_a_job_came_in_order(state),
        every_message_is_signed_right(state, accepted),
        *invariants_hold(cluster, len(state.jobs)),
        volumes_are_the_phantoms(state, accepted, answers),
        artifact_files_are_whole(state),
        no_file_is_left_over(state),
        queues_are_empty(state),
    ]


def every_accepted_job_ended_as_promised(state, accepted, codes):
    check = Check("every accepted job ended as promised")
    for promised in accepted:
        job = state.jobs.get(promised.id)
        check.expect(not promised.problems, f"{promised.reference}: {promised.problems}")
        if promised.deleted:
            check.expect(job is None or job.deleted_at is not None, f"{promised.reference} was deleted and is there")
        elif job is None or job.deleted_at is not None:
            check.expect(False, f"{promised.reference} is gone")
        else:
            check.expect(ended_as_promised(job, promised, codes),
                         f"{promised.reference} ({promised.plan}): {summary(job)}")
    return check


def ended_as_promised(job, promised, codes):
    if job.status == "CANCELLED":
        return promised.may_be_cancelled
    if promised.cancelled:
        return False
    if job.status == "FAILED":
        return job.error_code == codes.get(promised.study) or (
            job.error_code == "WORKER_LOST" and job.failures >= MOST_FAILURES)
    return job.status == "SUCCEEDED" and promised.study not in codes


def summary(job):
    return f"{job.status} {job.error_code}, attempt {job.attempt}, {job.failures} failures"


def every_job_was_accepted_once(state, accepted):
    check = Check("no job that nobody was promised, none twice")
    references = {promised.id: promised.reference for promised in accepted}
    check.expect(len(references) == len(accepted), "two promises name one job")
    for job in state.jobs.values():
        # the database keeps an upload without a job as a deleted job from the start, until the purge
        check.expect(
            references.get(job.id) == job.reference or (job.deleted_at is not None and job.reference is None),
            f"{job.reference} is job {job.id}")
    return check


def every_job_is_its_owners(state, accepted):
    check = Check("every job belongs to the owner of its key")
    for promised in accepted:
        job = state.jobs.get(promised.id)
        # the purge leaves no owner
        if job is not None and job.deleted_at is None:
            check.expect(job.owner == promised.owner, f"{promised.reference} of {promised.owner} belongs to {job.owner}")
    return check


def every_act_is_in_the_log(state, accepted):
    """A repeated post is one act. A deletion whose answer was lost is one act too."""
    check = Check("the log tells once of every submit and of every deletion")
    for promised in accepted:
        for action, times in (("JOB_SUBMIT", 1), ("JOB_DELETE", 1 if promised.deleted else 0)):
            told = state.acts[promised.owner, action, promised.id]
            check.expect(told == times, f"{promised.reference}: {action} {told} times instead of {times}")
    return check


def every_end_was_told(state, accepted):
    """Of a deleted job the deliveries go with its row, so that its receiver may miss them."""
    check = Check("every finished job with a callback was delivered")
    told = {(message.id, message.job, message.type) for message in state.received if message.answered == 204}
    for promised in accepted:
        job = state.jobs.get(promised.id)
        if not promised.told or promised.deleted or job is None or job.deleted_at is not None:
            continue
        events = state.events.get(promised.id, [])
        check.expect(events and events[-1].type == f"job.{job.status.lower()}",
                     f"{promised.reference} is {job.status}, and its events are {[event.type for event in events]}")
        for event in events:
            check.expect((event.message, promised.id, event.type) in told, f"{promised.reference}: {event.type} was not delivered")
    return check


def events_of_a_job_came_in_order(state):
    check = Check("the events of each job came in their order")
    first = {}
    for place, message in enumerate(state.received):
        if message.answered == 204:
            first.setdefault(message.id, place)
    for job, events in state.events.items():
        places = [first[event.message] for event in events if event.message in first]
        check.expect(places == sorted(places), f"{job}: {[event.type for event in events]} at {places}")
    return check


def every_message_is_signed_right(state, accepted):
    """By a library that others wrote, and with the secret of the job's owner."""
    check = Check("every message is signed with its owner's secret, and of a job with a callback")
    owners = {promised.id: promised.owner for promised in accepted if promised.told}
    for message in state.received:
        check.expect(message.verified and owners.get(message.job) == message.owner, f"{message}")
    return check


def invariants():
    """The queries by rule name; each returns the rows that break its rule."""
    blocks = INVARIANTS.read_text().split("-- name: ")[1:]
    return {name: query for name, _, query in (block.partition("\n") for block in blocks)}


def invariants_hold(cluster, jobs):
    return [Check(name.replace("_", " "), jobs, [row.offender for row in cluster.postgres.rows(query)])
            for name, query in invariants().items()]


def volumes_are_the_phantoms(state, accepted, answers):
    check = Check("every result's volumes are the phantom's")
    studies = {promised.id: promised.study for promised in accepted}
    for job in state.jobs.values():
        if job.status == "SUCCEEDED" and job.deleted_at is None:
            result = json.loads(job.result)
            check.expect(result["jobId"] == job.id and result["volumesMl"] == answers.get(studies.get(job.id)),
                         f"{job.id}: {result['volumesMl']}")
    return check


def artifact_files_are_whole(state):
    check = Check("every artifact's file is there with its bytes")
    for job_id, artifacts in state.artifacts.items():
        if state.jobs[job_id].deleted_at is None:
            for artifact in artifacts:
                check.expect(
                    size_and_digest(state.store / artifact.key) == (artifact.bytes, artifact.sha256), artifact.key)
    return check


def size_and_digest(file):
    """Size and sha256 of a file, or None."""
    if not file.is_file():
        return None
    content = file.read_bytes()
    return len(content), hashlib.sha256(content).hexdigest()


def no_file_is_left_over(state):
    check = Check("no file that no row names")
    kept = [job for job in state.jobs.values() if job.deleted_at is None]
    named = {job.upload_key for job in kept}
    named |= {artifact.key for job in kept for artifact in state.artifacts.get(job.id, [])}
    for key in state.files:
        # a mark of the store itself is no artifact
        check.expect(key in named or not key.startswith(("uploads/", "jobs/", ".incoming/")), key)
    for file in state.files_elsewhere:
        check.expect(False, f"{file} was written while the store was away")
    return check


def queues_are_empty(state):
    check = Check("the broker's queues are empty, that of dead letters too")
    for name, number in state.messages.items():
        check.expect(number == 0, f"{name}: {number} messages")
    return check
