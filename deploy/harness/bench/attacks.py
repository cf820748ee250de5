"""`lungburden bench attacks`: what hostile clients of one API with 512 MB of heap do to its other clients.

Beside each attack another process polls a job 50 times a second, and lists jobs and asks the liveness ten times a second. Attackers,
pollers, API and PostgreSQL share this machine.
`--scale` makes the attacks smaller.
"""

import argparse
import contextlib
import json
import subprocess
import sys
import threading
import time

from harness import studies
from harness.bench import hostile
from harness.client import Client
from harness.cluster import Cluster, end_on_signals

SEED = 11
SETTLE_SECONDS = 5


class Beside:
    """Polls in another process for as long as the context lasts."""

    def __init__(self, api, job):
        command = [sys.executable, "-m", "harness.bench.polls", str(api.port), str(api.management_port), f"/v1/jobs/{job}"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def end(self):
        """What the pollers saw: sorted seconds of `polls`, `lists` and `liveness`, `busy` threads and some `failures`."""
        return json.loads(self.process.communicate(timeout=120)[0])


def refused(port, count, seconds):
    with hostile.opened(port, count, hostile.refused_head) as sockets:
        living = hostile.trickle(sockets, seconds)
        told = [hostile.status(each) for each in sockets]
    answered = sum(each in (200, 400, 404, 405, 413, 415) for each in told)
    return f"{answered} answered, {living} not closed"


def at_once(count, send):
    """Runs as many calls side by side and waits for all."""
    threads = [threading.Thread(target=send) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def megabytes(port, count, _):
    told = []

    def send():
        with hostile.connect(port) as connection:
            with contextlib.suppress(OSError):
                connection.sendall(hostile.refused_head(0, 1000000))
                connection.sendall(bytes(1000000))
            told.append(hostile.status(connection))

    at_once(count, send)
    return f"{told.count(415)} read their problem"


def slow_heads(port, count, seconds):
    with hostile.opened(port, count, lambda _: b"GET /v1/jobs HTTP/1.1\r\nX: ") as sockets:
        living = hostile.trickle(sockets, seconds, pause=1)
    return f"{living} not closed after {seconds} s"


def streams(path):
    def attack(port, count, seconds):
        request = f"GET {path} HTTP/1.1\r\n{hostile.HOST}\r\n".encode()
        with hostile.opened(port, count, lambda _: request) as sockets:
            told = [hostile.status(each) for each in sockets]
            time.sleep(seconds)
        return f"{told.count(200)} open, {told.count(503)} refused"

    return attack


def slow_uploads(port, count, seconds):
    head = f"POST /v1/jobs HTTP/1.1\r\n{hostile.HOST}Content-Length: 5000000\r\n\r\n".encode()
    with hostile.opened(port, count, lambda _: head + b"PK\x03\x04" + bytes(2000)) as sockets:
        living = hostile.trickle(sockets, seconds, pause=1, byte=bytes(100))
    return f"{living} held"


def mutations(port, count, _):
    told = hostile.mutations(port, count, SEED)
    kinds = {}
    for status, number in told.items():
        # 501 and 505 tell that a transfer coding or version is unknown
        kind = "no answer" if status is None else "refused" if status in (501, 505) else f"{status // 100}xx"
        kinds[kind] = kinds.get(kind, 0) + number
    return ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))


def zips(port, count, _):
    body = hostile.long_names()
    told = []

    def send():
        with hostile.connect(port) as connection:
            head = f"POST /v1/jobs HTTP/1.1\r\n{hostile.HOST}Content-Length: {len(body)}\r\n\r\n"
            with contextlib.suppress(OSError):
                connection.sendall(head.encode())
                connection.sendall(body)
            told.append(hostile.status(connection))

    at_once(count, send)
    return f"{told.count(202)} accepted"


def attacks(job):
    """Name, attack, number of clients, seconds."""
    follow = streams(f"/v1/jobs/{job}/events")
    return [
        ("nothing", lambda *_: time.sleep(10) or "", 1, 10),
        ("refused bodies that trickle", refused, 1000, 20),
        ("refused bodies of 1 MB, read afterwards", megabytes, 200, 0),
        ("heads that trickle", slow_heads, 300, 45),
        ("idle event streams", follow, 1000, 10),
        ("event streams beyond the limit", follow, 5000, 5),
        ("streams of all jobs", streams("/v1/events"), 1000, 5),
        ("requests that wait", streams(f"/v1/jobs/{job}?wait=5s"), 2000, 0),
        ("slow uploads", slow_uploads, 200, 20),
        ("zips with 20,000 long names at once", zips, 16, 0),
        ("mutated requests", mutations, 10000, 0),
    ]


def ms(seconds, share):
    return 1000 * seconds[min(len(seconds) - 1, int(share * len(seconds)))]


def measure(scale, only="", settings=None, longest=60):
    """Attacks for at most `longest` seconds each, where the attack has a time.

    Returns rows of the table: attack, clients, p99 of polls, slowest list and liveness in ms, busy threads, result.
    """
    rows = []
    with Cluster(apis=1, workers=0, settings=settings) as cluster:
        api = cluster.apis[0]
        client = Client(lambda: [api.port])
        job = client.submit(studies.small(cluster.folder.path), "attacked")["id"]
        for name, attack, count, seconds in attacks(job):
            if only not in name:
                continue
            clients = max(1, round(count * scale))
            java = api.java()
            beside = Beside(api, job)
            time.sleep(1)
            result = attack(api.port, clients, min(seconds, longest))
            # the service finds closed streams with its next sign of life
            time.sleep(SETTLE_SECONDS if "stream" in name else 1)
            told = beside.end()
            if api.java() != java:
                result = f"the API ended; {result}"
            if told["failures"]:
                result = f"{result}; {told['failures'][0]}"
            rows.append((name, clients, ms(told["polls"], 0.99), ms(told["lists"], 1), ms(told["liveness"], 1), told["busy"], result))
            print("| {} | {} | {:.0f} | {:.0f} | {:.0f} | {} | {} |".format(*rows[-1]), flush=True)
        client.close()
    return rows


def main():
    parser = argparse.ArgumentParser(prog="lungburden bench attacks", description=__doc__)
    parser.add_argument("--scale", type=float, default=1, help="share of the clients of each attack (default: 1)")
    parser.add_argument("--only", default="", help="attacks whose name holds this text")
    options = parser.parse_args()
    end_on_signals()
    print("| attack | clients | p99 of polls, ms | slowest list, ms | slowest liveness, ms | busy threads | |")
    print("|---|---|---|---|---|---|---|")
    measure(options.scale, options.only)
    return 0


if __name__ == "__main__":
    sys.exit(main())
