"""A receiver of webhooks as a process of its own, which outlives whatever breaks in the cluster."""

import json
from pathlib import Path
from types import SimpleNamespace

from harness import processes
from harness.tools import python_environment

FOLDER = Path(__file__).parent


class Receiver:
    """Starts at once. `secrets` maps each owner to its secret; all of them are known before the first message.

    folder: where secrets, log and output lie
    """

    def __init__(self, folder, secrets, seed=0):
        self.log = folder / "received.jsonl"
        self.log.touch()
        known = folder / "webhook-secrets.json"
        known.write_text(json.dumps(secrets))
        python = python_environment(FOLDER / "requirements.txt") / "bin" / "python"
        self.process = processes.start([python, FOLDER / "receive.py", known, self.log, seed],
                                       folder / "receiver.log", None, pipe=True)
        try:
            self.port = int(self.process.stdout.readline())
        except ValueError:
            raise processes.NotStarted(f"the receiver does not start:\n{processes.tail(folder / 'receiver.log')}") from None

    def url(self, owner):
        return f"http://127.0.0.1:{self.port}/{owner}"

    def received(self):
        """All messages so far, in the order in which they were answered."""
        return [SimpleNamespace(**json.loads(line)) for line in self.log.read_text().splitlines()]

    def close(self):
        processes.end(self.process)
