"""`lungburden bench api`: how the service behaves under load, with its client on the same machine.

Every figure comes from one run on one machine; the last column is the ratio to the idle service of the same run.
"""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from harness.launcher import LAUNCHER

MIB = 1 << 20
CONNECTIONS = 16
SECONDS = 10
WARM_UP_SECONDS = 25


class Serving:
    """`lungburden serve` on a data directory of its own, with a segmenter that takes no time."""

    def __init__(self, folder, heap=None, **settings):
        environment = {**os.environ, "LUNGBURDEN_SEGMENTER": "none", **settings}
        if heap:
            environment["LUNGBURDEN_JAVA_OPTS"] = f"-Xmx{heap}"
        self.process = subprocess.Popen(
            [LAUNCHER, "serve", "--test", "--port", "0", "--data", folder],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        line = self.process.stdout.readline()
        if "http://" not in line:
            raise SystemExit("the service does not start")
        self.url = line[line.index("http://") :].strip()
        self.port = int(self.url.rsplit(":", 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)

    def java(self):
        """The process id of the Java program, a child of the launcher."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return int(children[0])

    def resident_mib(self):
        status = Path(f"/proc/{self.java()}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024

    def threads(self):
        status = Path(f"/proc/{self.java()}/status").read_text()
        return int(re.search(r"Threads:\s+(\d+)", status).group(1))


def post(serving, body):
    headers = {"Content-Type": "application/octet-stream"}
    request = urllib.request.Request(serving.url + "/v1/jobs", data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["id"]


def phantom(folder):
    file = folder / "phantom.nii.gz"
    subprocess.run([LAUNCHER, "phantom", "-o", file], check=True, stdout=subprocess.DEVNULL)
    return file.read_bytes()


def polls(serving, job, seconds=SECONDS):
    """Requests a second and the 99th percentile in ms of `GET /v1/jobs/{id}`, as wrk measures them."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", f"{serving.url}/v1/jobs/{job}"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(f"polls failed:\n{said}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1))
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()
    return rate, float(number) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]


@contextlib.contextmanager
def event_streams(serving, job, count):
    """Holds open streams of a job that has not finished."""
    request = f"GET /v1/jobs/{job}/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n".encode()
    streams = []
    try:
        for _ in range(count):
            stream = socket.create_connection(("127.0.0.1", serving.port), timeout=30)
            stream.sendall(request)
            streams.append(stream)
        for stream in streams:
            head = stream.recv(4096)
            if b" 200 " not in head.split(b"\r\n", 1)[0]:
                raise SystemExit(f"a stream was refused: {head[:200]!r}")
        yield
    finally:
        for stream in streams:
            stream.close()


class SlowUploads:
    """Uploads that start at the same time and arrive slowly; the service must accept each."""

    def __init__(self, serving, body, count, pieces):
        self.statuses = []
        self.threads = [
            threading.Thread(target=self.upload, args=(serving.port, body, pieces), daemon=True) for _ in range(count)
        ]

    def upload(self, port, body, pieces):
        head = f"POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        with socket.create_connection(("127.0.0.1", port), timeout=120) as connection:
            connection.sendall(head.encode())
            step = -(-len(body) // pieces)
            for start in range(0, len(body), step):
                connection.sendall(body[start : start + step])
                time.sleep(SECONDS / pieces)
            self.statuses.append(connection.recv(64).split(b" ")[1].decode())

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        for thread in self.threads:
            thread.join(timeout=120)
        refused = [status for status in self.statuses if status != "202"]
        if len(self.statuses) != len(self.threads) or refused:
            raise SystemExit(f"{len(self.statuses)} of {len(self.threads)} uploads were answered, refused: {refused}")


def large_upload(serving, size):
    """MB a second of one upload of `size` bytes; the client creates the bytes while sending."""
    piece = bytes(MIB)
    head = (
        f"POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/zip\r\n"
        f"Content-Length: {size}\r\nConnection: close\r\n\r\n"
    ).encode()
    begin = time.monotonic()
    with socket.create_connection(("127.0.0.1", serving.port), timeout=300) as connection:
        # the first bytes make this a zip, which the API accepts; only the job finds that the zip is unreadable
        connection.sendall(head + b"PK\x03\x04" + bytes(MIB - 4))
        for _ in range(size // MIB - 1):
            connection.sendall(piece)
        status = connection.recv(64).split(b" ")[1].decode()
    if status != "202":
        raise SystemExit(f"the large upload was answered with {status}")
    return size / 1e6 / (time.monotonic() - begin)


def loads(folder):
    study = phantom(folder)
    rows = []

    def row(what, rate, p99, note=""):
        quiet = rows[0][1] if rows else rate
        rows.append((what, rate, p99, rate / quiet, note))

    # streams and waiting clients watch a job that stays queued behind a sleeping job
    with Serving(folder / "data", LUNGBURDEN_SEGMENTER="sleep:600s") as serving:
        busy = post(serving, study)
        waiting = post(serving, study)
        polls(serving, waiting, WARM_UP_SECONDS)
        row("status polls alone", *polls(serving, waiting))
        before = serving.threads()
        with event_streams(serving, waiting, 1000):
            row("beside 1,000 idle event streams", *polls(serving, waiting), f"{serving.threads() - before:+d} threads")
        with SlowUploads(serving, study, 200, 20):
            row("beside 200 slow uploads at once", *polls(serving, waiting, SECONDS - 2))
        for job in (waiting, busy):
            request = urllib.request.Request(f"{serving.url}/v1/jobs/{job}", method="DELETE")
            urllib.request.urlopen(request, timeout=30).close()

    with Serving(folder / "small", heap="256m") as serving:
        idle = serving.resident_mib()
        speed = large_upload(serving, 2000 * MIB)
        grown = serving.resident_mib() - idle
    return rows, f"one upload of 2,000 MiB with a heap of 256 MB: {speed:.0f} MB/s, {grown:+.0f} MiB resident"


def main():
    with tempfile.TemporaryDirectory(prefix="lungburden-bench-") as folder:
        rows, upload = loads(Path(folder))
    print("| load | polls/s | p99 ms | ratio | |")
    print("|---|---|---|---|---|")
    for what, rate, p99, ratio, note in rows:
        print(f"| {what} | {rate:.0f} | {p99:.1f} | {ratio:.2f} | {note} |")
    print()
    print(upload)
    return 0


if __name__ == "__main__":
    sys.exit(main())
