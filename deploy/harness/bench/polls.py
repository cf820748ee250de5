"""A process that polls a job and the liveness all the time, and tells how long the answers took."""

import http.client
import json
import re
import sys
import threading
import time

PAUSE_SECONDS = 0.02
LIVENESS_PAUSE_SECONDS = 0.1
TIMEOUT_SECONDS = 30


class Asker(threading.Thread):
    """Asks for one path on a connection that stays open, until `over` is set.

    seconds: how long each answer took; a failed question counts as the time limit
    """

    def __init__(self, port, path, pause, over):
        super().__init__(daemon=True)
        self.port, self.path, self.pause, self.over = port, path, pause, over
        self.seconds, self.failures, self.body = [], [], b""

    def run(self):
        connection = None
        while not self.over.is_set():
            begin = time.monotonic()
            try:
                connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
                connection.request("GET", self.path)
                answer = connection.getresponse()
                self.body = answer.read()
                if answer.status != 200:
                    raise http.client.HTTPException(f"status {answer.status}")
                self.seconds.append(time.monotonic() - begin)
            except (OSError, http.client.HTTPException) as failure:
                self.failures.append(repr(failure))
                self.seconds.append(max(time.monotonic() - begin, TIMEOUT_SECONDS))
                connection = None
            self.over.wait(self.pause)


class Busiest(Asker):
    """Reads the metrics; keeps the largest number of busy threads on the main port."""

    busy = 0

    def run(self):
        while not self.over.is_set():
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT_SECONDS)
                connection.request("GET", self.path)
                told = re.findall(r"^tomcat_threads_busy_threads\S* (\S+)$", connection.getresponse().read().decode(), re.M)
                self.busy = max([self.busy, *(int(float(each)) for each in told)])
                connection.close()
            except OSError as failure:
                self.failures.append(repr(failure))
            self.over.wait(self.pause)


def main():
    """Arguments: port, management port, path of a job. Polls until standard input ends, then prints JSON."""
    port, management, job = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    over = threading.Event()
    polls = Asker(port, job, PAUSE_SECONDS, over)
    lists = Asker(port, "/v1/jobs", LIVENESS_PAUSE_SECONDS, over)
    liveness = Asker(management, "/actuator/health/liveness", LIVENESS_PAUSE_SECONDS, over)
    threads = Busiest(management, "/actuator/prometheus", 0.5, over)
    askers = [polls, lists, liveness, threads]
    for asker in askers:
        asker.start()
    sys.stdin.read()
    over.set()
    for asker in askers:
        asker.join(TIMEOUT_SECONDS)
    told = {name: sorted(asker.seconds) for name, asker in (("polls", polls), ("lists", lists), ("liveness", liveness))}
    failures = [failure for asker in askers for failure in asker.failures]
    print(json.dumps({**told, "busy": threads.busy, "failures": failures[:5]}))


if __name__ == "__main__":
    main()
