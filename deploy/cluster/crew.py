"""Keeps the services of a cluster running, as an orchestrator would, and breaks things as a chaos run wants."""

import random
import time
from collections import Counter

import faults

MOST_AT_ONCE = 2
# a process that cannot start while the database is away is tried again after it
RESTART_PAUSE_SECONDS = 1
# a process ends within 30 s of its SIGTERM, whatever is away; the rest is for a machine under load
END_SECONDS = 40


class Crew:
    """Used by one thread alone, the one that started the cluster.

    gap_seconds: the shortest and the longest time from the begin of one fault to that of the next
    log: called with one line for each thing that happens
    """

    def __init__(self, cluster, seed, lease_seconds, gap_seconds, log):
        self.cluster = cluster
        self.lease_seconds = lease_seconds
        self.gap_seconds = gap_seconds
        self.log = log
        self.chance = random.Random(seed)
        self.begun = time.monotonic()
        self.down = set()
        self.ended_at = {}
        self.exits = Counter()
        self.slow = []
        self.counts = Counter()
        self.open = []
        self.next_at = 0.0
        self.bag = []

    def say(self, text):
        self.log(f"{time.monotonic() - self.begun:7.1f} s  {text}")

    def expect_down(self, service):
        self.down.add(service)

    def expect_up(self, service):
        """It is started again as soon as what it was has ended."""
        if service in self.down:
            self.down.discard(service)
            self.ended_at[service] = -RESTART_PAUSE_SECONDS

    def supervise(self):
        """Starts what has ended, unless it is to be down."""
        for service in self.cluster.services():
            if self._leaving(service) or service in self.down or service.running():
                continue
            ended = self.ended_at.setdefault(service, time.monotonic())
            if time.monotonic() - ended >= RESTART_PAUSE_SECONDS:
                del self.ended_at[service]
                self.exits[(service.kind, service.process.poll())] += 1
                service.start()

    def _leaving(self, service):
        seconds = service.still_leaving()
        if seconds is not None and seconds > END_SECONDS:
            self.slow.append(f"{service.name} had not ended {END_SECONDS} s after it was to")
            self.say(self.slow[-1])
            service.kill_leaving()
        return seconds is not None

    def round(self):
        """Repairs what has been broken for long enough, and breaks something else when it is time."""
        now = time.monotonic()
        for item in [item for item in self.open if item[0] <= now]:
            self._repair(item)
        self.supervise()
        if len(self.open) < MOST_AT_ONCE and time.monotonic() >= self.next_at:
            self._break()

    def _break(self):
        fault = self._draw()
        if fault is None:
            return
        seconds = self.chance.uniform(0.3, 1) * fault.longest_seconds
        self.say(f"{fault.kind}: {fault.part}" + (f", for {seconds:.1f} s" if seconds else ""))
        fault.begin()
        self.counts[fault.kind] += 1
        self.open.append((time.monotonic() + seconds, fault))
        self.next_at = time.monotonic() + self.chance.uniform(*self.gap_seconds)

    def _draw(self):
        """From a shuffled bag of all kinds, so that each comes equally often; none on a part that is broken already."""
        if not self.bag:
            every = list(faults.all_of(self, self.cluster, self.chance))
            kinds = sorted({fault.kind for fault in every})
            self.chance.shuffle(kinds)
            self.bag = [self.chance.choice([fault for fault in every if fault.kind == kind]) for kind in kinds]
        broken = {fault.part for _, fault in self.open}
        for fault in self.bag:
            if fault.part not in broken:
                self.bag.remove(fault)
                return fault
        return None

    def _repair(self, item):
        self.open.remove(item)
        item[1].repair()

    def kinds(self):
        return sorted({fault.kind for fault in faults.all_of(self, self.cluster, self.chance)})

    def repair_all(self):
        """Everything that was broken works again; the services are awaited by their work, not here."""
        while self.open:
            self._repair(self.open[0])
        for server in (self.cluster.postgres, self.cluster.rabbit):
            server.await_ready()
        for service in self.cluster.services():
            self.expect_up(service)
        self.supervise()
        self.say("everything is repaired")
