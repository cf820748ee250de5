"""Keeps the services of a cluster running, as an orchestrator would."""

import time
from collections import Counter

# a process that cannot start while the database is away is tried again after it
RESTART_PAUSE_SECONDS = 1
# a process ends within 30 s of its SIGTERM, whatever is away; the rest is for a machine under load
END_SECONDS = 40


class Supervisor:
    """Used by one thread alone, the one that started the cluster.

    log: called with one line for each thing that happens
    """

    def __init__(self, cluster, log):
        self.cluster = cluster
        self.log = log
        self.kept_down = set()
        self.ended_at = {}
        # how often each kind of service ended with each exit code
        self.exits = Counter()
        # what had not ended in time after it was told to
        self.slow_ends = []

    def keep_down(self, service):
        """It is not started again until `start_again`."""
        self.kept_down.add(service)

    def start_again(self, service):
        """It is started as soon as what it was has ended."""
        if service in self.kept_down:
            self.kept_down.discard(service)
            self.ended_at[service] = -RESTART_PAUSE_SECONDS

    def supervise(self):
        """Starts what has ended, unless it is kept down."""
        for service in self.cluster.services():
            if self._still_stopping(service) or service in self.kept_down or service.running():
                continue
            ended = self.ended_at.setdefault(service, time.monotonic())
            if time.monotonic() - ended >= RESTART_PAUSE_SECONDS:
                del self.ended_at[service]
                self.exits[(service.kind, service.process.poll())] += 1
                service.start()

    def _still_stopping(self, service):
        seconds = service.seconds_stopping()
        if seconds is not None and seconds > END_SECONDS:
            self.slow_ends.append(f"{service.name} had not ended {END_SECONDS} s after it was to")
            self.log(self.slow_ends[-1])
            service.kill_stopping()
        return seconds is not None
