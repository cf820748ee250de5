"""Patient clients that submit studies, and the answers that the service owes them for each accepted job."""

import heapq
import itertools
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from harness.client import Client

# the shares of jobs that get a further request after their submit
PLANS = {"cancel": 0.06, "cancel and retry": 0.04, "delete": 0.06, "retry": 0.02, "post again": 0.08}
LATER_SECONDS = 1.5
# the share of jobs whose receiver is told
TOLD = 0.5


@dataclass
class AcceptedJob:
    """One accepted job from the view of its client."""

    reference: str
    study: str
    plan: str
    owner: str
    id: str = None
    told: bool = False
    cancelled: bool = False
    may_be_cancelled: bool = False
    deleted: bool = False
    problems: list = field(default_factory=list)


class Workload:
    """Submits jobs over a period from several threads; cancels, retries, deletes or repeats some of them, as clients do.

    studies: the studies to post, in turn
    ports: called for the APIs' ports
    keys: of each owner; the clients take the owners in turn
    seconds: the period of all submits
    callback: called for the address of an owner's receiver
    """

    THREADS = 4

    def __init__(self, studies, ports, keys, jobs, seconds, seed, patience, callback):
        self.studies = studies
        self.accepted = []
        self.numbers = itertools.count()
        self.jobs = jobs
        self.callback = callback
        self.seconds = seconds
        self.seed = seed
        self.begun = time.monotonic()
        self.lock = threading.Lock()
        owners = [owner for _, owner in zip(range(self.THREADS), itertools.cycle(keys))]
        self.clients = [Client(ports, seed * 1000 + n, patience, keys[owner]) for n, owner in enumerate(owners)]
        self.threads = [threading.Thread(target=self._run, args=(client, owner), daemon=True)
                        for client, owner in zip(self.clients, owners)]
        self.failures = []

    def start(self):
        for thread in self.threads:
            thread.start()

    def done(self):
        return not any(thread.is_alive() for thread in self.threads)

    def requests(self):
        """The number of requests, and the answers that caused a repeated request."""
        retried = Counter()
        for client in self.clients:
            retried.update(client.retried)
        return sum(client.requests for client in self.clients), retried

    def _run(self, client, owner):
        later = []
        try:
            while True:
                with self.lock:
                    number = next(self.numbers)
                if number >= self.jobs:
                    break
                self._catch_up(client, later, self.begun + number * self.seconds / self.jobs)
                self._submit(client, owner, number, later)
            self._catch_up(client, later, None)
        except Exception as failure:  # the audit reports the failure
            self.failures.append(f"{type(failure).__name__}: {failure}")
        finally:
            client.close()

    def _submit(self, client, owner, number, later):
        chance = random.Random(self.seed * 1_000_003 + number)
        plan = chance.choices([*PLANS, "none"], [*PLANS.values(), 1 - sum(PLANS.values())])[0]
        study = self.studies[number % len(self.studies)]
        job = AcceptedJob(f"chaos-{self.seed}-{number}", study.name, plan, owner)
        job.told = chance.random() < TOLD
        job.id = self._post(client, study, job)["id"]
        with self.lock:
            self.accepted.append(job)
        if plan != "none":
            due = time.monotonic() + chance.uniform(0, 2 * LATER_SECONDS)
            heapq.heappush(later, (due, number, job, study, plan.split(" and ")))

    def _post(self, client, study, job):
        return client.submit(study, job.reference, job.reference, self.callback(job.owner) if job.told else None)

    def _catch_up(self, client, later, until):
        """Does the due steps until a time; without a time does all steps."""
        while later and (until is None or later[0][0] < until):
            due, number, job, study, steps = heapq.heappop(later)
            time.sleep(max(0.0, due - time.monotonic()))
            if not self._step(client, job, study, steps[0]):
                heapq.heappush(later, (time.monotonic() + LATER_SECONDS, number, job, study, steps))
            elif steps[1:]:
                heapq.heappush(later, (time.monotonic(), number, job, study, steps[1:]))
        if until is not None:
            time.sleep(max(0.0, until - time.monotonic()))

    def _step(self, client, job, study, what):
        """Returns True when the step is done, False when a later repeat is necessary."""
        if what == "cancel":
            # 409: the job had ended, or the first answer was lost and this is the second try
            job.cancelled = client.change(job.id, "cancel") == 200
            job.may_be_cancelled = True
        elif what == "retry":
            status = client.change(job.id, "retry")
            if status == 409:
                return client.look(job.id)["status"] == "SUCCEEDED"
            job.cancelled = job.may_be_cancelled = False
        elif what == "delete":
            job.deleted = client.delete(job.id) in (204, 404)
        elif what == "post again":
            again = self._post(client, study, job)["id"]
            if again != job.id:
                job.problems.append(f"a repeated post made another job, {again}")
        return True
