"""Keeps the services of a cluster running, as an orchestrator would."""

import time
from collections import Counter

# the pause before the next start of a process that could not start while the database was away
RESTART_PAUSE_SECONDS = 1
# a process ends within 30 s of its SIGTERM, whichever part is broken; the rest is for a machine under load
END_SECONDS = 40


class Supervisor:
    """Only the thread that started the cluster may use this.

    log: called with one line for each event
    """

    def __init__(self, cluster, log):
        self.cluster = cluster
        self.log = log
        self.kept_down = set()
        self.ended_at = {}
        # how often each kind of service ended with each exit code
        self.exits = Counter()
        # processes that did not end in time after a signal to stop
        self.slow_ends = []

    def keep_down(self, service):
        """Keeps a service from starting until `start_again`."""
        self.kept_down.add(service)

    def start_again(self, service):
        """Starts a service as soon as its old process has ended."""
        if service in self.kept_down:
            self.kept_down.discard(service)
            self.ended_at[service] = -RESTART_PAUSE_SECONDS

    def supervise(self):
        """Starts services that have ended, unless `keep_down` applies to them."""
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
