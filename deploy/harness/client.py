"""An exemplary client: one idempotency key for each study; repeats a request after an outage, with pauses."""

import http.client
import json
import random
import time
import urllib.parse

TIMEOUT_SECONDS = 15
LONGEST_PAUSE_SECONDS = 3
TEMPORARY = {429, 502, 503, 504, 507}


class GaveUp(RuntimeError):
    """No final answer came before the client's patience ended."""


class InternalServerError(RuntimeError):
    """The service answered with 500, which is an error even during an outage."""


class Client:
    """Keeps one connection to one of several APIs, and changes to the next API on a failure. For one thread.

    key: shown with each request; None where the service asks for none
    ports: called for the APIs' ports at each try, since a new API may have another port
    patience: seconds during which the client repeats one request
    """

    def __init__(self, ports, seed=0, patience=600, key=None):
        self.ports = ports
        self.random = random.Random(seed)
        self.patience = patience
        self.sign_in = {"Authorization": f"Bearer {key}"} if key else {}
        self.turn = self.random.randrange(1 << 16)
        self.connection = None
        self.requests = 0
        # how often a request was sent again, by status or kind of failure
        self.retried = {}

    def submit(self, study, reference, key=None, callback=None):
        """Posts until the service accepts the study; returns the job from the answer. The service calls `callback` when it ends."""
        headers = {"Content-Type": "application/octet-stream"}
        if key:
            headers["Idempotency-Key"] = key
        told = f"&callbackUrl={urllib.parse.quote(callback, safe='')}" if callback else ""
        status, body = self.ask("POST", f"/v1/jobs?reference={reference}{told}", study.body, headers, also={409})
        if status != 202:
            raise GaveUp(f"the submit of {reference} was answered with {status}: {body[:300]!r}")
        return json.loads(body)

    def change(self, job, what):
        """Cancels or retries until there is an answer: 200 done, 404 no such job, 409 the job's state does not allow the change."""
        return self.ask("POST", f"/v1/jobs/{job}/{what}")[0]

    def delete(self, job):
        """Deletes until there is an answer: 204, or 404 when the job is gone."""
        return self.ask("DELETE", f"/v1/jobs/{job}")[0]

    def look(self, job):
        """The job, or None when there is none."""
        status, body = self.ask("GET", f"/v1/jobs/{job}")
        return json.loads(body) if status == 200 else None

    def ask(self, method, path, body=None, headers=None, also=()):
        """Sends until an answer is final; `also` are statuses that are temporary for this request."""
        deadline = time.monotonic() + self.patience
        pause = 0.1
        while True:
            self.requests += 1
            try:
                status, answer = self.send(method, path, body, {**self.sign_in, **(headers or {})})
                if status == 500:
                    raise InternalServerError(f"{method} {path}: {answer[:300]!r}")
                if status not in TEMPORARY and status not in also:
                    return status, answer
                what = status
            except (OSError, http.client.HTTPException) as failure:
                what = type(failure).__name__
                self.close()
                self.turn += 1
            self.retried[what] = self.retried.get(what, 0) + 1
            if time.monotonic() > deadline:
                raise GaveUp(f"{method} {path}: {what} for {self.patience} s")
            time.sleep(pause * self.random.uniform(0.5, 1.5))
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)

    def send(self, method, path, body, headers):
        """One request; status and body."""
        if self.connection is None:
            ports = self.ports()
            self.connection = http.client.HTTPConnection(
                "127.0.0.1", ports[self.turn % len(ports)], timeout=TIMEOUT_SECONDS)
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None
