"""`lungburden serve` in a separate folder for each test, and a minimal client."""

import json
import signal
import threading
import time
import urllib.request
from contextlib import contextmanager

from harness.launcher import start

START_SECONDS = 180


@contextmanager
def serving(directory, **environment):
    """A context in which the service runs on the folder `data` in the directory; yields process and URL."""
    process = start("serve", "--test", "--port", "0", "--data", "data", cwd=directory, **environment)
    try:
        yield process, address(process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def address(process):
    """The URL that the service tells when it is up, also when it was started again."""
    late = threading.Timer(START_SECONDS, process.kill)
    late.start()
    try:
        line = process.stdout.readline()
    finally:
        late.cancel()
    assert "http://127.0.0.1:" in line, line + process.stderr.read()
    return "http" + line.split("http", 1)[1].strip()


def get(url):
    """The body of the answer as text."""
    with urllib.request.urlopen(url, timeout=30) as response:
        return response.read().decode()


def post(url, body):
    """Posts a study; returns the accepted job."""
    request = urllib.request.Request(url + "/v1/jobs", data=body, headers={"Content-Type": "application/octet-stream"})
    with urllib.request.urlopen(request, timeout=60) as response:
        assert response.status == 202
        return json.load(response)


def finished(url, job):
    """Waits for the end of a job and returns the job."""
    for _ in range(600):
        job = json.loads(get(f"{url}/v1/jobs/{job['id']}"))
        if job["status"] not in ("QUEUED", "RUNNING"):
            return job
        time.sleep(0.1)
    raise AssertionError("the job does not finish")
