"""A receiver of webhooks. Verifies each message, writes it down, and sometimes fails. Arguments: the file of the secrets, the log,
the seed. Prints its port. The first part of a path names the owner. Runs in an environment with `standardwebhooks`."""

import json
import random
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

FAILS, SLOW, SLOW_SECONDS = 0.15, 0.05, 2


class Receiver(BaseHTTPRequestHandler):
    """Answers 204; or 500, or late, as the seed has it. A path that ends with `/hold` gets no answer."""

    lock = threading.Lock()

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        owner, *what = self.path.strip("/").split("/")
        secret = json.loads(Path(sys.argv[1]).read_text())[owner]
        try:
            message, verified = Webhook(secret).verify(body, dict(self.headers)), True
        except (WebhookVerificationError, ValueError):
            message, verified = {}, False
        with self.lock:
            chance = self.server.chance.random()
        status = 500 if chance < FAILS else 204
        if chance > 1 - SLOW:
            time.sleep(SLOW_SECONDS)
        held = what == ["hold"]
        data = message.get("data", {})
        line = {"at": time.time(), "id": self.headers["webhook-id"], "owner": owner, "type": message.get("type"),
                "job": data.get("id"), "reference": data.get("reference"), "verified": verified,
                "answered": None if held else status}
        with self.lock, open(sys.argv[2], "a") as log:
            log.write(json.dumps(line) + "\n")
        if held:
            time.sleep(60)
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        """The log has all."""


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.chance = random.Random(int(sys.argv[3]))
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
