"""Breaks parts of a cluster at random, and repairs them."""

import random
import time
from collections import Counter

from harness.chaos.faults import all_faults

MOST_AT_ONCE = 2


class FaultInjector:
    """Only the thread that started the cluster may use this.

    gap_seconds: the shortest and the longest time between the begins of two successive faults
    log: called with one line for each event
    """

    def __init__(self, cluster, supervisor, seed, lease_seconds, gap_seconds, log):
        self.cluster = cluster
        self.supervisor = supervisor
        self.lease_seconds = lease_seconds
        self.gap_seconds = gap_seconds
        self.log = log
        self.chance = random.Random(seed)
        # how often each kind of fault was injected
        self.injected = Counter()
        # pairs of the time of repair and the fault
        self.active = []
        self.next_at = 0.0
        self.waiting = []

    def step(self):
        """Repairs what has been broken for long enough, and injects the next fault when its time has come."""
        now = time.monotonic()
        for item in [item for item in self.active if item[0] <= now]:
            self._repair(item)
        self.supervisor.supervise()
        if len(self.active) < MOST_AT_ONCE and time.monotonic() >= self.next_at:
            self._break()

    def kinds_to_come(self):
        """Kinds of faults that have not been injected yet."""
        return {fault.kind for fault in self._all_faults()} - set(self.injected)

    def _all_faults(self):
        return list(all_faults(self.cluster, self.supervisor, self.lease_seconds, self.chance))

    def _break(self):
        fault = self._draw()
        if fault is None:
            return
        seconds = self.chance.uniform(0.3, 1) * fault.longest_seconds
        self.log(f"{fault.kind}: {fault.part}" + (f", for {seconds:.1f} s" if seconds else ""))
        fault.begin()
        self.injected[fault.kind] += 1
        self.active.append((time.monotonic() + seconds, fault))
        self.next_at = time.monotonic() + self.chance.uniform(*self.gap_seconds)

    def _draw(self):
        """Draws from a shuffled list of all kinds, so that each kind is equally frequent; never breaks a broken part again."""
        if not self.waiting:
            every = self._all_faults()
            kinds = sorted({fault.kind for fault in every})
            self.chance.shuffle(kinds)
            self.waiting = [self.chance.choice([fault for fault in every if fault.kind == kind]) for kind in kinds]
        broken = {fault.part for _, fault in self.active}
        for fault in self.waiting:
            if fault.part not in broken:
                self.waiting.remove(fault)
                return fault
        return None

    def _repair(self, item):
        self.active.remove(item)
        item[1].repair()

    def repair_all(self):
        """Repairs all faults. Does not wait for the services, since the rest of the run waits for their work."""
        while self.active:
            self._repair(self.active[0])
        for server in (self.cluster.postgres, self.cluster.rabbit):
            server.await_ready()
        for service in self.cluster.services():
            self.supervisor.start_again(service)
        self.supervisor.supervise()
        self.log("everything is repaired")
