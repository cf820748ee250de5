"""The books of a cluster at rest, read by SQL and from the store's folder, against what clients were promised."""

import hashlib
import json
from dataclasses import dataclass, field

MOST_FAILURES = 5
FINISHED = ("SUCCEEDED", "FAILED", "CANCELLED")


@dataclass
class Line:
    """One rule: how many things were looked at, and what breaks it."""

    rule: str
    checked: int = 0
    broken: list = field(default_factory=list)

    def check(self, holds, what):
        self.checked += 1
        if not holds:
            self.broken.append(what)


class Books:
    """All rows and files at one moment."""

    def __init__(self, cluster):
        rows = cluster.postgres.rows
        self.jobs = {str(row[0]): row for row in rows(
            "SELECT id, status, attempt, failures, reference, error_code, result, deleted_at, upload_key FROM job")}
        self.attempts = {}
        for job, number, ended, outcome, code in rows(
                "SELECT job_id, number, ended_at, outcome, code FROM attempt ORDER BY job_id, number"):
            self.attempts.setdefault(str(job), []).append((number, ended, outcome, code))
        self.artifacts = {}
        for job, *rest in rows("SELECT job_id, attempt, name, key, bytes, sha256 FROM artifact"):
            self.artifacts.setdefault(str(job), []).append(rest)
        self.unsent = [str(job) for (job,) in rows("SELECT job_id FROM outbox WHERE sent_at IS NULL")]
        self.in_flight = [key for (key,) in rows("SELECT key FROM idempotency WHERE job_id IS NULL")]
        self.store = cluster.store.root
        self.files = {str(file.relative_to(self.store)) for file in self.store.rglob("*") if file.is_file()}
        self.messages = cluster.rabbit.messages()
        # what was made in the place of a store that was away
        self.elsewhere = [str(file) for folder in self.store.parent.glob("store.*")
                          for file in folder.rglob("*") if file.is_file()]


def unfinished(cluster):
    """How many jobs are queued or running."""
    return cluster.postgres.rows(
        "SELECT count(*) FROM job WHERE status NOT IN ('SUCCEEDED', 'FAILED', 'CANCELLED')")[0][0]


def audit(cluster, promises, codes, answers):
    """The lines of the audit.

    codes: what each broken study fails with, by its name
    answers: the volumes of each good study, by its name
    """
    books = Books(cluster)
    return [
        kept(books, promises, codes),
        made_once(books, promises),
        numbered(books),
        outcomes(books),
        results(books, promises, answers),
        winners(books),
        whole(books),
        no_files_left(books),
        sent(books),
        keys(books),
        queues(books),
    ]


def kept(books, promises, codes):
    line = Line("every accepted job ended as promised")
    for promise in promises:
        row = books.jobs.get(promise.job)
        line.check(not promise.faults, f"{promise.reference}: {promise.faults}")
        if promise.deleted:
            line.check(row is None or row[7] is not None, f"{promise.reference} was deleted and is there")
        elif row is None or row[7] is not None:
            line.check(False, f"{promise.reference} is gone")
        else:
            line.check(ended_truly(row, promise, codes), f"{promise.reference} ({promise.plan}): {row[1:6]}")
    return line


def ended_truly(row, promise, codes):
    status, failures, code = row[1], row[3], row[5]
    if status == "CANCELLED":
        return promise.may_be_cancelled
    if promise.cancelled:
        return False
    if status == "FAILED":
        return code == codes.get(promise.study) or (code == "WORKER_LOST" and failures >= MOST_FAILURES)
    return status == "SUCCEEDED" and promise.study not in codes


def made_once(books, promises):
    line = Line("no job that nobody was promised, none twice")
    known = {promise.job: promise.reference for promise in promises}
    line.check(len(known) == len(promises), "two promises name one job")
    for job, row in books.jobs.items():
        # an upload that never became a job is one that is deleted from birth, until it is purged
        line.check(known.get(job) == row[4] or (row[7] is not None and row[4] is None), f"{row[4]} is job {job}")
    return line


def numbered(books):
    line = Line("attempts are numbered 1 to n without a gap, and all have ended")
    for job, row in books.jobs.items():
        attempts = books.attempts.get(job, [])
        line.check(
            [attempt[0] for attempt in attempts] == list(range(1, row[2] + 1))
            and all(attempt[1] is not None for attempt in attempts),
            f"{job}: attempt {row[2]}, rows {attempts}")
    return line


def outcomes(books):
    line = Line("one attempt succeeded of each job that did, none of another; at most 5 failures")
    for job, row in books.jobs.items():
        won = [attempt[0] for attempt in books.attempts.get(job, []) if attempt[2] == "SUCCEEDED"]
        last = [row[2]] if row[1] == "SUCCEEDED" else []
        line.check(row[1] in FINISHED and row[3] <= MOST_FAILURES and (won == last), f"{job}: {row[1:6]}, won by {won}")
    return line


def results(books, promises, answers):
    line = Line("every result's volumes are the phantom's")
    study_of = {promise.job: promise.study for promise in promises}
    for job, row in books.jobs.items():
        if row[1] == "SUCCEEDED" and row[7] is None:
            result = json.loads(row[6])
            line.check(
                result["jobId"] == job and result["volumesMl"] == answers.get(study_of.get(job)),
                f"{job}: {result['volumesMl']}")
    return line


def winners(books):
    line = Line("artifacts are those of the attempt that succeeded, as the result lists them")
    for job, row in books.jobs.items():
        rows = books.artifacts.get(job, [])
        line.check(all(attempt == row[2] for attempt, *_ in rows), f"{job}: artifacts of {rows}")
        if row[1] != "SUCCEEDED":
            line.check(not rows, f"{job} did not succeed and has artifacts")
        else:
            listed = {(item["name"], item["sha256"]) for item in json.loads(row[6])["artifacts"]}
            line.check(rows and listed == {(name, digest) for _, name, _, _, digest in rows}, f"{job}: {listed}")
    return line


def whole(books):
    line = Line("every artifact's file is there with its bytes")
    for job, rows in books.artifacts.items():
        if books.jobs[job][7] is None:
            for _, _, key, size, digest in rows:
                line.check(digest_of(books.store / key) == (size, digest), key)
    return line


def digest_of(file):
    """Size and sha256 of a file, or None."""
    if not file.is_file():
        return None
    content = file.read_bytes()
    return len(content), hashlib.sha256(content).hexdigest()


def no_files_left(books):
    line = Line("no file that no row names")
    named = {row[8] for row in books.jobs.values() if row[7] is None}
    named |= {key for job, rows in books.artifacts.items() if books.jobs[job][7] is None for _, _, key, _, _ in rows}
    for key in books.files:
        # a mark of the store itself is no artifact
        line.check(key in named or not key.startswith(("uploads/", "jobs/", ".incoming/")), key)
    for file in books.elsewhere:
        line.check(False, f"{file} was written while the store was away")
    return line


def sent(books):
    return Line("every message was sent", len(books.jobs), books.unsent)


def keys(books):
    return Line("no idempotency key is left in flight", len(books.jobs), books.in_flight)


def queues(books):
    line = Line("the broker's queues are empty, that of dead letters too")
    for name, number in books.messages.items():
        line.check(number == 0, f"{name}: {number} messages")
    return line
